"""What the pages of an import share: the page itself, whatever its state."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request, url_for

from tenants import organisations
from tenants.imports import forms, queries, words
from tenants.imports.models import ImportRow, PeopleImport
from tenants.imports.rules import BEYOND, KINDS, TAKEN_OVER
from tenants.imports.states import RUNNING
from tenants.isolation import clock
from tenants.jobs import ACTIVE
from tenants.web import answer, paged

bp = Blueprint("imports", __name__, url_prefix="/settings/people/imports")

FOUND = ("add", "change", "back", "leave", "error", "same", "missing")
ALWAYS = ("add", "change", "leave", "error")
"""What a check has found, in this order; these are told where they are none, too."""
SHOWN = ("add", "change", "back", "leave", "error", "missing", "same")
ENDED = ("done", "refused"), ("kept", "undone", "refused")
"""What became of rows, where they were taken over and where they were taken back: nothing is left as done then."""


def here(thing: PeopleImport) -> str:
    """The address of its page."""
    return url_for("imports.page", import_id=thing.id)


def will_be_taken_over(thing: PeopleImport) -> int:
    """How many rows there are to take over."""
    return sum(thing.counts.get(kind, 0) for kind in TAKEN_OVER)


def show(thing: PeopleImport, status: int = 200, **given: Any) -> Response:
    """The page of an import: progress, what was found, or what became of it."""
    wanted = request.args.get("show", "")
    over = thing.state in ("applied", "undone")
    kinds = [kind for kind in SHOWN if thing.counts.get(kind) and (not over or kind == "error")]
    ends = [end for end in ENDED[thing.state == "undone"] if thing.counts.get(end)]
    if wanted not in (*kinds, *ends):
        wanted = (ends or kinds or [""])[0] if thing.state != "checked" or "error" not in kinds else "error"
    by_kind = {"kind": wanted} if wanted in KINDS else {"outcome": wanted}
    after, before = request.args.get("after"), request.args.get("before")
    page = paged(queries.rows(thing.id, **by_kind), [ImportRow.number], after=after, before=before) if wanted else None
    context: dict[str, Any] = {
        "thing": thing,
        "stopped": thing.state in RUNNING and (thing.job is None or thing.job.state not in ACTIVE),
        "every": 2 if thing.job and (clock.now() - thing.job.asked_at).total_seconds() < 20 else 5,
        "wanted": wanted,
        "tabs_of": [(kind, words.KINDS[kind]) for kind in kinds] + [(end, words.OUTCOMES[end]) for end in ends],
        "page": page,
        "rows": page.rows if page else [],
        "beyond": BEYOND,
        "words": words,
        "will": will_be_taken_over(thing),
        "found": [
            (kind, words.KINDS[kind], thing.counts.get(kind, 0)) for kind in FOUND if thing.counts.get(kind) or kind in ALWAYS
        ],
        "labels": {f"all_{kind}": label for kind, label in forms.KINDS.items()},
        "stays": [each for each in thing.structure if each.get("stays")],
        "form": forms.apply_form(thing, organisations.today()) if thing.state == "checked" else None,
        "may_undo": thing.state == "applied" and thing.undo_until is not None and thing.undo_until > clock.now(),
        "to_invite": len(queries.to_invite(thing.id)) if thing.state == "applied" and thing.invited_at is None else 0,
        "pace": organisations.setting("invitations_per_minute"),
        "stale": False,
        "not_now": "",
    }
    return answer("imports/page.html", status=status, **context | given)
