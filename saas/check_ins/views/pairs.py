"""Pairs: one's own, those of the team, and the page of one pair with its rhythm, its lines and its check-ins."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from saas import meetings, plan
from saas.check_ins import actions, forms, policy, queries
from saas.check_ins.forms import RhythmForm
from saas.check_ins.models import CheckIn
from saas.check_ins.sheets import PairSheet
from saas.check_ins.views.common import bp, check_in_url, helpers, readers
from tenants import journal, people
from tenants.law import Invalid, NotNow, Stale, told
from tenants.people import Person
from tenants.web import answer, current, done, gate, paged
from tenants.web.gates import anybody


def load(rhythm_id: UUID, **_address: object) -> PairSheet | None:
    """The pair of an address with where its employee stands today."""
    return queries.pair(rhythm_id)


@bp.get("/")
@gate(None, anybody)
def index() -> Any:
    """One's own check-ins with the manager, and those of the people who report to the one who asks."""
    actor = current.actor()
    own = queries.own_pairs(actor.id)
    stood_for = people.names(one.id for one in actor.stands_in).values() if actor.stands_in else ()
    return answer(
        "check_ins/index.html",
        own=own,
        stood_for=sorted(stood_for, key=lambda one: (one.sort_key, one.id)),
        manager=None,
        deputies=_stand_ins({actor.id} | {rhythm.manager_id for rhythm, _last in own}),
        **_team(actor.id),
        **helpers(),
    )


def stood_for(person_id: UUID, **_address: object) -> Person | None:
    """The one for whom the reader stands in today; None for everybody else's."""
    return people.person(person_id) if any(one.id == person_id for one in current.actor().stands_in) else None


@bp.get("/for/<uuid:person_id>")
@gate(stood_for, anybody)
def deputised(person: Person) -> Any:
    """The team of somebody for whom the reader stands in: they read, and answer nothing."""
    deputies = _stand_ins({person.id})
    context: dict[str, Any] = {"own": [], "stood_for": [], "manager": person, "deputies": deputies}
    return answer("check_ins/index.html", **context, **_team(person.id), **helpers())


def _stand_ins(manager_ids: set[UUID]) -> list[str]:
    """Who reads what these managers read, while they stand in for them, in words."""
    return [
        _("%(deputy)s, who stands in for %(who)s", deputy=each.deputy.name, who=each.person.called or each.person.name)
        for each in people.deputies_of(manager_ids)
    ]


def _team(manager_id: UUID) -> dict[str, Any]:
    keys, args = [Person.sort_key, Person.id], request.args
    page = paged(queries.team(manager_id), keys, after=args.get("after"), before=args.get("before"))
    waiting = queries.team_open([rhythm.id for _person, rhythm in page.rows]) if page.rows else {}
    met = meetings.last_contact([(rhythm.employee_id, rhythm.manager_id) for _person, rhythm in page.rows])
    balances = {
        rhythm.id: queries.balance(rhythm, waiting.get(rhythm.id, []), met.get((rhythm.employee_id, rhythm.manager_id)))
        for _person, rhythm in page.rows
    }
    return {"page": page, "waiting": waiting, "balances": balances}


@bp.get("/pairs/<uuid:rhythm_id>")
@gate(load, policy.can_read)
def pair(sheet: PairSheet) -> Any:
    """A pair: what each owes the other, how their key results went, and every check-in."""
    return _page(sheet)


@bp.post("/pairs/<uuid:rhythm_id>/rhythms")
@gate(load, policy.can_read, policy.can_set_rhythm)
def set_rhythm(sheet: PairSheet) -> Any:
    """The employee says how often."""
    form = RhythmForm(request.form)
    form.validate()
    try:
        actions.set_rhythm(sheet, form.every_days.data, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return _page(sheet, 422, form=form)
    except (Stale, NotNow) as no:
        fresh = queries.pair(sheet.id)
        assert fresh is not None, "a rhythm is never deleted"
        says = told(no)
        return _page(fresh, 409, form=form, moved=says or _("You have set it in another window meanwhile."))
    flash(_("Saved. Both of you see it."))
    return done(url_for("check_ins.pair", rhythm_id=sheet.id))


@bp.post("/pairs/<uuid:rhythm_id>/openings")
@gate(load, policy.can_read, policy.can_say)
def open_now(sheet: PairSheet) -> Any:
    """The form of the check-in that is due, or of one before its day."""
    try:
        made = actions.open_now(sheet, by=current.actor())
    except NotNow as no:
        return _page(sheet, 409, moved=told(no))
    return done(check_in_url(made))


def _page(sheet: PairSheet, status: int = 200, *, form: RhythmForm | None = None, moved: str = "") -> Response:
    actor, rhythm = current.actor(), sheet.rhythm
    page = paged(
        queries.said_in(rhythm.id), [CheckIn.id], falling=True, size=20,
        after=request.args.get("after"), before=request.args.get("before"),
    )  # fmt: skip
    said = queries.history(rhythm.id)
    goals = plan.goals_in_force(rhythm.employee_id) if said and sheet.is_led else []
    if said and actor.id != rhythm.employee_id:
        place = policy.stands_for(actor, sheet)
        journal.record_reading(by=actor, on=rhythm, about=rhythm.employee_id, stands_for=place)
    waiting = queries.team_open([rhythm.id]).get(rhythm.id, [])
    two = rhythm.employee_id, rhythm.manager_id
    return answer(
        "check_ins/pair.html",
        status=status,
        sheet=sheet,
        rhythm=rhythm,
        page=page,
        said=said,
        lines=[(goal, each) for goal, each in queries.lines(goals, said) if each],
        waiting=waiting,
        balance=queries.balance(rhythm, waiting, meetings.last_contact([two]).get(two)),
        is_mine=actor.id == rhythm.employee_id,
        form=form or forms.RhythmForm(data={"every_days": rhythm.every_days}),
        sets=policy.can_set_rhythm(actor, sheet) and sheet.is_led and rhythm.next_on is not None,
        moved=moved,
        deputies=readers(sheet),
        **helpers(),
    )
