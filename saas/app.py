"""The factory: the one place that knows every room and ties the house together."""

from __future__ import annotations

import logging

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from saas import cli, front, health, navigation, rooms, wiring
from saas.config import Settings
from saas.styleguide import bp as styleguide
from tenants import isolation, jobs, sign_in
from tenants.isolation import catalog
from tenants.isolation.steward import bind_steward
from tenants.web import address, assets, current, direction, errors, headers, hosts, origin, preview, refusals, rendering, sizes
from tenants.web.answering import htmx

VERSION = "0.1.0"


def create_app(settings: Settings | None = None, *, check: bool = True) -> Flask:
    """The web application on its database and queue.

    Unless `check` is off, raises `catalog.SeesThrough` where the database's role or catalog does not keep the fences.
    """
    settings = settings or Settings.from_env()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    app = address.TenantFlask("saas", template_folder="../templates", static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SETTINGS=settings,
        VERSION=VERSION,
        MAX_CONTENT_LENGTH=12 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        BABEL_DEFAULT_LOCALE="en",
        BABEL_TRANSLATION_DIRECTORIES="translations",
        TEMPLATES_AUTO_RELOAD=settings.development,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    _stand_on(app, settings, check)
    _furnish(app, settings)
    return app


def _stand_on(app: address.TenantFlask, settings: Settings, check: bool) -> None:
    """Database, queue, address, sessions."""
    engine = isolation.bind(settings.database_url, pool=settings.pool)
    if settings.steward_url:
        bind_steward(settings.steward_url)
    jobs.bind_bell(settings.redis_url)
    if check:
        with engine.connect() as connection:
            catalog.refuse_to_see_through(connection)
    hosts.install(app, settings.base_url, settings.host)
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
    errors.install(app)
    address.install(app)
    origin.install(app, settings.base_url)
    sizes.install(app)
    CSRFProtect(app)
    htmx.init_app(app)
    headers.install(app)
    refusals.install(app)
    assets.install(app)


def _furnish(app: address.TenantFlask, settings: Settings) -> None:
    """Rooms, rendering, commands, wiring."""
    direction.Tongues(app, locale_selector=current.language, timezone_selector=current.zone)
    direction.install(app)
    rendering.install(app)
    sign_in.install(app, settings)
    navigation.install(app)
    wiring.connect()
    front.install(app)
    health.install(app)
    app.register_blueprint(preview.bp)
    for room in rooms.ROOMS:
        for blueprint in getattr(room, "blueprints", lambda: ())():
            app.register_blueprint(blueprint)
    if settings.development or settings.demo:
        app.register_blueprint(styleguide)
        for rule in app.url_map.iter_rules():
            if rule.endpoint.startswith("styleguide."):
                address.at_root(app, rule.endpoint)
    cli.install(app)
