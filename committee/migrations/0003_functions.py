from django.db import migrations

from committee.sql import FUNCTIONS


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0002_initial"),
        ("intake", "0002_functions"),
    ]
    operations = [
        migrations.RunSQL(FUNCTIONS["counted_members_v1"], "DROP FUNCTION counted_members_v1(bigint)"),
        migrations.RunSQL(FUNCTIONS["needed_quorum_v1"], "DROP FUNCTION needed_quorum_v1(bigint)"),
    ]
