# One image for web, worker, beat and migrations.
FROM node:22-bookworm-slim AS packages
WORKDIR /portal
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM python:3.13-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /portal
COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/base.txt
COPY --from=packages /portal/node_modules node_modules
COPY . .
# keys of the build only: collecting static files signs and encrypts nothing
RUN export DATABASE_URL=postgresql://build@build/build REDIS_URL=redis://build SECRET_KEY=build FIELD_KEYS=build \
    HMAC_KEY=build \
    && python manage.py compile_translations && python manage.py collectstatic --noinput \
    && python -m compileall -q . \
    && useradd --system --uid 10001 portal && install -d -o portal -g portal /var/lib/mustafid
USER portal
ENV PYTHONUNBUFFERED=1 PORTAL_LOCAL=/var/lib/mustafid BIND=0.0.0.0:8000 REMAP_SIGTERM=SIGQUIT
EXPOSE 8000
CMD ["gunicorn", "-c", "python:config.gunicorn", "config.wsgi:application"]
