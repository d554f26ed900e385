"""Publishing: what changes with a version and who is asked, taking it back, and withdrawing what is in force."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request
from flask_babel import gettext as _

from coaching_library.policies import actions, forms, policy, queries, rules
from coaching_library.policies.actions import Terms
from coaching_library.policies.sheets import VersionSheet
from coaching_library.policies.views.common import (
    bp,
    moved_on,
    press,
    said_with,
    stuck,
    tongue,
    version_edit_url,
    version_url,
)
from tenants import organisations
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Stale
from tenants.web import answer, current, done, gate


@bp.get("/versions/<uuid:version_id>/publication")
@gate(queries.version_sheet, policy.can_read_version, policy.can_review)
def publication(one: VersionSheet) -> Any:
    """What changes, what cites it, whether acknowledgement is asked again, and from which day it holds."""
    if one.state not in ("draft", "review"):
        return moved_on(one, NotNow(_("This version is published already.")))
    return _show(one, _form(one))


def _form(one: VersionSheet, formdata: Any = None) -> forms.PublishForm:
    data = {"effective_on": organisations.today(), "acknowledge_days": organisations.setting("acknowledge_days")}
    made = forms.PublishForm(formdata, data=data | {"original_no": one.version.original_no})
    original = queries.sheet(one.policy.original_id) if one.policy.original_id is not None else None
    if original is None:
        del made.original_no
    else:
        made.original_no.choices = [(each.no, _("version %(no)s", no=each.no)) for each in reversed(original.published)]
        del made.asks, made.acknowledge_days
    return made


def _behind(one: VersionSheet, form: forms.PublishForm, no: Stale) -> Response:
    """409: somebody wrote in it meanwhile. What was typed stays in the form, beside what changes now."""
    session().expire_all()
    fresh = queries.version_sheet(one.id)
    if fresh is None or fresh.state not in ("draft", "review"):
        return moved_on(one, no, kept=_typed(form))
    return _show(fresh, form, 409, says=_("Somebody wrote in this version meanwhile. Read what changes now, then publish it."))


def _typed(form: forms.PublishForm) -> str:
    """What was typed, for a page without the form."""
    fields = (form.effective_on, form.acknowledge_days)
    return "\n".join(f"{each.label.text}: {each.data}" for each in fields if each is not None and each.data is not None)


def _show(one: VersionSheet, form: forms.PublishForm, status: int = 200, says: str = "") -> Response:
    version, before = one.version, one.sheet.in_force
    found = rules.changes(queries.clauses_of(before), queries.clauses_of(version))
    moving = set(rules.changed_keys(found)) if before is not None else set()
    old = [each.id for each in queries.sections_of(before) if each.key in moving] if before is not None else []
    missing = rules.unready(rules.begun(version.content), version.note, version.no)
    may_publish = policy.can_publish(current.actor(), one)
    return answer(
        "policies/publication.html",
        status=status,
        one=one,
        policy=one.policy,
        version=version,
        before=before,
        changes=[each for each in found if not each.is_same],
        citing=queries.citing(old),
        must_ask=rules.asks_again(found, is_first=before is None),
        is_counterpart=one.policy.original_id is not None,
        may_publish=may_publish,
        stuck="" if may_publish else stuck(one),
        missing=[(version_edit_url(one.id, name), text) for name, text in missing.items()],
        form=form,
        lang=tongue(one.policy.language),
        says=says,
    )


@bp.post("/versions/<uuid:version_id>/publications")
@gate(queries.version_sheet, policy.can_read_version, policy.can_publish)
def publish(one: VersionSheet) -> Any:
    """It is published for that day; from today on it is in force at once."""
    form = _form(one, request.form)
    if not form.validate():
        return _show(one, form, 422)
    terms = Terms(
        form.effective_on.data,
        bool(form.asks.data) if form.asks is not None else False,
        form.acknowledge_days.data if form.acknowledge_days is not None else None,
        form.original_no.data if form.original_no is not None else None,
    )
    try:
        made = actions.publish(one, terms, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _show(one, form, 422)
    except Stale as no:
        return _behind(one, form, no)
    except NotNow as no:
        return moved_on(one, no, kept=_typed(form))
    flash(_("Published. It is in force.") if made.state == "in_force" else _("Published. It comes into force on its day."))
    return done(version_url(one.id))


@bp.post("/versions/<uuid:version_id>/retractions")
@gate(queries.version_sheet, policy.can_read_version, policy.can_review)
def take_back(one: VersionSheet) -> Any:
    """What was published for a later day is a draft again."""
    return press(one, actions.take_back, _("It is a draft again. It does not come into force."))


@bp.post("/versions/<uuid:version_id>/withdrawals")
@gate(queries.version_sheet, policy.can_read_version, policy.can_review)
def withdraw(one: VersionSheet) -> Any:
    """Nothing of the policy holds any more, for a reason that is shown."""
    form = forms.WithdrawForm(request.form)
    return said_with(form, one, actions.withdraw, "why", "withdrawing", _("Withdrawn. Whoever opens it reads why."))
