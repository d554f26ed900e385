"""How a view answers: the whole page or its part, a redirect or the changed part. Views never look at htmx themselves."""

from __future__ import annotations

import json
from typing import Any

from flask import Response, make_response, redirect, render_template
from flask_htmx import HTMX
from werkzeug.wrappers import Response as BaseResponse

from tenants.web.forms import Form

htmx = HTMX()

VARY = ("HX-Request", "HX-History-Restore-Request")


def wants_fragment() -> bool:
    """Whether htmx asks for a part. A history restore also says HX-Request, and needs the whole page."""
    return bool(htmx) and not htmx.history_restore_request


def answer(
    template: str, part: str | None = None, *, status: int = 200, trigger: dict[str, Any] | None = None, **context: Any
) -> Response:
    """The page `template`, or `part` of it where htmx asks for one. `trigger` names events for the page's listeners.

    Where something that was entered is not taken, the page knows that it `is_refused`: its title says so first.
    """
    chosen = part if part and wants_fragment() else template
    refused = status == 422 or any(isinstance(each, Form) and each.errors for each in context.values())
    response = make_response(render_template(chosen, is_refused=refused, **context), status)
    if part:
        response.vary.update(VARY)
    if trigger and wants_fragment():
        response.headers["HX-Trigger"] = json.dumps(trigger)
    return response


def done(url: str, part: str | None = None, *, trigger: dict[str, Any] | None = None, **context: Any) -> BaseResponse:
    """The form was taken: 303 to `url`, or with htmx the changed `part` (without one, htmx is sent to `url`)."""
    if not wants_fragment():
        return redirect(url, 303)
    if part is None:
        response = make_response("", 204)
        response.headers["HX-Redirect"] = url
        return response
    return answer(part, part, trigger=trigger, **context)
