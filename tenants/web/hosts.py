"""Which names this instance answers to: the host of BASE_URL, and no other that a request may claim.

Whoever sends a request chooses its Host. Links are made of BASE_URL; a cache, a proxy or an absolute address could still be
led astray by a name that is not ours, so such a request gets a plain 400 before anything is opened for it. Flask's own
TRUSTED_HOSTS would say no only after sessions and the database were asked, knows no IPv6 address, and lets no load balancer
ask `/healthz` by the address of the machine; hence this file, which stands behind the proxies that are believed. `origin`
builds on it: the host of a request that comes so far is ours. If organisations get hosts of their own (`address`), these
names go here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from tenants.web import address

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
HEALTH = frozenset({"/healthz", "/readyz"})
"""What a load balancer asks by whichever address it knows. Their answers depend on no host."""

_SAYS = b"This instance does not answer to that name. Whoever runs it says in BASE_URL which one it has.\n"


def names(base_url: str, listens: str) -> frozenset[str] | None:
    """The hosts that are ours: that of BASE_URL; on one's own machine each way to call it.

    None, any, where BASE_URL means this machine but it listens for others: nobody has said by which name they come.
    """
    base = host_of(urlsplit(base_url).netloc)
    if base not in LOOPBACK:
        return frozenset({base})
    return LOOPBACK if listens in LOOPBACK else None


def host_of(netloc: str) -> str:
    """The host of `host:port`, in lower case, an IPv6 address without its brackets; "" where it is none."""
    try:
        return (urlsplit(f"//{netloc}").hostname or "").rstrip(".")
    except ValueError:
        return ""


class OwnHosts:
    """Takes requests to our names only, as a WSGI application around the app."""

    def __init__(self, app: Callable[..., Iterable[bytes]], ours: Collection[str]) -> None:
        self.app, self.ours = app, ours

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """As a WSGI application."""
        asks_health = address.KEY not in environ and environ.get("PATH_INFO") in HEALTH
        if asks_health or host_of(environ.get("HTTP_HOST") or environ.get("SERVER_NAME", "")) in self.ours:
            return self.app(environ, start_response)
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(_SAYS)))]
        start_response("400 BAD REQUEST", [*headers, ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")])
        return [_SAYS]


def install(app: Flask, base_url: str, listens: str) -> None:
    """Stand before the app. Proxies that are believed are put around it, so that the host is the one they tell."""
    ours = names(base_url, listens)
    if ours is not None:
        app.wsgi_app = OwnHosts(app.wsgi_app, ours)  # type: ignore[method-assign]
