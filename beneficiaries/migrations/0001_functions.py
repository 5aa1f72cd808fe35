from django.db import migrations

from beneficiaries.sql import FUNCTIONS


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(FUNCTIONS["ar_norm_v1"], "DROP FUNCTION ar_norm_v1(text)"),
        migrations.RunSQL(FUNCTIONS["ar_tsv_v1"], "DROP FUNCTION ar_tsv_v1(text)"),
        migrations.RunSQL(FUNCTIONS["person_name_v1"], "DROP FUNCTION person_name_v1(text, text, text, text)"),
    ]
