#!/bin/bash
# Runs once, when the server's data folder is empty: the three roles, none of them a superuser, and the database the first one owns.
set -euo pipefail
: "${MIGRATE_DB_PASSWORD:?is empty: fill in .env, see .env.example}"
: "${APP_DB_PASSWORD:?is empty: fill in .env, see .env.example}"
: "${PROJECTOR_DB_PASSWORD:?is empty: fill in .env, see .env.example}"
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  -v migrate="$MIGRATE_DB_PASSWORD" -v app="$APP_DB_PASSWORD" -v projector="$PROJECTOR_DB_PASSWORD" <<'SQL'
CREATE ROLE insatskedja_migrate LOGIN PASSWORD :'migrate';
CREATE ROLE insatskedja_app LOGIN PASSWORD :'app';
CREATE ROLE insatskedja_projector LOGIN PASSWORD :'projector';
CREATE DATABASE insatskedja OWNER insatskedja_migrate TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';
REVOKE ALL ON DATABASE insatskedja FROM PUBLIC;
GRANT CONNECT ON DATABASE insatskedja TO insatskedja_migrate, insatskedja_app, insatskedja_projector;
GRANT TEMPORARY ON DATABASE insatskedja TO insatskedja_projector;
SQL
