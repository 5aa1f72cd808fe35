from django.db import migrations

from committee.sql import FUNCTIONS


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0002_triggers"),
    ]
    operations = [
        migrations.RunSQL(FUNCTIONS["counted_members_v1"], "DROP FUNCTION counted_members_v1(bigint)"),
        migrations.RunSQL(FUNCTIONS["needed_quorum_v1"], "DROP FUNCTION needed_quorum_v1(bigint)"),
        migrations.RunSQL(
            FUNCTIONS["department_decision_holds_v1"], "DROP FUNCTION department_decision_holds_v1(bigint)"
        ),
    ]
