from django.db import migrations

from intake.sql import FUNCTIONS


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0002_triggers"),
        ("documents", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE intake_reference", "DROP SEQUENCE intake_reference"),
        migrations.RunSQL(FUNCTIONS["open_points_v1"], "DROP FUNCTION open_points_v1(bigint)"),
        migrations.RunSQL(FUNCTIONS["signed_payload_v1"], "DROP FUNCTION signed_payload_v1(bigint)"),
    ]
