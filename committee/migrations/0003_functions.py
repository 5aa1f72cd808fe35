from django.db import migrations

from committee.sql import FUNCTIONS


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0002_triggers"),
    ]
    operations = [migrations.RunSQL(body, f"DROP FUNCTION {name}") for name, body in FUNCTIONS.items()]
