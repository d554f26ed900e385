"""A Flask app with nothing but the face: static files, filters and functions. No database, no people."""

from pathlib import Path

from flask import Flask, request

from tenants.web import assets, rendering
from tenants.web.direction import Tongues

ROOT = Path(__file__).resolve().parents[3]


def bare_app(zone: str = "Europe/Copenhagen") -> Flask:
    app = Flask("saas", template_folder=str(ROOT / "templates"), static_folder=None, root_path=str(ROOT / "saas"))
    app.config.update(SECRET_KEY="tests-only", TESTING=True)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions["root_endpoints"] = set()
    Tongues(app, locale_selector=lambda: request.args.get("lang", "en"), timezone_selector=lambda: zone)
    assets.install(app)
    rendering.install(app)
    app.jinja_env.globals["csrf_token"] = lambda: "token"
    return app
