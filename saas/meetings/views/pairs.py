"""A pair: its rhythm, the 1:1s to come and past, the promises that are open, and the topics that wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Response, request
from flask_babel import gettext as _

from saas.meetings import actions, forms, policy, queries, starters
from saas.meetings.beside import Beside, beside, spoke_on
from saas.meetings.models import Meeting
from saas.meetings.sheets import Pair, PromiseSheet, RhythmSheet, Told
from saas.meetings.views.common import bp, load_pair, load_rhythm, local, meeting_url, moved_on, pair_url, press, whom
from tenants import organisations
from tenants.isolation import clock
from tenants.law import Invalid, NotNow
from tenants.web import answer, current, done, gate, paged

Refusal = tuple[UUID, str, forms.AnswerForm]


def show_pair(pair: Pair, *, status: int = 200, refused: Refusal | None = None, **given: Any) -> Response:
    """The page of a pair. `refused` is a promise, what was to be said of it, and the form that says why that was not taken."""
    actor = current.actor()
    past = paged(
        queries.between(pair), [Meeting.starts_at, Meeting.id],
        after=request.args.get("after"), before=request.args.get("before"), size=20, falling=True,
    )  # fmt: skip
    series = queries.series_of(pair)
    told = queries.promises_of(pair)
    coming = queries.upcoming(pair, actor.id)
    context: dict[str, Any] = {
        "pair": pair,
        "other": whom(pair),
        "acts": policy.can_act(actor, pair),
        "adds": policy.can_add_topic(actor, pair),
        "place": pair.manager if policy.stands_for(actor, pair) is not None else None,
        "coming": coming,
        "past": past,
        "promises": told,
        "answers": {each.promise.id: _answers(each.promise, pair) for each in told},
        "topics": queries.waiting_topics(pair),
        "agreed": next((each for each in series if each.state == "agreed"), None),
        "proposed": next((each for each in series if each.state == "proposed"), None),
        "rhythm_acts": {each.id: policy.rhythm_acts(actor, RhythmSheet(each, pair)) for each in series},
        "rhythms": forms.RHYTHMS,
        "rhythm_form": _rhythm_form(),
        "topic_form": forms.TopicForm(),
        "purposes": starters.PURPOSES,
        "now": clock.now(),
        "since": _days_since(pair, other := beside(pair.employee_id, pair.manager_id)),
        "owes": {who: _owed(who, pair, told, coming, other) for who in pair.parties},
        "refused": refused,
        "answer_form": forms.answer_form,
    }
    return answer("meetings/pair.html", status=status, **(context | given))


def _days_since(pair: Pair, other: Beside) -> int | None:
    """Days since the two last met, or both last spoke elsewhere; None where they have not yet."""
    two = pair.employee_id, pair.manager_id
    last = spoke_on(queries.last_contact([two]).get(two), other.talked_on)
    return max(0, (organisations.today() - last).days) if last is not None else None


@dataclass(frozen=True)
class Owed:
    """What one of the two owes the other."""

    promises: int
    late: int
    answers: int
    """Promises of the other that wait for a word, and a 1:1 that waits for a confirmation."""
    check_in_on: date | None
    """The check-in that is due."""
    check_in_answers: int


def _owed(who: UUID, pair: Pair, told: Sequence[Told], coming: Sequence[queries.Coming], other: Beside) -> Owed:
    mine = [each for each in told if each.promise.owner_id == who and each.promise.state == "open"]
    asked = [
        each for each in told
        if (each.promise.state == "done" and each.promise.owner_id != who)
        or (each.promise.state == "dropping" and each.promise.asked_by_id != who)
    ]  # fmt: skip
    half = sum(each.waits_for == who for each in coming)
    own = who == pair.employee_id
    late = sum(bool(each.days_late) for each in mine)
    return Owed(len(mine), late, len(asked) + half, other.due_on if own else None, 0 if own else other.answers)


def _answers(promise: Any, pair: Pair) -> tuple[str, ...]:
    """What may be said here; taking one back is done on the page of its 1:1."""
    over = Meeting(state="held")
    return policy.answers(current.actor(), PromiseSheet(promise, pair, over))


def _rhythm_form(sent: Any = None) -> forms.RhythmForm:
    first = organisations.today() + timedelta(days=7)
    noon = local(clock.now()).replace(hour=10, minute=0, second=0, microsecond=0).time()
    return forms.RhythmForm(sent, data={"every_days": 14, "first_on": first, "time": noon, "minutes": 30})


@bp.get("/with/<uuid:person_id>")
@gate(load_pair, policy.reads_all)
def with_(pair: Pair) -> Any:
    """What the reader and one other share: 1:1s, promises, and their rhythm."""
    return show_pair(pair)


@bp.get("/with/<uuid:person_id>/new")
@gate(load_pair, policy.reads_all, policy.can_act)
def new(pair: Pair) -> Any:
    """The form for one more 1:1."""
    soon = local(clock.now()) + timedelta(days=1)
    purpose = request.args.get("purpose", "regular")
    data = {
        "day": organisations.add_working_days(None, soon.date(), 0),
        "time": soon.replace(hour=10, minute=0, second=0, microsecond=0).time(),
        "minutes": 30,
        "purpose": purpose if purpose in starters.PURPOSES else "regular",
    }
    return _new(pair, forms.PlanForm(data=data))


def _new(pair: Pair, form: forms.PlanForm, status: int = 200) -> Response:
    return answer("meetings/new.html", status=status, pair=pair, other=whom(pair), form=form, back=pair_url(pair))


@bp.post("/with/<uuid:person_id>/meetings")
@gate(load_pair, policy.reads_all, policy.can_act)
def plan(pair: Pair) -> Any:
    """The two have a 1:1."""
    form = forms.PlanForm(request.form)
    if not form.validate():
        return _new(pair, form, 422)
    try:
        made = actions.plan(pair, form.when(current.zone()), by=current.actor())
    except Invalid as no:
        form.refuse(no)
        return _new(pair, form, 422)
    name = whom(pair).called or whom(pair).name
    said = _("Planned. %(name)s is told, with an invitation for the calendar.", name=name)
    if made.starts_at <= clock.now():  # nobody invites to what is over
        said = _("Written down. %(name)s is told: you can both add the minutes and confirm it.", name=name)
    return press(lambda: None, said, meeting_url(made.id), back="")


@bp.post("/with/<uuid:person_id>/topics")
@gate(load_pair, policy.reads_all, policy.can_add_topic)
def put_down(pair: Pair) -> Any:
    """A topic for the next 1:1 of the two, planned or not."""
    form = forms.TopicForm(request.form)
    try:
        actions.add_topic(pair, form.words.data or "", by=current.actor())
    except Invalid as no:
        form.refuse(no)
        return show_pair(pair, status=422, topic_form=form)
    except NotNow as no:
        return moved_on(no, pair_url(pair), kept=form.words.data or "")
    return press(lambda: None, _("Put down for your next 1:1."), pair_url(pair, "topics"), back="")


@bp.post("/with/<uuid:person_id>/rhythms")
@gate(load_pair, policy.reads_all, policy.can_act)
def propose_rhythm(pair: Pair) -> Any:
    """A rhythm waits for the other side."""
    form = _rhythm_form(request.form)
    if not form.validate():
        return show_pair(pair, status=422, rhythm_form=form)
    try:
        actions.propose_rhythm(pair, form.rhythm(current.zone()), by=current.actor())
    except Invalid as no:
        form.refuse(Invalid({"time" if name == "starts" else name: text for name, text in no.errors.items()}))
        return show_pair(pair, status=422, rhythm_form=form)
    except NotNow as no:
        return moved_on(no, pair_url(pair), kept=forms.typed(form))
    return press(lambda: None, _("Proposed. It begins once the other agrees."), pair_url(pair, "rhythm"), back="")


def _rhythm(sheet: RhythmSheet, verb: Any, said: str) -> Any:
    url = pair_url(sheet.pair, "rhythm")
    return press(lambda: verb(sheet, by=current.actor(), seen=current.seen()), said, url, back=pair_url(sheet.pair))


@bp.post("/rhythms/<uuid:series_id>/agreements")
@gate(load_rhythm, policy.reads_all, policy.can_agree_rhythm)
def agree_rhythm(sheet: RhythmSheet) -> Any:
    """The pair meets in this rhythm. A second click finds it agreed."""
    if sheet.series.state == "agreed":
        return done(pair_url(sheet.pair, "rhythm"))
    return _rhythm(sheet, actions.agree_rhythm, _("Agreed. Your next 1:1 is planned."))


@bp.post("/rhythms/<uuid:series_id>/refusals")
@gate(load_rhythm, policy.reads_all, policy.can_act)
def drop_rhythm(sheet: RhythmSheet) -> Any:
    """A proposed rhythm comes to nothing."""
    return _rhythm(sheet, actions.drop_rhythm, _("The proposal is off the table. You can propose another."))


@bp.post("/rhythms/<uuid:series_id>/endings")
@gate(load_rhythm, policy.reads_all, policy.can_act)
def end_rhythm(sheet: RhythmSheet) -> Any:
    """No more 1:1s are planned by it."""
    return _rhythm(sheet, actions.end_rhythm, _("The rhythm has ended. What is planned stays planned."))
