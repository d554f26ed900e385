"""One question: what was asked and said, the marks on answers, who can read it, and what the reader may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Response, flash
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coaching_library import audience, library
from coaching_library.threads import actions, forms, policy, queries
from coaching_library.threads.models import EVERYONE, LIVE, SavedReply
from coaching_library.threads.sheets import Sheet, Thread
from coaching_library.threads.states import ANSWERS, OFFICIAL, QUESTION
from coaching_library.threads.views.common import bp, fresh, helpers, load, question_url, says
from coaching_library.threads.words import SAID
from tenants import organisations, people
from tenants.isolation import clock
from tenants.law import NotNow, Stale
from tenants.web import answer, current, done, gate

READ_BEFORE, READ_AT_MOST = timedelta(days=30), 5
"""Of so many days before the question the answerer sees what the asker has read, and so much of it."""


@bp.get("/<uuid:question_id>")
@gate(load, policy.can_read)
def page(sheet: Sheet) -> Any:
    """One question. Opening a private one of somebody else's is noted."""
    actions.show(sheet, by=current.actor())
    return show(sheet)


def show(sheet: Sheet, status: int = 200, **given: Any) -> Response:
    """The page of a question, with what the reader may do now."""
    actor = current.actor()
    thread = queries.thread(sheet, actor)
    article, may = article_of(sheet) if sheet.state not in LIVE else None, acts(thread)
    if article is not None:
        may -= {"promote"}
    stale = thread.mark is not None and not thread.mark.is_retired and not thread.mark.holds
    kind = main_act(may)
    forms_given = given.pop("words_forms", {})
    words = thread.draft.words if thread.draft is not None else ""
    typed = next((forms_given[each] for each in (kind, "ask_back", "comment") if each in forms_given), None) if kind else None
    context: dict[str, Any] = {
        "sheet": sheet,
        "question": sheet.question,
        "thread": thread,
        "voice": policy.voice(actor, sheet),
        "may": may,
        "kind": kind,
        "form": typed or (forms.words_form(_label(kind, may), kind, data={"words": words}) if kind else None),
        "others": {
            each: forms_given.get(each) or forms.words_form(LABELS[each], each, rows=4) for each in BESIDE if each in may
        },
        "opened": set(forms_given),
        "replies": _replies(thread) if kind == "answer" else [],
        "deputies": people.deputies_of([sheet.question.owner_id]) if sheet.question.readers is not None else [],
        "stands_for": policy.stands_for(actor, sheet),
        "article": article,
        "article_readers": audience.LABELS,
        "stale": stale,
        "standing": queries.standing_of(thread.mark, actor) if stale else None,
        "late": thread.clock.due_at is not None and thread.clock.due_at < clock.now(),
        "silence": organisations.setting("silence_days"),
        "lead": lead(may, kind, sheet, stale=stale),
        "more": bool(may & MORE - ({"verify"} if stale else set())),
        "same_as": queries.question(sheet.question.same_as_id) if sheet.question.same_as_id is not None else None,
        "said": SAID,
        "endorsable": endorsable(thread),
        "says": "",
        "kept": "",
        "problem": "",
        "theirs": None,
    }
    return answer("threads/page.html", status=status, **(context | helpers() | given))


@dataclass(frozen=True)
class Article:
    """What began in the library with an answer: whether people read it there, and its path where the reader can open it."""

    is_read: bool
    path: str | None


def article_of(sheet: Sheet) -> Article | None:
    """The article that began with an answer of the question, or None."""
    item = library.came_from(sheet.id)
    if item is None:
        return None
    opens = library.policy.can_read(current.actor(), item)
    return Article(item.is_read, f"/library/items/{item.id}" if opens else None)


MORE = frozenset({"verify", "retire", "promote", "widen", "merge", "take", "let_go"})
"""What stands beside the question, one row each."""


def lead(may: frozenset[str], kind: str, sheet: Sheet, *, stale: bool) -> str:
    """Which act the page has its one primary button for; nothing where nothing waits for the reader."""
    wanted = {"verify": stale, "agree": True, "reply": True, "accept": True}
    found = next((each for each, counts in wanted.items() if counts and each in may), "")
    return found or ("answer" if kind == "answer" and sheet.state in ("open", "waiting") else "")


def _label(kind: str, may: frozenset[str]) -> Any:
    """How the field is called that one usually wants: HR may ask something back in the same one."""
    return _("Your answer, or what you need to know first") if kind == "answer" and "ask_back" in may else LABELS[kind]


def _replies(thread: Thread) -> list[SavedReply]:
    """The saved replies beside the field of an answer to a question that waits for something."""
    actor = current.actor()
    return queries.first_replies(actor) if policy.works_in_hr(actor) and thread.sheet.state in LIVE else []


LABELS: dict[str, Any] = {
    "answer": _l("Your answer"),
    "reply": _l("Your reply"),
    "comment": _l("Your comment"),
    "ask_back": _l("What do you need to know?"),
    "reopen": _l("What is still missing?"),
    "object": _l("What is different about yours?"),
}
"""What one may write in a question, and how its field is called."""
BESIDE = ("reopen", "object")
"""Those that stand folded below the field that one usually wants."""


