from django.db import migrations

from ledger.sql import FUNCTIONS


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(FUNCTIONS["portal_now"], "DROP FUNCTION portal_now()"),
        migrations.RunSQL(FUNCTIONS["digest_v1"], "DROP FUNCTION digest_v1(jsonb)"),
    ]
