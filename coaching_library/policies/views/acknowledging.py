"""Acknowledging: one's own list, the page on which one reads and acknowledges, and who has and has not."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from coaching_library.policies import actions, forms, policy, queries, rules
from coaching_library.policies.models import PolicyAcknowledgement
from coaching_library.policies.queries import ASKED, Narrowed
from coaching_library.policies.sheets import PolicySheet
from coaching_library.policies.views.common import SPOKEN, bp, pages, policy_url, stand_in_force, tabs, tongue
from tenants import organisations
from tenants.isolation import session
from tenants.law import NotNow, Stale, told
from tenants.people import Person
from tenants.web import answer, current, done, gate, paged
from tenants.web.paging import page_of


@bp.get("/mine")
@gate(None, policy.can_list)
def mine() -> Any:
    """What I am asked to read and acknowledge, the most urgent first, and what I have acknowledged."""
    actor = current.actor()
    owed = queries.owed(actor)
    page = paged(queries.acknowledged(actor), [PolicyAcknowledgement.id], **pages(), size=20, falling=True)
    return answer("policies/mine.html", owed=owed, page=page, tabs=tabs(actor, "mine", len(owed)))


@bp.get("/<uuid:policy_id>/acknowledgement")
@gate(queries.sheet, policy.can_read, policy.can_acknowledge)
def acknowledgement(sheet: PolicySheet) -> Any:
    """What binds in a policy, and what changed since I acknowledged it last. That I opened it is noted."""
    actions.show(sheet, by=current.actor())
    return _show(sheet)


def _show(sheet: PolicySheet, status: int = 200, says: str = "") -> Response:
    actor, version = current.actor(), sheet.in_force
    mine = queries.acknowledged_by(actor.id, sheet.id)
    asks_from = version.asks_from if version is not None else None
    last = sheet.number(mine.no) if mine is not None else None
    clauses = queries.clauses_of(version)
    anew = last is not None and version is not None and last.no < version.no
    changes = rules.changes(queries.clauses_of(last), clauses) if anew else ()
    others = queries.counterparts_of(sheet.policy)
    stand = queries.sheets([each.id for each in others]) if others else {}
    return answer(
        "policies/acknowledgement.html",
        status=status,
        sheet=sheet,
        policy=sheet.policy,
        version=version,
        binding=[each for each in clauses if each.binding],
        rest=[each for each in clauses if not each.binding],
        mine=mine,
        last=last,
        changes=[each for each in changes if each.kind != "same"],
        owes=asks_from is not None and (mine is None or mine.no < asks_from),
        form=forms.AcknowledgeForm(data={"no": version.no, "hash": version.hash}) if version is not None else None,
        others=[(each, SPOKEN[each.language]) for each in stand_in_force(stand, actor)],
        lang=tongue(sheet.policy.language),
        says=says,
    )


@bp.post("/<uuid:policy_id>/acknowledgements")
@gate(queries.sheet, policy.can_read, policy.can_acknowledge)
def acknowledge(sheet: PolicySheet) -> Any:
    """I have read it."""
    form = forms.AcknowledgeForm(request.form)
    try:
        actions.acknowledge(sheet, form.number, form.hash.data or "", by=current.actor())
    except Stale:
        session().expire_all()
        fresh = queries.sheet(sheet.id)
        assert fresh is not None, "what is published stays"
        return _show(fresh, 409, _("This is not what you read before: read what is in force now, then acknowledge it."))
    except NotNow as no:
        return _show(sheet, 409, told(no))
    flash(_("Noted: you have read it."))
    return done(policy_url(sheet.id))


@bp.get("/<uuid:policy_id>/acknowledgements")
@gate(queries.sheet, policy.can_read, policy.can_see_status)
def status(sheet: PolicySheet) -> Any:
    """How many have acknowledged what is in force; for those who keep policies also who has and who has not, those who
    are late first and those who have last.
    """
    actor, args, here = current.actor(), request.args, url_for("policies.status", policy_id=sheet.id)
    told = queries.status(sheet, actor, names=False)
    asked = told is not None and told.asks_from is not None
    names = asked and policy.sees_names(actor)
    where = page = units = None
    state = args.get("state", "") if args.get("state", "") in (*ASKED, "owing") else ""
    by_person = names and args.get("part") != "units"
    if asked and told is not None and not by_person:
        units = page_of(told.units, lambda each: str(each.unit_id), args)
    if by_person:
        where = organisations.where(args, organisations.companies(), organisations.units_for(args))
        narrowed = Narrowed(where.company.data, where.unit.data, state)
        query = queries.who_is_asked(sheet, actor, narrowed, everybody=policy.sees_all_names(actor))
        place: Any = query.selected_columns["place"]
        page = paged(query, [place, Person.sort_key, Person.id], **pages())
    return answer(
        "policies/status.html",
        sheet=sheet,
        policy=sheet.policy,
        version=sheet.in_force,
        told=told,
        where=where,
        page=page,
        units=units,
        state=state,
        here=here,
        parts=[
            (here, _("Person by person"), by_person, None),
            (url_for("policies.status", policy_id=sheet.id, part="units"), _("Unit by unit"), not by_person, None),
        ]
        if names
        else [],
    )
