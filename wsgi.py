"""The web application, for any WSGI server: `gunicorn wsgi:app`."""

from saas.app import create_app

app = create_app()
