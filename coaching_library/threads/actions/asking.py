"""Asking: a draft of one's own, the question with its owner, and an answer found before it was asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from coaching_library.threads import events, policy, queries, rules
from coaching_library.threads.actions.common import drop_draft, put, tell
from coaching_library.threads.models import (
    AUDIENCES,
    CLOSED_CIRCLES,
    ITEM_KINDS,
    Question,
    QuestionClock,
    QuestionDeflection,
    QuestionDraft,
)
from coaching_library.threads.sheets import Asked
from coaching_library.topics import About
from tenants import jobs
from tenants.isolation import clock, get_locked, session
from tenants.journal import record
from tenants.law import Invalid, Stale, require
from tenants.organisations import unless_taken
from tenants.people import Actor

TEND, LOOK = "threads.tend", "threads.alike"
"""Jobs: what is due in this room, and whether others asked the same."""


def ask(asked: Asked, *, by: Actor, seed: UUID, although: bool = False, spared: int | None = None) -> Question:
    """The question stands, with an owner in HR who is told at once, and its clock runs. Everybody may; a second click with the
    same `seed` finds what the first one asked. What the actor had begun to write is sent by it; only a draft of another
    question, which stands at the version `spared`, is kept.

    Invalid without a title, an audience, or anybody in HR who could answer; and to managers or everyone where somebody of the
    organisation is named in it, unless the actor says that it is needed (`although`).
    """
    require(policy.can_ask(by))
    there = queries.asked_with(by.id, seed)
    if there is not None:
        return there
    asked = _tidied(asked)
    errors = _problems(asked)
    now, circle = clock.now(), queries.circle()
    owner = circle.owner_for(by.standing, now)
    if owner is None:
        errors["audience"] = _("Nobody in HR could answer you yet. Ask your administrator to name an HR partner.")
    elif asked.audience not in CLOSED_CIRCLES and not although and not errors:
        names = queries.named(f"{asked.title}\n{asked.words}", without=[by.id, owner])
        if names:
            errors["although"] = named_says([each.name for each in names])
    if errors:
        raise Invalid(errors)
    assert owner is not None, "there is somebody"
    made = Question(
        asker_id=by.id, owner_id=owner, audience=asked.audience, title=asked.title, seed=seed, asked_at=now, told_at=now,
        readers=circle.readers(asked.audience, by.id, owner, now), state="open", version=1, **about_of(asked.about),
    )  # fmt: skip
    try:
        with unless_taken(title=""):
            session().add(made)
    except Invalid:  # of two clicks at once the other one asked it
        there = queries.asked_with(by.id, seed)
        assert there is not None, "its seed is taken"
        return there
    put(made, "question", "asker", asked.words, by)
    watch = begin_clock(made, by.standing.company_id)
    draft = queries.draft_of(by.id, None)
    if draft is not None and draft.version != spared:
        drop_draft(by.id, None)
    record(events.QuestionAsked(made.audience, owner), by=by, on=made, about=by.id)
    tell({owner}, "question.asked", made, by, mail=True)
    jobs.ask(TEND, {}, by=None, due_at=watch.due_at, ask_hash=f"{TEND}:{watch.due_at}")
    jobs.ask(LOOK, {"question": str(made.id)}, by=None)
    return made


def named_says(names: list[str]) -> str:
    """What is said of names in a question that many read."""
    return str(
        _(
            "It names %(names)s. Say “an employee” or “my manager” instead, or tick that the name is needed.",
            names=", ".join(names),
        )
    )


def _tidied(asked: Asked) -> Asked:
    about = About(asked.about.task, rules.label(asked.about.label), rules.path(asked.about.path))
    return Asked(rules.title(asked.title), rules.body(asked.words), asked.audience, about)


def _problems(asked: Asked) -> dict[str, str]:
    found = {
        "title": rules.title_problem(asked.title, _("Write your question in one line.")),
        "words": rules.words_problem(asked.words, ""),
        "audience": "" if asked.audience in AUDIENCES else _("Choose who may read it."),
    }
    return {name: text for name, text in found.items() if text}


def about_of(about: About) -> dict[str, Any]:
    """The columns that say what somebody was at."""
    return {
        "task": about.task.value if about.task is not None else "",
        "topic": about.topic.value if about.topic is not None else "",
        "about_label": rules.label(about.label) if rules.path(about.path) or about.task is not None else "",
        "about_path": rules.path(about.path),
    }


def begin_clock(question: Question, company_id: UUID | None, *, counts: bool = True) -> QuestionClock:
    """Both clocks run from the minute in which it is asked; those of a copy stand still."""
    due = queries.hours_of(company_id).after(question.asked_at, queries.goal()) if counts else None
    made = QuestionClock(
        question_id=question.id, owner_id=question.owner_id, company_id=company_id, counts=counts, asked_at=question.asked_at,
        spent=0, since=question.asked_at if counts else None, due_at=due, ending="",
    )  # fmt: skip
    session().add(made)
    session().flush()
    return made


def save_draft(asked: Asked, *, by: Actor, seen: int, question: Question | None = None, added: str = "") -> QuestionDraft:
    """What the actor is writing is kept, for them alone: a new question, or something in one that they read (`question`).
    `added` is put below the words.

    Stale where another window saved otherwise meanwhile; Invalid where it is too long.
    """
    title, words = asked.title[: 2 * rules.TITLE], asked.words
    if added:
        words = f"{words.rstrip()}\n\n{added}" if words.strip() else added
    wrong = rules.words_problem(words, "")
    if wrong:
        raise Invalid({"words": wrong})
    there = queries.draft_of(by.id, question.id if question is not None else None)
    fresh = get_locked(QuestionDraft, there.id) if there is not None else None
    facts = {"title": title, "words": words, "audience": asked.audience if asked.audience in AUDIENCES else ""}
    about = about_of(asked.about)
    facts |= {name: about[name] for name in ("task", "about_label", "about_path")} if question is None else {}
    if fresh is None:
        made = QuestionDraft(author_id=by.id, question_id=question.id if question is not None else None, version=1)
        made.saved_at = clock.now()
        _write(made, facts)
        with unless_taken(words=_("Another window of yours began to write here. Open this page again.")):
            session().add(made)
        return made
    if all(getattr(fresh, name) == value for name, value in facts.items()):
        return fresh
    if seen != fresh.version:
        raise Stale(fresh, seen)
    _write(fresh, facts)
    fresh.saved_at, fresh.version = clock.now(), fresh.version + 1
    session().flush()
    return fresh


def _write(draft: QuestionDraft, facts: dict[str, str]) -> None:
    for name, value in facts.items():
        setattr(draft, name, value)


def let_draft_go(draft: QuestionDraft, *, by: Actor) -> None:
    """The draft is gone. Nobody else ever knew of it."""
    require(policy.can_use_draft(by, draft))
    drop_draft(by.id, draft.question_id)


def deflect(kind: str, source_id: UUID, *, by: Actor) -> QuestionDeflection:
    """Something that was suggested answered it: that is counted for the item, once a day for each person, and what the actor
    had begun to write is gone. Invalid for what can't be suggested to them.
    """
    if kind not in ITEM_KINDS or not queries.is_found(by, kind, source_id):
        raise Invalid({"": _("Nothing like this was suggested.")})
    drop_draft(by.id, None)
    there = queries.deflected_today(by.id, kind, source_id)
    if there is not None:
        return there
    made = QuestionDeflection(person_id=by.id, kind=kind, source_id=source_id, at=clock.now())
    session().add(made)
    session().flush()
    return made
