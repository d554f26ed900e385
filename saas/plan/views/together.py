"""A goal, or a template, put to several people of a team at once; the result, person by person."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from saas.plan import beginning, drafts, policy, queries, together
from saas.plan.content import KEY_RESULTS, SUPPORTS, Goal, KeyResult, Period, new_key
from saas.plan.content import Plan as Content
from saas.plan.document import document
from saas.plan.forms import PARTS, GoalForm, goal_form
from saas.plan.levels import Scale
from saas.plan.models import Plan
from saas.plan.sheets import Sheet
from saas.plan.spoken import of_line
from saas.plan.together import MOST, Lot
from saas.plan.views.common import bp
from saas.plan.views.one_goal import choose
from tenants import organisations, people
from tenants.agreements.lines import path_of
from tenants.law import Invalid
from tenants.people import Person
from tenants.web import answer, current, done, gate, named, paged


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@bp.get("/together")
@gate(None, policy.can_propose_to_several)
def write_together() -> Any:
    """Whom it may be put to, and the goal to be written; or a template that fits somebody's position."""
    return _page(None, None, template=_id(request.args.get("template")))


@bp.post("/together")
@gate(None, policy.can_propose_to_several)
def propose_together() -> Any:
    """Each who is chosen has a proposal; where one of them could not, nothing is proposed to anybody, and the page says why."""
    seed = _id(request.form.get("seed")) or UUID(new_key())
    stored = Goal(key=str(seed))
    form = goal_form(stored, _scale(), request.form)
    chosen = _chosen()
    template = _id(request.form.get("template"))
    if template is not None:
        found = next((each for each in beginning.beginnings(_standings(chosen)) if each.version_id == template), None)
        if chosen and found is None:
            abort(404)
        return _put(chosen, Lot(seed, template=found), stored, form, template)
    choose(form, stored)
    try:
        read = form.read(stored)
    except Invalid as no:
        form.refuse(no)
        read = stored
    op, _colon, row = request.form.get("op", "").partition(":")
    if op and not form.errors:
        changed, _anchor = drafts.with_row(read, op, row)
        if changed is None:
            rows, most = ("key_results", KEY_RESULTS) if op == "add-result" else ("support", SUPPORTS)
            form.form_errors.append(named(str(PARTS[rows]), _("There can be at most %(most)s of these.", most=most)))
            return _page(read, form, chosen=chosen, status=422)
        return _page(changed, goal_form(changed, _scale()), chosen=chosen)
    if form.errors:
        return _page(read, form, chosen=chosen, status=422)
    return _put(chosen, Lot(seed, goal=read), read, form, None)


def _put(chosen: list[Sheet], lot: Lot, goal: Goal, form: GoalForm, template: UUID | None) -> Any:
    """Looks at everybody first, then puts it to them one by one."""
    if not chosen:
        form.form_errors.append(str(_("Choose at least one person.")))
        return _page(goal, form, template=template, status=422)
    by = current.actor()
    fit = [each for each in chosen if together.holds(each, lot) is None and not together.reason(each, lot, by=by)]
    wrong = {each.id: _in_words(each, lot, together.problems(each, lot), form) for each in fit}
    if any(wrong.values()) or form.errors:
        return _page(goal, form, chosen=chosen, template=template, wrong=wrong, status=422)
    outcomes = together.lay_before_all(chosen, lot, by=by)
    put = sum(each.no is not None for each in outcomes)
    flash(ngettext("%(num)s person has your proposal.", "%(num)s people have your proposal.", put))
    where: dict[str, Any] = {"plans": [each.id for each in chosen], "seed": lot.seed, "template": template}
    return done(url_for("plan.together_done", **where))


def _in_words(sheet: Sheet, lot: Lot, problems: Any, form: GoalForm) -> list[str]:
    """What is wrong with one person's whole; what is wrong with the goal itself stands beside its field."""
    whole, mine, said = together.would_hold(sheet, lot), lot.key_in(sheet.agreement.id), []
    for address, text in problems.items():
        path = path_of(address) if address else ()
        name = "/".join(path[2:])
        if lot.goal is not None and path[:2] == ("goals", mine) and name in form:
            if text not in form[name].errors:
                form[name].errors = [*form[name].errors, text]
            continue
        said.append(of_line(path, whole, sheet.scale, text))
    return said


