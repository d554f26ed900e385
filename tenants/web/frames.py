"""The frame around every page: what is the same on all of them is drawn once, and not for each answer."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from flask import current_app, render_template, request
from markupsafe import Markup

from tenants.web.direction import spoken

MOST = 500
"""So many drawn parts, of a few thousand letters each, are kept in a process; then it begins anew."""

Told = Callable[[], Mapping[str, Any]]


def framed(template: str, **told: Hashable) -> Markup:
    """What `template` draws of what it is `told`: once for each of that, each language and each organisation's address.

    Nothing about a person may be drawn so, and no token.
    """
    return drawn(template, tuple(told.items()), lambda: told)


def drawn(template: str, sort: Hashable, told: Told) -> Markup:
    """The same of what `told` makes, which depends on the `sort`, the language and the organisation's address alone."""
    key = template, str(spoken().locale), request.script_root, sort
    kept: dict[Hashable, Markup] = current_app.extensions.setdefault("drawn", {})
    found = kept.get(key)
    if found is None:
        found = Markup(render_template(template, **told()))  # noqa: S704  # a template has escaped it
        if not current_app.jinja_env.auto_reload:
            if len(kept) >= MOST:
                kept.clear()
            kept[key] = found
    return found
