"""Questions in the demo, through the verbs: a year of them at Northlight, of every kind that there is.

An answer turns stale by a policy that changed since, another was verified anew; one became an article; three alike ask whether
a form needs work; one waits beyond its goal, and the house tells the head of HR by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from coaching_library import About, Task, library, policies, threads
from coaching_library.threads import Asked, Proposal, Rests
from saas.demo import question_texts as texts
from saas.demo.stage import Stage, at
from tenants import isolation
from tenants.people import Actor

HERE = {Task.PLAN_DRAFT: ("Plan", "/plan/"), Task.CHECK_IN_ANSWER: ("Check-ins", "/check-ins/")}


def northlight_early(stage: Stage) -> None:
    """The year before: questions from before there were policies in it; a colleague’s answer solves one."""
    now = stage.now
    with _days_ago(stage, 342):
        many = _asked(stage, "bo", texts.HOW_MANY[:2], "managers", Task.PLAN_DRAFT)
    _answered(stage, many, "chen", texts.HOW_MANY[2], hours=3)
    _solved(stage, many, "bo", texts.HOW_MANY[3], days=2)
    with _days_ago(stage, 301):
        zh = _asked(stage, "min", texts.SHANGHAI[:2], "partner", Task.PLAN_DRAFT)
    _answered(stage, zh, "hugo", texts.SHANGHAI[2], hours=19)
    _solved(stage, zh, "min", texts.SHANGHAI[3], days=9)
    with _days_ago(stage, 251):
        leave = _asked(stage, "mira", texts.ON_LEAVE[:2], "managers", Task.MEETING_MINUTES)
    _answered(stage, leave, "martin", texts.ON_LEAVE[2], hours=2)
    _solved(stage, leave, "mira", "", days=1)
    with _days_ago(stage, 205):
        notes = _asked(stage, "martin", texts.NOTES[:2], "everyone", Task.MEETING_PREPARE)
    _answered(stage, notes, "dara", texts.NOTES[2], hours=1)
    _solved(stage, notes, "martin", "", days=1)
    stage.as_system()
    stage.now = now


def northlight(stage: Stage) -> None:
    """Since the policies came: what they answer, and what is open today."""
    now = stage.now
    _by_policy(stage)
    _in_private(stage)
    _alike(stage)
    _open(stage)
    _article(stage)
    _kept(stage)
    _practised(stage)
    stage.as_system()
    stage.now = now


def _by_policy(stage: Stage) -> None:
    """Official answers: one holds, one turned stale with the policy, one was verified since."""
    with _days_ago(stage, 96):
        half = _asked(stage, "bo", texts.HALF_WAY[:2], "managers", Task.PLAN_READ)
    answer = _answered(stage, half, "chen", texts.HALF_WAY[2], hours=3)
    _solved(stage, half, "bo", texts.HALF_WAY[3], days=1)
    _official(stage, half, answer, "cgrating")
    with _days_ago(stage, 88):
        often = _asked(stage, "hanna", texts.HOW_OFTEN[:2], "everyone", Task.MEETING_PREPARE)
    answer = _answered(stage, often, "chen", texts.HOW_OFTEN[2], hours=5)
    _solved(stage, often, "hanna", "", days=1)
    _official(stage, often, answer, "mgtalk00")
    with _days_ago(stage, 75):
        kept = _asked(stage, "nia", texts.FILE_KEPT[:2], "everyone", Task.FILE_ENTER)
    answer = _answered(stage, kept, "chen", texts.FILE_KEPT[2], hours=4)
    _official(stage, kept, answer, "flkept00")
    _solved(stage, kept, "nia", "", days=2)


def northlight_later(stage: Stage) -> None:
    """After policies have changed: Dara verifies one of the answers that rested on them; another waits for her."""
    now = stage.now
    with _days_ago(stage, 20):
        title = texts.FILE_KEPT[0]
        sheet = _called(stage, "dara", title)
        threads.verify(sheet, Rests(_sections(stage, "dara", "flkept00")), by=stage.acting("dara"))
    stage.as_system()
    stage.now = now


def _in_private(stage: Stage) -> None:
    """What only the two read; and one of which HR asks whether others may read it without names."""
    with _days_ago(stage, 40):
        tears = _asked(stage, "bo", texts.TEARS[:2], "partner", Task.PLAN_DRAFT)
    _answered(stage, tears, "chen", texts.TEARS[2], hours=2)
    _solved(stage, tears, "bo", texts.TEARS[3], days=3)
    with _days_ago(stage, 6):
        sheet = _called(stage, "hugo", texts.SHANGHAI[0])
        title, words, answer = texts.SHANGHAI_WIDER
        accepted = sheet.question.accepted_id
        threads.propose(sheet, Proposal("thread", "managers", title, words, answer, accepted), by=stage.acting("hugo"))


def _alike(stage: Stage) -> None:
    """Three managers stumble over the same thing within a month."""
    for days, who, asked in zip((33, 24, 15), ("martin", "mira", "bo"), texts.WEIGHTS, strict=True):
        with _days_ago(stage, days):
            found = _asked(stage, who, asked, "managers", Task.PLAN_DRAFT)
        answer = _answered(stage, found, "chen" if who != "martin" else "dara", texts.WEIGHTS_ANSWER, hours=3)
        if who != "mira":
            _solved(stage, found, who, "", days=1)
        _official(stage, found, answer, "cgweight")


def _open(stage: Stage) -> None:
    """What waits today: for HR too long, for HR since this morning, for the one who asked, for their word."""
    with _days_ago(stage, 8):
        _asked(stage, "mira", texts.OVERDUE, "team", Task.PLAN_COUNTER)
    with _days_ago(stage, 3):
        sick = _asked(stage, "bo", texts.SICK[:2], "partner", Task.PLAN_READ)
    with at(stage, hours=2):
        threads.ask_back(_sheet(stage, "chen", sick), texts.SICK[2], by=stage.acting("chen"))
    with _days_ago(stage, 1):
        _asked(stage, "sofia", texts.PEERS, "everyone", Task.FEEDBACK_ASK)


def _article(stage: Stage) -> None:
    """The first answer of all has become an article of the library, with the way back to it."""
    title, words = texts.ARTICLE
    with _days_ago(stage, 110):
        sheet = _called(stage, "chen", texts.HOW_MANY[0])
        waits = threads.promote(sheet, sheet.question.accepted_id, title, words, by=stage.acting("chen"))
    if not isinstance(waits, library.LibraryItem):
        with at(stage, hours=4):
            threads.agree(_sheet(stage, "bo", sheet.id), waits, named=False, by=stage.acting("bo"))
    with at(stage, hours=5):
        chen = stage.acting("chen")
        item = library.came_from(sheet.id)
        assert item is not None, "it was made a moment ago"
        said = "How to come down from eleven goals, and up from two, without handing out a number."
        library.change(item, replace(item.content, summary=said), by=chen)
        library.propose(item, by=chen)
    with at(stage, days=1):
        library.approve(item, by=stage.acting("dara"))


def _kept(stage: Stage) -> None:
    """Replies that HR uses again; and what a guide answered before anybody asked."""
    with _days_ago(stage, 90):
        for title, words in texts.REPLIES:
            threads.keep_reply(title, words, shared=True, by=stage.acting("chen"))
    for days, who, key in ((50, "mira", "giving-feedback-script"), (19, "martin", "plan-guide"), (11, "bo", "talk-guide")):
        with _days_ago(stage, days):
            actor = stage.acting(who)
            threads.deflect("library_item", _item(key, actor).id, by=actor)


def _practised(stage: Stage) -> None:
    """Managers have tried guides and said whether they helped, and rated the same piece of work, each alone."""
    tries = (
        ("bo", "agreeing-goals-guide", "helpful"),
        ("bo", "giving-feedback-script", "helpful"),
        ("bo", "delegating-exercise", ""),
        ("mira", "appraise-guide", "helpful"),
        ("mira", "talk-template", "not_helpful"),
        ("martin", "plan-guide", "helpful"),
    )
    for days, (who, key, verdict) in zip((44, 30, 12, 25, 18, 9), tries, strict=True):
        with _days_ago(stage, days):
            actor = stage.acting(who)
            item = _item(key, actor)
            library.note_opened(item, by=actor)
            library.set_tried(item, True, by=actor)
            if verdict:
                library.set_verdict(item, verdict, by=actor)
    rated = (("bo", "l4"), ("mira", "l4"), ("martin", "l4"), ("min", "l2"), ("ingrid", "l4"))
    for days, (who, level) in zip((28, 27, 26, 25, 24), rated, strict=True):
        with _days_ago(stage, days):
            actor = stage.acting(who)
            item = _item("delegating-vignette-1", actor)
            assert item.latest_id is not None, "the starter set is published"
            library.rate(item, item.latest_id, level, "The fair itself was splendid.", by=actor)


def _item(key: str, actor: Actor) -> library.LibraryItem:
    found = library.best_of(key, actor)
    assert found is not None, key
    return found


@contextmanager
def _days_ago(stage: Stage, days: int) -> Iterator[None]:
    """A working hour so many days before today; on a Saturday or Sunday the Friday before."""
    day = stage.ends - timedelta(days=days)
    day -= timedelta(days=max(0, day.weekday() - 4))
    stage.now = day.replace(hour=8, minute=12, second=0, microsecond=0)
    with at(stage):
        yield


def _asked(stage: Stage, who: str, said: tuple[str, ...], audience: str, task: Task) -> UUID:
    label, path = HERE.get(task, ("", ""))
    asked = Asked(said[0], said[1], audience, About(task, label, path))
    return threads.ask(asked, by=stage.acting(who), seed=uuid4()).id


def _sheet(stage: Stage, who: str, question_id: UUID) -> threads.Sheet:
    stage.acting(who)
    found = threads.question(question_id)
    assert found is not None, f"{who} reads it"
    return found


def _called(stage: Stage, who: str, title: str) -> threads.Sheet:
    """The question of that title, as somebody reads it."""
    stage.acting(who)
    found = isolation.session().scalars(select(threads.Question.id).where(threads.Question.title == title)).one()
    return _sheet(stage, who, found)


def _answered(stage: Stage, question_id: UUID, who: str, words: str, *, hours: int) -> UUID:
    with at(stage, hours=hours):
        return threads.answer(_sheet(stage, who, question_id), words, by=stage.acting(who)).id


def _solved(stage: Stage, question_id: UUID, who: str, words: str, *, days: int) -> None:
    """Whoever asked says that it solved it, with a word more or without."""
    with at(stage, days=days):
        sheet = _sheet(stage, who, question_id)
        thread = threads.thread(sheet, stage.acting(who))
        threads.accept(sheet, thread.answers[-1].id, by=stage.acting(who))
        if words:
            threads.comment(_sheet(stage, who, question_id), words, by=stage.acting(who))


def _official(stage: Stage, question_id: UUID, answer_id: UUID, key: str) -> None:
    with at(stage, hours=4):
        sections = _sections(stage, "dara", key)
        threads.endorse(_sheet(stage, "dara", question_id), answer_id, Rests(sections), by=stage.acting("dara"))


def _sections(stage: Stage, who: str, key: str) -> frozenset[UUID]:
    """The section of that key that is in force at that time."""
    actor = stage.acting(who)
    found = [each.id for each in policies.choices_to_cite(actor)]
    return frozenset(each for each in found if (section := policies.section(each)) is not None and section.key == key)
