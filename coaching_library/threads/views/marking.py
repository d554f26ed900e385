"""HR's mark on an answer: what it rests on, looking at it again, taking it away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, flash, request
from flask_babel import gettext as _

from coaching_library import policies
from coaching_library.threads import actions, forms, policy, queries, rules
from coaching_library.threads.actions import Rests
from coaching_library.threads.sheets import Sheet, Thread
from coaching_library.threads.views.common import bp, fresh, helpers, id_in, load, question_url, says
from coaching_library.threads.views.one import press
from tenants import organisations
from tenants.law import Invalid, NotNow, Refused, Stale, told
from tenants.organisations import folded
from tenants.web import answer, current, done, gate

SHOWN = 30
"""Sections that are offered at once; of more, those that were cited, those that are near to the question, and those that were
searched for.
"""


@bp.get("/<uuid:question_id>/mark")
@gate(load, policy.can_read, policy.can_publish)
def mark(sheet: Sheet) -> Any:
    """What an official answer rests on: of one that is to be marked, or of the mark that is there."""
    thread = queries.thread(sheet, current.actor())
    review = organisations.today() + rules.REVIEWED
    form = forms.MarkForm(data={"review_on": review, "sections": [], "q": ""})
    return _form(thread, form, id_in(request.args.get("answer_id")), first=True)


def _form(
    thread: Thread,
    form: forms.MarkForm,
    answer_id: UUID | None,
    status: int = 200,
    seen: int | None = None,
    why: str = "",
    *,
    first: bool = False,
) -> Response:
    """The page to decide on. What was cited is ticked, as it stands today, where it is opened for the first time."""
    sheet, actor = thread.sheet, current.actor()
    there = thread.mark if thread.mark is not None and not thread.mark.is_retired else None
    chosen_answer = thread.post(there.official.answer_id if there is not None else answer_id)
    if chosen_answer is None or chosen_answer.kind != "answer":
        chosen_answer = next(iter(reversed(thread.answers)), None)
    standing = queries.standing_of(there, actor)
    choices = policies.choices_to_cite(actor)
    cited = [each.id for each in choices if (each.policy_id, each.number) in standing.places]
    if first:
        form.sections.data = cited
        form.no_policy.data = there is not None and there.verification.no_policy
    asked = f"{sheet.question.title}\n{thread.opening.words}"
    _offer(form, choices, [*cited, *queries.near_sections(actor, asked)])
    form.asked.data = form.q.data
    version = seen if seen is not None else there.official.version if there is not None else sheet.version
    context: dict[str, Any] = {
        "sheet": sheet,
        "question": sheet.question,
        "form": form,
        "there": there,
        "chosen": chosen_answer,
        "standing": standing,
        "version": version,
        "why": why,
    }
    return answer("threads/mark.html", status=status, **context, many=len(choices) > SHOWN, **helpers())


def _offer(form: forms.MarkForm, choices: list[policies.Choice], near: list[UUID]) -> None:
    """These sections may be chosen: those chosen first, then those that were cited or are near to the question, then the others
    whose words fit what was searched for.
    """
    chosen, known = set(form.sections.data or ()), {each.id: each for each in choices}
    words = folded(form.q.data or "").split()
    rank = {id_: place for place, id_ in reversed(list(enumerate(near)))}
    first = sorted((each for each in choices if each.id in chosen), key=lambda each: rank.get(each.id, len(rank)))
    rest = [each for each in choices if each.id not in chosen and all(word in folded(each.label) for word in words)]
    if words or len(choices) <= SHOWN:
        rest.sort(key=lambda each: rank.get(each.id, len(rank)))
        shown = rest[:SHOWN]
    else:
        shown = [known[each] for each in rank if each in known and each not in chosen]
    form.left_out = len(rest) - len(shown)
    form.sections.data = [each.id for each in first]
    gone = [(each, _("A section that is not in force any more")) for each in chosen - set(known)]
    forms.choose(form.sections, [*((each.id, each.label) for each in [*first, *shown]), *gone])


def _sent(sheet: Sheet) -> tuple[forms.MarkForm, Rests, Thread]:
    form = forms.MarkForm(request.form)
    form.validate()
    rests = Rests(frozenset(form.sections.data or ()), bool(form.no_policy.data), form.review_on.data)
    return form, rests, queries.thread(sheet, current.actor())


@bp.post("/<uuid:question_id>/endorsements")
@gate(load, policy.can_read, policy.can_publish)
def endorse(sheet: Sheet) -> Any:
    """An answer becomes official."""
    by, answer_id = current.actor(), id_in(request.form.get("answer_id"))
    said = _("Official. Whoever may read the question sees on what it rests.")
    return _marked(sheet, answer_id, said, lambda rests, seen: actions.endorse(sheet, answer_id, rests, by=by, seen=seen))


@bp.post("/<uuid:question_id>/verifications")
@gate(load, policy.can_read, policy.can_publish)
def verify(sheet: Sheet) -> Any:
    """The official answer was looked at again."""
    by, said = current.actor(), _("Verified. It is shown as official again.")
    return _marked(sheet, None, said, lambda rests, seen: actions.verify(sheet, rests, by=by, seen=seen))


def _marked(sheet: Sheet, answer_id: UUID | None, said: str, verb: Any) -> Any:
    form, rests, thread = _sent(sheet)
    seen = current.seen()
    if form.asks or request.form.get("show") == "sections":
        return _form(thread, form, answer_id, seen=seen)
    if form.errors:
        return _form(thread, form, answer_id, 422, seen)
    try:
        verb(rests, seen)
    except Invalid as no:
        form.refuse(no)
        return _form(thread, form, answer_id, 422, seen)
    except Refused as no:
        form.form_errors.append(told(no) or _("You may not make this answer official."))
        return _form(thread, form, answer_id, 422, seen)
    except (Stale, NotNow) as no:
        return _form(queries.thread(fresh(sheet), current.actor()), form, answer_id, 409, why=says(no))
    flash(said)
    return done(question_url(sheet.id))


@bp.post("/<uuid:question_id>/retirements")
@gate(load, policy.can_read, policy.can_publish)
def retire(sheet: Sheet) -> Any:
    """The mark is taken away."""
    by, seen = current.actor(), current.seen()
    return press(fresh(sheet), lambda: actions.retire(sheet, by=by, seen=seen), _("The answer stays, without the mark."))
