"""What other sites send is refused, beside the token of each form: a second lock on the same door.

A browser says where a form was sent from (`Sec-Fetch-Site`, `Origin`). One that says nothing is let in by its token alone.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, request
from flask_babel import gettext as _

from tenants.law import Refused

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def is_foreign(site: str | None, origin: str | None, here: frozenset[str]) -> bool:
    """Whether a form comes from elsewhere: the browser calls it cross-site, or names an origin that is none of `here`
    (hosts, with the port where it is not the usual one).
    """
    if site == "cross-site":
        return True
    if origin is None or (origin == "null" and site == "same-origin"):
        return False
    return urlsplit(origin).netloc.lower() not in here


def install(app: Flask, base_url: str) -> None:
    """Look at each request that could change something. Behind a proxy the host is the one that the proxy tells.

    The host of a request is one of ours (`hosts`); beside BASE_URL it counts as here, since its port may be another: a
    forwarded one, or one's own machine under another of its names.
    """
    base = urlsplit(base_url).netloc.lower()

    @app.before_request
    def _refuse_foreign() -> None:
        if request.method in SAFE:
            return
        here = frozenset({base, request.host.lower()})
        if is_foreign(request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin"), here):
            raise Refused(_("This was sent from another site, so nothing was changed. Open the page here and do it again."))
