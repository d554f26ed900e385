"""The web application, for any WSGI server: `gunicorn wsgi:app`."""

import gc

from saas.app import create_app

app = create_app()

# What the app consists of stays for good: the collector need not look through it again and again.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
