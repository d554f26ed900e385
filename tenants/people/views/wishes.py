"""A right that somebody asked for themselves: what it is, and the second person's word."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from flask import flash, url_for
from flask_babel import gettext as _

from tenants.law import Invalid, NotNow
from tenants.people import actions, forms, policy, queries
from tenants.people.models import RightWish
from tenants.people.views.common import bp
from tenants.web import answer, current, done, gate


@bp.get("/settings/rights/<uuid:wish_id>")
@gate(queries.wish, policy.can_see_wish)
def wish(found: RightWish) -> Any:
    """What was asked, by whom, and what became of it."""
    return _wish(found)


def _wish(found: RightWish, status: int = 200, reasons: Collection[str] = ()) -> Any:
    actor = current.actor()
    waits = found.state == "waiting"
    return answer(
        "people/wish.html",
        status=status,
        reasons=list(reasons),
        wish=found,
        label=forms.wish_label(found),
        words=forms.GRANT_WORDS.get(found.kind),
        may_confirm=waits and policy.can_confirm(actor, found),
        may_let_be=waits and policy.can_let_right_be(actor, found),
        seconds=queries.second_persons(found.person_id) if waits else [],
    )


@bp.post("/settings/rights/<uuid:wish_id>/confirmations")
@gate(queries.wish, policy.can_see_wish, policy.can_confirm)
def confirm_right(found: RightWish) -> Any:
    """The one who asked holds it from now on."""
    return _decide(actions.confirm_right, found, _("Confirmed. %(name)s has been told.", name=found.person.name))


@bp.post("/settings/rights/<uuid:wish_id>/refusals")
@gate(queries.wish, policy.can_see_wish, policy.can_decline_right)
def decline_right(found: RightWish) -> Any:
    """The one who asked does not get it."""
    return _decide(actions.decline_right, found, _("Declined. %(name)s has been told.", name=found.person.name))


@bp.post("/settings/rights/<uuid:wish_id>/droppings")
@gate(queries.wish, policy.can_see_wish, policy.can_let_right_be)
def let_right_be(found: RightWish) -> Any:
    """The one who asked takes it back."""
    return _decide(actions.let_right_be, found, _("Taken back. Nothing has changed."))


def _decide(verb: Callable[..., object], found: RightWish, says: str) -> Any:
    try:
        verb(found, by=current.actor(), seen=current.seen())
    except Invalid as no:
        return _wish(found, 409, no.errors.values())
    except NotNow as no:
        return _wish(found, 409, [str(no)])
    flash(says)
    return done(url_for("people.wish", wish_id=found.id))


def waiting(*kinds: str) -> dict[str, Any]:
    """What a page of rights says about rights of these kinds that wait for a second person: two statements."""
    actor = current.actor()
    found = queries.wishes_waiting(kinds=kinds)
    return {
        "wishes": [(each, forms.wish_label(each), policy.can_confirm(actor, each)) for each in found],
        "seconds": queries.second_persons(actor.id),
    }
