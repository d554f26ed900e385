"""Writing a version: its sections in one form, putting it to a publisher, giving it back, and letting it go."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from coaching_library import publishers
from coaching_library.policies import actions, forms, policy, queries, rules
from coaching_library.policies.content import Clause, new_key
from coaching_library.policies.sheets import VersionSheet
from coaching_library.policies.views.common import (
    bp,
    moved_on,
    policy_url,
    press,
    said_with,
    tongue,
    version_edit_url,
    version_url,
)
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Stale
from tenants.web import answer, current, done, gate


@bp.get("/versions/<uuid:version_id>/edit")
@gate(queries.version_sheet, policy.can_read_version, policy.can_write)
def edit(one: VersionSheet) -> Any:
    """The form of a draft: a note, and its sections."""
    if one.version.state != "draft":
        return moved_on(one, NotNow(_("This version is no draft any more. Take it up again to write on.")))
    return _form(one, forms.sections_form(one.version.content, _note(one)))


def _note(one: VersionSheet) -> str | None:
    """The note as it stands; nothing changed with a first version, which has none."""
    return one.version.note if one.version.no > 1 else None


@bp.post("/versions/<uuid:version_id>/sections")
@gate(queries.version_sheet, policy.can_read_version, policy.can_write)
def save(one: VersionSheet) -> Any:
    """The draft is saved; then its page follows, or this one with a section more, less or elsewhere, by the button pressed."""
    form = forms.sections_form((), _note(one), request.form)
    op, _colon, key = request.form.get("op", "").partition(":")
    clauses, anchor = _moved(form.clauses, op, key)
    form.validate()
    try:
        actions.write(one, clauses, form.noted, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _form(one, form, 422)
    except Stale:
        return _behind(one, form)
    except NotNow as no:
        return moved_on(one, no, kept=_typed(form))
    if not op or op == "stay":
        flash(_("Saved."))
    return done(version_edit_url(one.id, anchor) if op else version_url(one.id))


def _moved(clauses: tuple[Clause, ...], op: str, key: str) -> tuple[tuple[Clause, ...], str]:
    """The sections as the button says, and where the page opens."""
    keys = [each.key for each in clauses]
    if op == "add":
        made = Clause(new_key(), "", "")
        place = keys.index(key) + 1 if key in keys else len(keys)
        return (*clauses[:place], made, *clauses[place:]), f"title/{made.key}"
    if key not in keys:
        return clauses, ""
    at = keys.index(key)
    if op == "remove":
        return (*clauses[:at], *clauses[at + 1 :]), f"at-{keys[at - 1]}" if at else ""
    to = at + {"up": -1, "down": 1}.get(op, 0)
    if not 0 <= to < len(keys):
        return clauses, f"at-{key}"
    order = list(clauses)
    order[at], order[to] = order[to], order[at]
    return tuple(order), f"at-{key}"


def _typed(form: forms.SectionsForm) -> str:
    """All that was typed, for a page without the form."""
    parts = [form.noted] + [part for each in form.clauses for part in (each.title, each.body)]
    return "\n\n".join(part for part in parts if part)


def _behind(one: VersionSheet, form: forms.SectionsForm) -> Response:
    """409: somebody saved the draft meanwhile. What was typed stays in the form with what they added; saving again keeps it."""
    session().expire_all()
    fresh = queries.version_sheet(one.id)
    if fresh is None or fresh.version.state != "draft":
        return moved_on(one, NotNow(_("This version is no draft any more.")), kept=_typed(form))
    mine = tuple(replace(each, no=0) for each in form.clauses)
    found = rules.changes(rules.tidied_clauses(mine), fresh.version.content)
    added = tuple(each.new for each in found if each.kind == "new" and each.new is not None)
    both = forms.sections_form((*mine, *added), form.noted if fresh.version.no > 1 else None)
    return _form(fresh, both, 409, theirs=[each for each in found if each.kind == "changed"], added=len(added))


def _form(one: VersionSheet, form: forms.SectionsForm, status: int = 200, **given: Any) -> Response:
    return answer(
        "policies/edit.html",
        status=status,
        one=one,
        policy=one.policy,
        version=one.version,
        seen=current.seen() if status == 422 else one.version.version,
        form=form,
        lang=tongue(one.policy.language),
        full=len(form.keys) >= rules.SECTIONS,
        most=rules.SECTIONS,
        action=url_for("policies.save", version_id=one.id),
        **({"theirs": None, "added": 0} | given),
    )


@bp.post("/versions/<uuid:version_id>/proposals")
@gate(queries.version_sheet, policy.can_read_version, policy.can_write)
def propose(one: VersionSheet) -> Any:
    """The draft waits for a publisher."""
    found = publishers.today()
    told = publishers.told(found, current.actor().id)
    waits = _("It waits for a publisher now.") if found else _("Noted. It waits until somebody can publish.")
    return press(one, actions.propose, f"{waits} {told}" if found and told else waits)


@bp.post("/versions/<uuid:version_id>/recalls")
@gate(queries.version_sheet, policy.can_read_version, policy.can_write)
def recall(one: VersionSheet) -> Any:
    """It is a draft again."""
    return press(one, actions.recall, _("It is a draft again."))


@bp.post("/versions/<uuid:version_id>/returns")
@gate(queries.version_sheet, policy.can_read_version, policy.can_review)
def give_back(one: VersionSheet) -> Any:
    """A publisher gives it back with words."""
    form = forms.GiveBackForm(request.form)
    return said_with(form, one, actions.give_back, "words", "giving_back", _("Given back. Whoever wrote it is told."))


@bp.post("/versions/<uuid:version_id>/removals")
@gate(queries.version_sheet, policy.can_read_version, policy.can_write)
def drop(one: VersionSheet) -> Any:
    """A draft that was never published is gone."""
    try:
        left = actions.drop(one, by=current.actor(), seen=current.seen())
    except (Stale, NotNow) as no:
        return moved_on(one, no)
    flash(_("The draft is gone."))
    return done(policy_url(left.id) if left is not None else url_for("policies.desk"))
