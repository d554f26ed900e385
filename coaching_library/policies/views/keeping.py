"""Keeping policies: the desk, a new one, what one is called and who reads it, counterparts, and looking again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from coaching_library import publishers
from coaching_library.policies import actions, forms, policy, queries
from coaching_library.policies.models import Policy, PolicyVersion
from coaching_library.policies.rules import Facts
from coaching_library.policies.sheets import PolicySheet
from coaching_library.policies.views.common import SPOKEN, bp, counterpart_form, policy_url, show, tabs, version_edit_url
from tenants import organisations, people
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Stale, told
from tenants.organisations import LANGUAGES
from tenants.web import answer, current, done, gate


@bp.get("/desk")
@gate(None, policy.keeps)
def desk() -> Any:
    """What waits for a publisher, what is being written, what comes into force, and what is to be looked at again."""
    actor, found = current.actor(), queries.to_come()
    return answer(
        "policies/desk.html",
        in_review=[each for each in found if each.state == "review"],
        drafts=[each for each in found if each.state == "draft"],
        coming=[each for each in found if each.state == "scheduled"],
        looks=queries.to_look_at(),
        today=organisations.today(),
        publishes=policy.publishes(actor),
        missing="" if publishers.today() else publishers.missing(),
        tabs=tabs(actor, "desk"),
        spoken=SPOKEN,
    )


@bp.get("/new")
@gate(None, policy.keeps)
def new() -> Any:
    """The form for one more."""
    actor = current.actor()
    organisation = organisations.organisation()
    return _form(
        forms.PolicyForm(data={"owner": actor.person.email, "language": organisation.language, "audience": "everyone"})
    )


@bp.post("/")
@gate(None, policy.keeps)
def make() -> Any:
    """A policy is begun; the page on which it is written opens."""
    form = forms.PolicyForm(request.form)

    def verb(facts: Facts) -> Any:
        made = actions.make(facts, by=current.actor())
        return version_edit_url(made.id)

    return _saved(form, None, verb, _("It is begun. Now its sections."))


@bp.get("/<uuid:policy_id>/edit")
@gate(queries.sheet, policy.can_read, policy.can_change)
def facts(sheet: PolicySheet) -> Any:
    """The form of what it is called, who reads it, and who answers for it."""
    mine = sheet.policy
    data = {name: getattr(mine, name) for name in ("title", "topic", "audience", "review_on", "language")}
    return _form(forms.PolicyForm(data=data | {"owner": mine.owner.email}), sheet)


@bp.post("/<uuid:policy_id>/changes")
@gate(queries.sheet, policy.can_read, policy.can_change)
def change(sheet: PolicySheet) -> Any:
    """It is saved."""
    form = forms.PolicyForm(request.form)

    def verb(facts: Facts) -> str:
        actions.change(sheet, facts, by=current.actor(), seen=current.seen())
        return policy_url(sheet.id)

    return _saved(form, sheet, verb, _("Saved."))


def _saved(form: forms.PolicyForm, sheet: PolicySheet | None, verb: Callable[[Facts], str], said: str) -> Any:
    _trimmed(form, sheet)
    ready, owner = form.validate(), _owner(form)
    if not ready or owner is None:
        return _form(form, sheet, 422)
    try:
        to = verb(_facts(form, sheet, owner))
    except Invalid as no:
        form.refuse(no)
        return _form(form, sheet, 422)
    except Stale:
        session().expire_all()
        return _form(form, queries.sheet(sheet.id) if sheet is not None else None, 409)
    flash(said)
    return done(to)


def _trimmed(form: forms.PolicyForm, sheet: PolicySheet | None) -> None:
    """A counterpart's form asks nothing that is its original's."""
    if sheet is not None and sheet.policy.original_id is not None:
        del form.topic, form.audience, form.language


def _facts(form: forms.PolicyForm, sheet: PolicySheet | None, owner: UUID) -> Facts:
    if sheet is not None and sheet.policy.original_id is not None:
        mine = sheet.policy
        return Facts(form.title.data or "", mine.topic, mine.audience, owner, form.review_on.data, mine.language)
    return form.facts(owner)


def _owner(form: forms.PolicyForm) -> UUID | None:
    """Who was typed; what is wrong with it stands beside the field."""
    if not form.owner.data:
        return None
    try:
        return people.whom(form.owner.data, "owner").id
    except Invalid as no:
        form.refuse(no)
        return None


def _form(form: forms.PolicyForm, sheet: PolicySheet | None = None, status: int = 200) -> Response:
    if form.topic is not None:
        _trimmed(form, sheet)
    return answer(
        "policies/facts.html",
        status=status,
        form=form,
        sheet=sheet,
        policy=sheet.policy if sheet is not None else None,
        theirs=_theirs(form, sheet.policy) if status == 409 and sheet is not None else None,
        cancel=policy_url(sheet.id) if sheet is not None else url_for("policies.desk"),
    )


def _theirs(form: forms.PolicyForm, mine: Policy) -> list[tuple[str, Any]]:
    """What somebody else saved meanwhile where it differs from what was typed: label and words."""
    now = {"title": mine.title, "owner": mine.owner.email, "review_on": mine.review_on}
    return [(str(form[name].label.text), value or "–") for name, value in now.items() if (form[name].data or None) != value]


@bp.post("/<uuid:policy_id>/reviews")
@gate(queries.sheet, policy.can_read, policy.can_look_again)
def look_again(sheet: PolicySheet) -> Any:
    """It is still right, and is looked at again on that day."""
    form = forms.LookForm(request.form)
    if not form.validate():
        return show(sheet, 422, look=form)
    try:
        actions.look_again(sheet, form.review_on.data, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return show(sheet, 422, look=form)
    except Stale:
        return _moved_on(sheet, look=form)
    flash(_("Noted: it is still right."))
    return done(policy_url(sheet.id))


def _moved_on(sheet: PolicySheet, says: str = "", **given: Any) -> Response:
    """409: the policy as it stands now."""
    session().expire_all()
    fresh = queries.sheet(sheet.id)
    assert fresh is not None, "it is shown"
    stale = _("Somebody changed this policy meanwhile. Look at it as it stands now, then go on.")
    return show(fresh, 409, says=says or stale, **given)


@bp.post("/<uuid:policy_id>/counterparts")
@gate(queries.sheet, policy.can_read, policy.can_write)
def make_counterpart(sheet: PolicySheet) -> Any:
    """The policy begins in another language; the page on which it is translated opens."""
    form = counterpart_form([(key, name) for key, name in LANGUAGES if key != sheet.policy.language], request.form)
    if not form.validate():
        return show(sheet, 422, counterpart=form)
    try:
        made = actions.make_counterpart(sheet, form.language.data, form.title.data or "", by=current.actor())
    except Invalid as no:
        form.refuse(no)
        return show(sheet, 422, counterpart=form)
    except NotNow as no:
        return _moved_on(sheet, told(no))
    flash(_("It is begun. Now write each section in the other language."))
    return done(version_edit_url(made.id))


@bp.post("/<uuid:policy_id>/drafts")
@gate(queries.sheet, policy.can_read, policy.can_write)
def begin(sheet: PolicySheet) -> Any:
    """The next version is begun with what is in force; the page on which it is written opens."""
    try:
        made: PolicyVersion = actions.begin(sheet, by=current.actor())
    except NotNow as no:
        return _moved_on(sheet, told(no))
    return done(version_edit_url(made.id))
