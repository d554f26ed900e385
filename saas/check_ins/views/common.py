"""What the pages of this room share: the blueprint, addresses, words, and the page of one check-in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _

from coaching_library import Signal, Task, library
from saas import guides
from saas.check_ins import actions, forms, policy, queries, rules, wording, words
from saas.check_ins.forms import AnswerForm, ReplyForm, SayingForm
from saas.check_ins.models import CheckIn, CheckInDraft
from saas.check_ins.sheets import CheckInSheet, PairSheet, Spoken
from saas.measures import measured, steps_of
from tenants import journal, organisations, people
from tenants.people import Actor, Person
from tenants.web import answer, current

bp = Blueprint("check_ins", __name__, url_prefix="/check-ins")


def check_in_url(check_in: CheckIn, anchor: str | None = None) -> str:
    """The address of a check-in."""
    return url_for("check_ins.check_in", check_in_id=check_in.id, _anchor=anchor)


def helpers() -> dict[str, Any]:
    """Functions and words for templates of this room."""
    return {
        "measured": measured,
        "steps_of": steps_of,
        "value_words": wording.value_words,
        "mood": wording.mood,
        "spark": wording.spark,
        "line_words": wording.line_words,
        "differing": rules.differing_marks,
        "labels": {
            "work": words.WORK,
            "ends": words.ENDS,
            "support": words.SUPPORT,
            "support_kinds": words.SUPPORT_KINDS,
            "rhythms": words.RHYTHMS,
        },
        "today": organisations.today(),
    }


def readers(sheet: CheckInSheet | PairSheet) -> list[Person]:
    """Who stands in for the manager and so reads it, beside the two."""
    manager = sheet.manager
    return [each.deputy for each in people.deputies_of([manager.id]) if each.deputy_id != sheet.employee.id]


def show(
    sheet: CheckInSheet,
    status: int = 200,
    *,
    anew: bool = False,
    saying: SayingForm | None = None,
    answering: AnswerForm | None = None,
    replying: ReplyForm | None = None,
    at: str = "",
    moved: str = "",
    lost: Sequence[str] = (),
) -> Response:
    """The page of a check-in as the one who asks sees it: the form, what was said, the answer, or that it was missed.

    `anew` shows the form of one that is said; `at` names the point of a refused reply; `moved` says what happened meanwhile;
    `lost` are words typed for goals that the plan holds no longer.
    """
    actor, check_in = current.actor(), sheet.check_in
    writes = policy.is_employee(actor, sheet) and sheet.pair.is_led and (check_in.state == "due" or anew)
    there = queries.spoken(check_in.id, answered=not writes) if check_in.state != "due" else None
    answers = there is not None and check_in.state == "submitted" and policy.can_answer(actor, sheet)
    draft = queries.draft(check_in.id) if writes or answers or check_in.state == "missed" else None
    context: dict[str, Any] = {"goals": [], "print": ""}
    if writes:
        goals = actions.goals_asked(sheet)
        context |= {"goals": goals, "print": actions.print_of(goals)}
        if saying is None:
            saying = forms.saying_form(goals, _kept(sheet, draft, there if anew else None))
    elif answers and there is not None and answering is None:
        answering = forms.answer_form(there, draft.content if draft is not None else None)
    if there is not None and actor.id != sheet.employee.id:
        place = policy.stands_for(actor, sheet)
        journal.record_reading(by=actor, on=check_in, about=check_in.employee_id, stands_for=place)
    acts = _acts(actor, sheet)
    return answer(
        "check_ins/check_in.html",
        status=status,
        sheet=sheet,
        check_in=check_in,
        pair=sheet.pair,
        spoken=there,
        is_mine=actor.id == sheet.employee.id,
        stands_for=policy.stands_for(actor, sheet),
        shows_work=policy.sees_work(actor, sheet),
        form=saying if writes else answering if answers else None,
        writes=writes,
        answers=answers,
        anew=anew,
        draft=draft,
        seen_draft=draft.version if draft is not None else 0,
        before=queries.before(check_in, promises=writes) if writes or there is not None else None,
        replying=replying or ReplyForm(),
        at=at,
        moved=moved,
        lost=lost,
        acts=acts,
        deputies=readers(sheet),
        guide_card=_guide(sheet, there, writes=writes and not anew, answers=answers),
        **context,
        **helpers(),
    )


def _guide(sheet: CheckInSheet, there: Spoken | None, *, writes: bool, answers: bool) -> library.Card | None:
    """The guide beside a check-in, for whoever writes there now: what was said calls for one more than for another."""
    if not (writes or answers):
        return None
    check_in = sheet.check_in
    overdue = check_in.answer_due_on is not None and check_in.answer_due_on < organisations.today()
    done = there is not None and any(each.said.work == "manager" for each in there.goals)
    signals = [
        guides.when(check_in.has_fallen, Signal.CONFIDENCE_FELL),
        guides.when(answers and done, Signal.DID_IT_FOR_THEM),
        guides.when(answers and overdue, Signal.UNANSWERED),
    ]
    return guides.beside(
        current.actor(), Task.CHECK_IN_SAY if writes else Task.CHECK_IN_ANSWER, _("Check-in"), f"/check-ins/{check_in.id}",
        state="working", signals=signals,
    )  # fmt: skip


def _acts(actor: Actor, sheet: CheckInSheet) -> frozenset[str]:
    """What the one who asks may do beside the form: say it anew, reply, make a topic of it."""
    state, own = sheet.check_in.state, policy.is_employee(actor, sheet)
    found = set()
    if own and state == "submitted" and sheet.pair.is_led:
        found.add("anew")
    if (state == "answered" and policy.can_reply(actor, sheet)) or (own and state == "closed"):
        found.add("reply")
    if state in ("submitted", "answered", "closed") and policy.can_reply(actor, sheet) and sheet.pair.is_led:
        found.add("topic")
    return frozenset(found)


def _kept(sheet: CheckInSheet, draft: CheckInDraft | None, there: Spoken | None) -> dict[str, str] | None:
    """What the form begins with: what is kept in the draft, what was said already, or what was begun before it was missed."""
    if draft is not None:
        return draft.content
    if there is not None:
        return forms.as_typed(there)
    earlier = queries.earlier_draft(sheet.check_in)
    return earlier.content if earlier is not None else None
