"""What the organisation keeps about the reader, and who can see it; a new address is confirmed here."""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from tenants.law import Invalid, Stale
from tenants.people import actions, forms, policy, queries
from tenants.people.models import Person
from tenants.people.views.common import bp
from tenants.web import answer, current, done, gate


def me() -> Person:
    """The person who reads."""
    found: Person = current.actor().person
    return found


@bp.get("/settings/profile")
@gate(me, policy.can_see_own)
def profile(found: Person) -> Any:
    """Your entries."""
    return _profile(found, forms.EmailForm())


@bp.post("/settings/profile/emails")
@gate(me, policy.can_see_own)
def ask_own_email(found: Person) -> Any:
    """Ask for another address for yourself; somebody else confirms it."""
    form = forms.EmailForm(request.form)
    if not form.validate():
        return _profile(found, form, 422)
    try:
        actions.ask_email(found, email=form.new_email.data, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _profile(found, form, 422)
    except Stale:
        return _profile(found, form, 409)
    return done(url_for("people.profile"))


def _profile(found: Person, form: Any, status: int = 200) -> Any:
    wish = queries.email_change_of(found.id)
    return answer(
        "people/profile.html",
        status=status,
        person=found,
        form=form,
        stale=status == 409,
        placement=queries.placements_of([found.id]).get(found.id),
        manager=queries.manager_of(found.id),
        partners=queries.hr_partners_of(found.id),
        grants=queries.grants(person_id=found.id),
        deputies=queries.deputyships_of(found.id),
        wish=wish,
        may_confirm=wish is not None and policy.can_confirm(current.actor(), wish),
        may_drop=True,
        grant_labels=forms.GRANT_LABELS,
    )
