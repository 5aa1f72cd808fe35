#!/bin/sh
# Run once by the PostgreSQL image, on an empty data folder.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    -v owner_password="'$OWNER_PASSWORD'" -v portal_password="'$PORTAL_PASSWORD'" -f /deploy/roles.sql
