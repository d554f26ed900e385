"""The web application, for any WSGI server: `gunicorn wsgi:app`."""

import gc

gc.disable()  # while it loads nothing becomes garbage, and looking for it is a sixth of the time

from saas.app import create_app  # noqa: E402

app = create_app()

# What the app consists of stays for good: the collector need not look through it again and again.
gc.enable()
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
