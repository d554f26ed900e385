"""The partnership in the walked world: library, questions and their traces, in each state, through the verbs."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4
from zipfile import ZipFile

from sqlalchemy import select

from coaching_library import About, Task, library, policies, threads
from coaching_library.library.filing import Defaults
from coaching_library.threads import Asked, Proposal, Rests
from saas.demo.stage import Stage, at
from tenants import isolation, organisations
from tests.coaching_library.library.made import KINDS

FILE = "---\nkey: out-of-a-file\nkind: guide\ntopic: talk\ntitle: Out of %s\nsummary: It came in.\n---\nListen first.\n"


def play(stage: Stage) -> None:
    """All of it; policies are there already."""
    _library(stage)
    _questions(stage)
    _worn(stage)
    _asked_in_private(stage)
    stage.as_system()


def soon(stage: Stage) -> AbstractContextManager[None]:
    """The next of many small steps: all of this takes an afternoon of the world, so that what comes after it stays lately."""
    return at(stage, hours=0, minutes=3)


def packed(name: str) -> bytes:
    """A folder of one file."""
    out = BytesIO()
    with ZipFile(out, "w") as folder:
        folder.writestr(name, FILE % name)
    return out.getvalue()


def _item(item_id: UUID) -> library.LibraryItem:
    found = library.item(item_id)
    assert found is not None
    return found


def _library(stage: Stage) -> None:
    """An item of each kind that people read, and drafts in each state; what was read, tried, rated, written; files."""
    read: dict[str, UUID] = {}
    for kind, content in KINDS.items():
        with soon(stage):
            by = stage.acting("dara")
            made = library.make(content, language="en", by=by)
            library.publish(made, by=by)
            read[kind] = made.id
    with soon(stage):
        by = stage.acting("chen")
        for title in ("Begun", "Put forward", "Sent back"):
            made = library.make(KINDS["guide"], language="zh", by=by) if title == "Begun" else None
            made = made or library.make(
                library.Content("guide", "talk", title, summary="One.", body="Two."), language="en", by=by
            )
            if title != "Begun":
                library.propose(made, "Please look.", by=by)
            if title == "Sent back":
                library.send_back(made, "Say for whom.", by=stage.acting("dara"))
                by = stage.acting("chen")
        library.translate(_item(read["script"]), "zh", by=by)
    with soon(stage):
        by = stage.acting("dara")
        for title, verb in (("Due", "due"), ("Over", "over")):
            made = library.make(library.Content("guide", "file", title, summary="One.", body="Two."), language="en", by=by)
            library.publish(made, by=by)
            if verb == "over":
                library.retire(made, by=by)
            else:
                library.needs_review(made, "policy", by=by)
    for key in ("bo", "amara", "nia"):
        with soon(stage):
            by = stage.acting(key)
            item = _item(read["guide"])
            library.note_opened(item, by=by, task=Task.PLAN_DRAFT)
            library.set_tried(item, True, by=by)
            library.set_verdict(item, "helpful", by=by)
            vignette, exercise = _item(read["vignette"]), _item(read["exercise"])
            assert vignette.latest_id is not None
            library.rate(vignette, vignette.latest_id, "l2", "One lorry is missing.", by=by)
            library.answer_exercise(exercise, "Two lines of mine.", no=1, by=by)
            library.answer_exercise(exercise, "And one more line.", no=2, by=by)
    with soon(stage):
        library.put_away(_item(read["guide"]), Task.PLAN_DRAFT, by=stage.acting("nia"))
    _files_of_the_library(stage)
    with soon(stage):
        for name in ("one.md", "another.md"):
            library.upload(packed(name), f"{name}.zip", defaults=Defaults("talk", "en"), by=stage.acting("dara"))


def _files_of_the_library(stage: Stage) -> None:
    """Files that were taken over, put away, and too large to be looked at at once and no archive at all."""
    with soon(stage):
        by, defaults = stage.acting("dara"), Defaults("talk", "en")
        library.apply(library.upload(packed("taken.md"), "taken.zip", defaults=defaults, by=by), by=by)
        library.drop(library.upload(packed("dropped.md"), "dropped.zip", defaults=defaults, by=by), by=by)
        library.upload(bytes(400_000), "torn.zip", defaults=defaults, by=by)


def _sheet(stage: Stage, who: str, question_id: UUID) -> threads.Sheet:
    stage.acting(who)
    found = threads.question(question_id)
    assert found is not None, who
    return found


def _ask(stage: Stage, who: str, title: str, audience: str) -> UUID:
    about = About(Task.PLAN_READ, "A plan", "/plan/")
    with soon(stage):
        return threads.ask(Asked(title, "What would you do?", audience, about), by=stage.acting(who), seed=uuid4()).id


def _answer(stage: Stage, question_id: UUID, who: str = "chen") -> UUID:
    with soon(stage):
        return threads.answer(_sheet(stage, who, question_id), "Ask them first.", by=stage.acting(who)).id


def _accept(stage: Stage, question_id: UUID, answer_id: UUID, who: str = "bo") -> None:
    with soon(stage):
        threads.accept(_sheet(stage, who, question_id), answer_id, by=stage.acting(who))


def _official(stage: Stage, question_id: UUID, answer_id: UUID, place: int, title: str = "Of all") -> None:
    """It cites the section in that place of a policy in force that everybody reads."""
    with soon(stage):
        actor = stage.acting("dara")
        section = [each.id for each in policies.choices_to_cite(actor) if each.title == title][place]
        rests = Rests(frozenset({section}), review_on=organisations.today() + timedelta(days=200))
        threads.endorse(_sheet(stage, "dara", question_id), answer_id, rests, by=stage.acting("dara"))


def _questions(stage: Stage) -> None:
    """Questions that many read: open, answered by a peer, official, the same as another, closed, one that became an article."""
    _ask(stage, "bo", "Who decides the weights?", "managers")
    peer = _ask(stage, "mira", "What of the vans in reserve?", "managers")
    _answer(stage, peer, "bo")
    for round_, (about, place) in enumerate((("the weather", 0), ("the tide", 1), ("the ice", 0))):
        for title in (f"May we meet in spite of {about}?", f"Do we meet whatever {about}?", f"Must we meet for all {about}?"):
            asked = _ask(stage, "amara", title, "everyone")
            answer = _answer(stage, asked)
            _accept(stage, asked, answer, "amara")
            _official(stage, asked, answer, place)
        with soon(stage):
            by = stage.acting("chen")
            cards = isolation.session().scalars(select(threads.QuestionCard).where(threads.QuestionCard.state == "open"))
            if round_ == 0:
                threads.dismiss(cards.one(), "It was the weather.", by=by)
            if round_ == 2:
                threads.take_up(max(cards, key=lambda card: card.raised_at), by=by)
    article = _ask(stage, "amara", "How many goals are enough?", "everyone")
    answer = _answer(stage, article)
    _accept(stage, article, answer, "amara")
    with soon(stage):
        made = threads.promote(_sheet(stage, "chen", article), answer, "How many goals", "Three.", by=stage.acting("chen"))
        assert isinstance(made, library.LibraryItem)
    _answer(stage, _ask(stage, "bo", "Who writes the first draft?", "managers"))
    same, gone = _ask(stage, "nia", "How many goals should I have?", "everyone"), _ask(stage, "nia", "Never mind", "everyone")
    with soon(stage):
        sheet, target = _sheet(stage, "chen", same), _sheet(stage, "chen", article)
        threads.merge(sheet, target, by=stage.acting("chen"))
    _ask(stage, "nia", "How many goals should a team have?", "everyone")
    _answer(stage, gone)
    with soon(stage):
        threads.let_go(_sheet(stage, "nia", gone), by=stage.acting("nia"))
    with soon(stage):
        by = stage.acting("bo")
        threads.follow(_sheet(stage, "bo", article), by=by)
        read = library.best_of("agree-a-goal-in-one-talk", by)
        assert read is not None
        threads.deflect("library_item", read.id, by=by)


def _worn(stage: Stage) -> None:
    """An official answer whose policy was withdrawn, and one of which the mark was taken away."""
    with soon(stage):
        by = stage.acting("dara")
        made = policies.make(policies.Facts("Of one answer", "talk", "everyone", by.id), by=by)
        version = policies.version_of(made.id)
        assert version is not None
        policies.write(version, (policies.Clause("onlyone0", "It holds", "For a while."),), "", by=by)
        policies.publish(version, policies.Terms(organisations.today()), by=by)
    for title in ("Does it hold for good?", "Is it official for good?"):
        asked = _ask(stage, "nia", title, "everyone")
        answer = _answer(stage, asked)
        _official(stage, asked, answer, 0, "Of one answer")
    with soon(stage):
        threads.retire(_sheet(stage, "dara", asked), by=stage.acting("dara"))
    with soon(stage):
        by, version = stage.acting("dara"), policies.version_of(made.id)
        assert version is not None
        policies.withdraw(version, "The law has changed.", by=by)


PROPOSED = {
    "May it be read by others?": "proposed", "It was read by others": "agreed", "Nobody else shall": "declined",
    "It was not needed": "taken_back",
}  # fmt: skip
"""Questions that HR proposed to open to more people, and what became of it."""


def _asked_in_private(stage: Stage) -> None:
    """What only HR reads: open, asked back, solved; proposals to open it to more; drafts; saved replies."""
    _ask(stage, "bo", "Somebody cries in every talk", "partner")
    _ask(stage, "bo", "A question to all of HR", "team")
    back = _ask(stage, "bo", "Four months of sick leave", "partner")
    with soon(stage):
        threads.ask_back(_sheet(stage, "dara", back), "Which version is in force?", by=stage.acting("dara"))
    for title, ends in PROPOSED.items():
        asked = _ask(stage, "bo", title, "partner")
        answer = _answer(stage, asked, "dara")
        _accept(stage, asked, answer)
        with soon(stage):
            proposal = Proposal("thread", "managers", f"{title} All of it", "In other words.", "Ask first.", answer)
            made = threads.propose(_sheet(stage, "dara", asked), proposal, by=stage.acting("dara"))
            if ends == "agreed":
                threads.agree(_sheet(stage, "bo", asked), made, named=False, by=stage.acting("bo"))
            elif ends == "declined":
                threads.decline(_sheet(stage, "bo", asked), made, by=stage.acting("bo"))
            elif ends == "taken_back":
                threads.take_back(_sheet(stage, "dara", asked), made, by=stage.acting("dara"))
    with soon(stage):
        threads.save_draft(Asked("Begun", "Not said yet.", "partner"), by=stage.acting("bo"), seen=0)
        by = stage.acting("dara")
        threads.save_draft(Asked("", "A reply begun.", ""), by=by, seen=0, question=_sheet(stage, "dara", back).question)
        threads.keep_reply("Mine alone", "Which version?", shared=False, by=stage.acting("dara"))
        threads.keep_reply("For all", "Call us in.", shared=True, by=stage.acting("chen"))
