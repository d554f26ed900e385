"""No route without a gate: `@gate` for people of the organisation, `@public` with its reason for everybody."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from flask import abort, current_app, g, redirect, request, url_for

from tenants.law import Refused
from tenants.web import current

View = Callable[..., Any]


def to_sign_in() -> Any:
    """Nobody is signed in: 303 to the sign-in of this organisation, which leads back to a page that was only looked at."""
    back = request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None
    return redirect(url_for(current_app.extensions["sign_in_endpoint"], next=back), 303)


def gate(
    load: Callable[..., Any] | None, see: Callable[..., bool], do: Callable[..., bool] | None = None
) -> Callable[[View], View]:
    """Who may pass: `load(**address)` fetches the thing, `see(actor, thing)` decides whether it exists for the actor
    (else 404), `do(actor, thing)` whether the act is theirs (else 403). The view gets the thing.

    Without `load`, `see(actor)` and `do(actor)` decide, and the view gets the address as it is. What is refused is noted
    (`refusals`): `g.gated` is the thing, and `g.hidden` says that it exists and may not be known.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def inner(**address: Any) -> Any:
            actor = current.actor_or_none()
            if actor is None:
                return to_sign_in()
            if load is None:
                g.gated = None
                if not see(actor):
                    _hide()
                if do is not None and not do(actor):
                    raise Refused
                return view(**address)
            thing = load(**address)
            if thing is None:
                abort(404)
            g.gated = thing
            if not see(actor, thing):
                _hide()
            if do is not None and not do(actor, thing):
                raise Refused
            return view(thing)

        inner.gate = (load, see, do)  # type: ignore[attr-defined]  # read by the guard test
        return inner

    return wrap


def _hide() -> NoReturn:
    g.hidden = True
    abort(404)


def public(reason: str) -> Callable[[View], View]:
    """The view is open to everybody, for this reason."""

    def wrap(view: View) -> View:
        view.public = reason  # type: ignore[attr-defined]  # read by the guard test
        return view

    return wrap


def anybody(_actor: Any, _thing: Any = None) -> bool:
    """Everybody who is signed in."""
    return True