@bp.get("/together/results")
@gate(None, policy.can_propose_to_several)
def together_done() -> Any:
    """Person by person: the version that they have, or why their plan was left alone."""
    by, seed = current.actor(), _id(request.args.get("seed"))
    ids = [_id(text) for text in request.args.getlist("plans")][:MOST]
    sheets = together.led([each for each in ids if each is not None], by=by) if all(ids) else None
    if sheets is None or seed is None:
        abort(404)
    template = _id(request.args.get("template"))
    standings = [each.standing for each in sheets]
    found = next((each for each in beginning.beginnings(standings) if each.version_id == template), None) if template else None
    lot = Lot(seed, template=found) if found else Lot(seed, goal=Goal(key=str(seed)))
    return answer("plan/together_done.html", outcomes=[together.outcome(each, lot, by=by) for each in sheets])


def _chosen() -> list[Sheet]:
    """The plans that were ticked; 404 where one is not there for the actor to lead, as for an id that nobody gave."""
    texts = list(dict.fromkeys(request.form.getlist("plans")))
    ids = [_id(text) for text in texts]
    if len(ids) > MOST or not all(ids):
        abort(404)
    found = together.led([each for each in ids if each is not None], by=current.actor())
    if found is None:
        abort(404)
    return found


def _scale() -> Scale:
    return Scale.from_json(organisations.scale())


def _standings(sheets: list[Sheet]) -> list[people.Standing]:
    return [each.standing for each in sheets]


def _page(
    goal: Goal | None,
    form: GoalForm | None,
    *,
    chosen: list[Sheet] | None = None,
    template: UUID | None = None,
    wrong: dict[UUID, list[str]] | None = None,
    status: int = 200,
) -> Response:
    actor, levels = current.actor(), _scale()
    page = paged(
        queries.team_with_plans(actor),
        [Person.sort_key, Person.id],
        after=request.values.get("after"),
        before=request.values.get("before"),
    )
    ids = [one.id for one in page.rows]
    plans = sorted(queries.running_plans(ids), key=lambda each: (each.person.sort_key, each.id)) if ids else []
    standings = people.standings(ids, organisations.organisation().time_zone) if ids else {}
    offers = beginning.beginnings(list(standings.values())) if ids else []
    lot = next((each for each in offers if each.version_id == template), None)
    if template is not None and lot is None and request.method == "GET":
        abort(404)
    mine = together.own_drafts([each.agreement_id for each in plans]) if plans else {}
    held = {key: Content.from_json(each.content).goals for key, each in mine.items()}
    if goal is None:
        goal = _new_goal(actor.id, plans)
    if form is None:
        form = goal_form(goal, levels)
    today = organisations.today()
    year = Content(Period(today, today))
    rows: list[dict[str, Any]] = [
        {
            "plan": each,
            "why": together.can_be_laid(each.agreement, actor.id) or _unfit(lot, standings.get(each.person_id), held, each),
            "held": len(held.get(each.agreement_id, ())),
            "weight": sum(one.weight for one in held.get(each.agreement_id, ())),
            "wrong": (wrong or {}).get(each.id, []),
        }
        for each in plans
    ]
    return answer(
        "plan/together.html",
        status=status,
        form=form,
        goal=goal,
        scale=levels,
        rows=rows,
        chosen={each.id for each in chosen or ()},
        page=page,
        offers=offers[: beginning.SHOWN],
        lot=lot,
        doc=document(beginning.filled(year, lot, lot.version_id).to_json(), levels) if lot else None,
        problems=[(f"plans/{row['plan'].id}", named(row["plan"].person.name, text)) for row in rows for text in row["wrong"]],
    )


def _new_goal(by: UUID, plans: list[Plan]) -> Goal:
    """An empty goal, named after how these plans stand: the same until something is said in one of them, so that a page that
    is loaded again is the same page and a second click the same act.
    """
    seed = uuid5(by, " ".join(f"{each.id} {each.version}" for each in plans))
    return Goal(key=str(seed), key_results=(KeyResult(key=str(uuid5(seed, "key result"))),))


def _unfit(lot: beginning.Beginning | None, standing: Any, held: dict[UUID, Any], plan: Any) -> str:
    """Why a template cannot be put to somebody, as far as a list can tell."""
    if lot is None:
        return ""
    if standing is None or not lot.fits(standing):
        return str(_("The template is not for this position."))
    return str(_("Your own draft there is not empty: go on with it, or empty it first.")) if held.get(plan.agreement_id) else ""
