"""Which organisation an address means: `/o/<slug>/…` moves to SCRIPT_NAME, and the request becomes one unit of work.

Only this file knows how an address carries its organisation; another form of address changes this file alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import Flask, Response, abort, current_app, g, has_request_context, request
from werkzeug.routing import Map
from werkzeug.wrappers import Response as BaseResponse

from tenants.isolation import close_unit, current_unit, enter_at, open_unit
from tenants.web.templating import PageEnvironment

SLUG = re.compile(r"^/o/([a-z0-9](?:-?[a-z0-9])*)(/.*)?$")
KEY = "sameboat.slug"
SAMPLE = UUID(int=0)
"""The id with which an address is built for the first time."""


class SlugMiddleware:
    """Takes `/o/<slug>` off the path, so that the rest of the app believes that it is mounted there."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """As a WSGI application."""
        path = environ.get("PATH_INFO", "")
        match = SLUG.match(path)
        if match and len(match.group(1)) <= 40:
            if match.group(2) is None:
                start_response("308 PERMANENT REDIRECT", [("Location", path + "/"), ("Content-Length", "0")])
                return [b""]
            environ[KEY] = match.group(1)
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/o/{match.group(1)}"
            environ["PATH_INFO"] = match.group(2)
        return self.app(environ, start_response)


def slug() -> str | None:
    """The organisation's name in this request's address, or None at the root."""
    found: str | None = request.environ.get(KEY)
    return found


def mount() -> str:
    """The path below which the organisation of this request lies: its cookie is valid there and nowhere else."""
    return request.script_root + "/"


def arrive() -> None:
    """Open the request's unit of work and enter the organisation of its address. At the root nothing is opened.

    `g.address` is what the address stands for, or None where it stands for nothing.
    """
    if "address" in g:
        return
    g.address = None
    name = slug()
    if name is None:
        return
    unit = open_unit()
    found = enter_at(unit, name)
    if found is None:
        close_unit(unit, commit=False)
        return
    g.address = found


def _look_below() -> None:
    """`/` is the front page at the root and home in each organisation: routing sees one path and took the first.

    Below an organisation the rules of the root do not count, so the path is matched among the others.
    """
    rules: Map | None = current_app.extensions.get("tenant_rules")
    if rules is None:
        root = current_app.extensions["root_endpoints"]
        own = [rule.empty() for rule in current_app.url_map.iter_rules() if rule.endpoint not in root]
        rules = current_app.extensions["tenant_rules"] = Map(own, converters=current_app.url_map.converters)
    request.url_rule, found = rules.bind_to_environ(request.environ).match(return_rule=True)
    request.view_args = dict(found)


def check_address() -> None:
    """Before each view: tenant pages exist below an organisation, root pages at the root, nothing else anywhere."""
    arrive()
    if slug() is not None and request.endpoint in current_app.extensions["root_endpoints"]:
        _look_below()
    at_root = request.endpoint is not None and request.endpoint in current_app.extensions["root_endpoints"]
    if slug() is None:
        if not at_root:
            abort(404)
    elif g.address is None or at_root or g.address.state in ("provisioning", "erased"):
        abort(404)
    elif g.address.state == "suspended":
        abort(503, description="suspended")


def leave(commit: bool) -> None:
    """End the request's unit of work, if one is open."""
    unit = current_unit()
    if unit is not None:
        close_unit(unit, commit=commit)


class TenantFlask(Flask):
    """A Flask that ends the unit of work with the answer: commit below 400, else roll back; nothing is sent before."""

    jinja_environment = PageEnvironment

    def url_for(self, endpoint: str, **values: Any) -> str:
        """The address of an endpoint. One with a single id, or none, is built once, and then the id is put in its place: a
        list asks for the address of each of its rows.
        """
        name, value = next(iter(values.items()), ("", None))
        if len(values) > 1 or not (isinstance(value, UUID) or not values) or endpoint[:1] == "." or not has_request_context():
            return super().url_for(endpoint, **values)
        shape = self._shapes.get((endpoint, name))
        if shape is None:
            sampled: dict[str, Any] = {name: SAMPLE} if name else {}
            sample = super().url_for(endpoint, **sampled)
            before, _id, after = sample.removeprefix(request.script_root).partition(str(SAMPLE))
            shape = self._shapes[endpoint, name] = before, after
        return f"{request.script_root}{shape[0]}{value or ''}{shape[1]}"

    @cached_property
    def _shapes(self) -> dict[tuple[str, str], tuple[str, str]]:
        return {}

    def process_response(self, response: Response) -> Response:
        """Save the session, run the after-request functions, then commit or roll back."""
        answer: Response = super().process_response(response)
        leave(commit=answer.status_code < 400)
        return answer


def install(app: TenantFlask) -> None:
    """Mount the middleware and the check."""
    app.extensions["root_endpoints"] = set()
    app.wsgi_app = SlugMiddleware(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(check_address)
    app.teardown_request(lambda _error: leave(commit=False))


def at_root(app: Flask, endpoint: str) -> None:
    """The endpoint lies at the root, outside every organisation."""
    app.extensions["root_endpoints"].add(endpoint)


__all__ = ["BaseResponse", "SlugMiddleware", "TenantFlask", "arrive", "at_root", "install", "leave", "mount", "slug"]