def main_act(may: frozenset[str]) -> str:
    """What one usually wants to write."""
    return next((each for each in ("reply", "answer", "comment") if each in may), "")


def acts(thread: Thread) -> frozenset[str]:
    """What the reader may do with a question now."""
    actor, sheet, question = current.actor(), thread.sheet, thread.question
    found: set[str] = set()
    decides = policy.can_decide(actor, sheet) and not question.is_copy
    if policy.can_speak(actor, sheet):
        found.add("comment")
    is_late = sheet.state == "closed" and not question.is_copy
    if policy.can_answer(actor, sheet) and question.state in ANSWERS and (not is_late or policy.works_in_hr(actor)):
        found.add("answer")
    if decides:
        found |= {verb for verb in ("reply", "reopen", "let_go") if QUESTION.may(question, verb)}
        if thread.answers and question.accepted_id is None and question.state in (*LIVE, "promoted"):
            found.add("accept")
        if QUESTION.may(question, "object") and not question.objected:
            found.add("object")
    if policy.speaks_for_hr(actor, sheet):
        found |= _for_hr(thread)
    if not policy.can_decide(actor, sheet) and actor.id != question.owner_id:
        found.add("unfollow" if thread.follows else "follow")
    if thread.widening is not None and thread.widening.state == "proposed":
        is_asker = policy.can_decide(actor, sheet)
        found |= {"agree", "decline"} if is_asker else {"take_back"} if policy.speaks_for_hr(actor, sheet) else set()
    return frozenset(found)


def _for_hr(thread: Thread) -> set[str]:
    """What HR may do with it beside answering."""
    actor, sheet, question, mark = current.actor(), thread.sheet, thread.question, thread.mark
    marked = mark is not None and not mark.is_retired
    found = {"merge"} if QUESTION.may(question, "merge") and not marked and not question.is_copy else set()
    if QUESTION.may(question, "ask_back") and sheet.asker_is_here:
        found.add("ask_back")
    if policy.can_take(actor, sheet) and question.state in LIVE:
        found.add("take")
    waits = thread.widening is not None and thread.widening.state == "proposed"
    is_over = question.state == "duplicate" or question.is_copy
    if question.audience != EVERYONE and sheet.asker_is_here and not waits and not is_over:
        found.add("widen")
    good = question.accepted_id is not None or (mark is not None and mark.holds)
    if QUESTION.may(question, "promote") and good and not waits:
        found.add("promote")
    if policy.can_publish(actor, sheet) and mark is not None and marked:
        found |= {verb for verb in ("verify", "retire") if OFFICIAL.may(mark.official, verb)}
    return found


def endorsable(thread: Thread) -> set[Any]:
    """The answers that the reader may make official now."""
    if thread.state_of_mark in ("official", "stale") or thread.question.state == "duplicate":
        return set()
    actor, two = current.actor(), actions.two_person()
    return {each.id for each in thread.answers if policy.can_endorse(actor, thread.sheet, each, two)}


def moved_on(sheet: Sheet, no: Stale | NotNow, status: int = 409, **given: Any) -> Response:
    """409: the question as it stands now, with why, and what was typed."""
    return show(fresh(sheet), status, says=says(no), **given)


def press(sheet: Sheet, verb: Any, said: str, anchor: str | None = None) -> Any:
    """A button was pressed: the verb is done and the page follows."""
    try:
        verb()
    except (Stale, NotNow) as no:
        return moved_on(sheet, no)
    flash(said)
    return done(question_url(sheet.id, anchor))


@bp.get("/<uuid:question_id>/beside")
@gate(load, policy.can_read)
def beside(sheet: Sheet) -> Any:
    """What others asked, and for HR what whoever asked has read lately: loaded beside the question."""
    actor, question = current.actor(), sheet.question
    found = queries.suggest(actor, question.title, without=sheet.id, kinds=(queries.QUESTION,))
    read, is_hr = [], policy.speaks_for_hr(actor, sheet)
    if is_hr and question.asker_id is not None:
        read = library.read_by(question.asker_id, question.asked_at - READ_BEFORE, READ_AT_MOST)
    return answer("threads/beside.html", sheet=sheet, question=question, found=found, read=read, is_hr=is_hr, **helpers())


@bp.post("/<uuid:question_id>/follows")
@gate(load, policy.can_read)
def follow(sheet: Sheet) -> Any:
    """The reader is told of what is said in it."""
    return press(sheet, lambda: actions.follow(sheet, by=current.actor()), _("You are told of what is said here."))


@bp.post("/<uuid:question_id>/follows/removals")
@gate(load, policy.can_read)
def unfollow(sheet: Sheet) -> Any:
    """The reader is told no more."""
    return press(sheet, lambda: actions.unfollow(sheet, by=current.actor()), _("You are not told of it any more."))


@bp.post("/<uuid:question_id>/owners")
@gate(load, policy.can_read, policy.can_take)
def take(sheet: Sheet) -> Any:
    """Somebody else in HR takes it over."""
    by, seen = current.actor(), current.seen()
    return press(sheet, lambda: actions.take(sheet, by=by, seen=seen), _("It is yours now. Whoever asked is told."))
