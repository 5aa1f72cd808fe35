-- Two roles, once for each PostgreSQL cluster; run as a superuser:
--   psql -v owner_password="'...'" -v portal_password="'...'" -f deploy/roles.sql
-- The owner migrates. The portal (web, worker, beat) reads and writes rows and can neither switch a trigger off,
-- nor replace portal_now(), nor empty a table. `manage.py check --deploy` fails where it is given more.

CREATE ROLE mustafid_owner LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD :owner_password;
CREATE ROLE mustafid_portal LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD :portal_password;

CREATE DATABASE mustafid OWNER mustafid_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE mustafid FROM PUBLIC;
GRANT CONNECT ON DATABASE mustafid TO mustafid_portal;

\connect mustafid
ALTER SCHEMA public OWNER TO mustafid_owner;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- Rights on tables come from `manage.py grant_portal_role mustafid_portal`, which the owner runs after each migrate.
