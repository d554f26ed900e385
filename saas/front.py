"""The front page at the root: it asks for the organisation's name in the address, and knows of nobody.

No list of organisations, no look-up by e-mail: every name leads on to that address, whether it exists or not.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from flask import Flask, current_app, redirect, render_template, request
from flask_babel import gettext as _

from tenants.web import address, public

_NAME = re.compile(r"[a-z0-9](?:-?[a-z0-9])*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
REASON = "nobody is signed in at the root"


def named(typed: str) -> str | None:
    """The organisation's name in what somebody typed, or pasted with what stands around it; None if it can't be one."""
    name = unicodedata.normalize("NFKC", typed).strip().lower()
    name = name.partition("/o/")[2] if "/o/" in name else name
    name = re.sub(r"\s+", "-", name.strip("/").partition("/")[0].strip())
    return name if _NAME.fullmatch(name) and len(name) <= 40 else None


def _page(typed: str = "", message: str | None = None) -> str:
    root = current_app.config["SETTINGS"].base_url + "/"
    return render_template("front/front.html", typed=typed, message=message, root=root, is_refused=message is not None)


def install(app: Flask) -> None:
    """Mount the page at the root."""

    @app.get("/")
    @public(REASON)
    def front() -> Any:
        return _page()

    @app.post("/")
    @public(REASON)
    def front_go() -> Any:
        typed = _CONTROL.sub("", request.form.get("organisation", ""))
        name = named(typed)
        if name is None:
            message = _("Enter the name as it stands in the address: small letters, digits and hyphens.")
            return _page(typed, message), 422
        return redirect(f"{request.script_root}/o/{name}/sign-in", 303)

    # There is no cookie at the root, hence no token; the form changes nothing and leads to a public page.
    app.extensions["csrf"].exempt(front_go)
    address.at_root(app, "front")
    address.at_root(app, "front_go")
