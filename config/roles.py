"""What the portal's database role may do: read and write rows, and nothing else."""

from django.db import connection
from psycopg import sql

GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    # a temporary table could stand before a real one; triggers pin their search_path besides
    "REVOKE TEMP ON DATABASE {database} FROM PUBLIC",
)


def grant(*, role: str) -> None:
    """Give `role` what the portal needs in this database. The tables' owner runs it, again after each migration."""
    names = {
        "role": sql.Identifier(role),
        "database": sql.Identifier(connection.settings_dict["NAME"]),
    }
    with connection.cursor() as cursor:
        for statement in GRANTS:
            cursor.execute(sql.SQL(statement).format(**names))
