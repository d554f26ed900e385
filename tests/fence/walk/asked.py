"""Questions of the walks' organisations: one in each state and for each audience, with marks, proposals, cards and drafts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from coaching_library import policies, threads
from coaching_library.policies import Clause, Facts, Terms
from coaching_library.threads import Asked, Proposal, Rests
from coaching_library.topics import About, Task
from saas.demo.stage import Stage, at
from tenants import organisations
from tenants.isolation import session

STEP = About(Task.PLAN_READ, "Half-year", "/plan/")


class _Asking:
    """What people ask and answer, one after the other, an hour between."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def sheet(self, question_id: UUID) -> threads.Sheet:
        found = threads.question(question_id)
        assert found is not None, "whoever acts reads it"
        return found

    def ask(self, who: str, audience: str, title: str, about: About = STEP) -> UUID:
        """Somebody asks."""
        with at(self.stage):
            by = self.stage.acting(who)
            asked = Asked(title, f"What {who} would like to know.", audience, about)
            return threads.ask(asked, by=by, seed=uuid4(), although=True).id

    def owner(self, question_id: UUID) -> str:
        """Whose it is, by their short name."""
        owner = self.sheet(question_id).question.owner_id
        return next(key for key, person in self.stage.people.items() if person.id == owner)

    def does(self, who: str, verb: Any, question_id: UUID, *args: Any, **more: Any) -> Any:
        """Somebody does something with it; `owner` is whoever owns it."""
        with at(self.stage):
            if who.startswith("owner of "):
                self.stage.acting(who.removeprefix("owner of "))
                who = self.owner(question_id)
            by = self.stage.acting(who)
            return verb(self.sheet(question_id), *args, by=by, **more)

    def answered(self, who: str, question_id: UUID, words: str = "So it is done.") -> UUID:
        """The answer's id."""
        found: UUID = self.does(who, threads.answer, question_id, words).id
        return found

    def settled(self, asker: str, audience: str, title: str, *sections: UUID, accepted: bool = True) -> tuple[UUID, UUID]:
        """Asked, answered, accepted and made official: by sections, or by none."""
        question_id = self.ask(asker, audience, title)
        answer_id = self.answered(f"owner of {asker}", question_id)
        if accepted:
            self.does(asker, threads.accept, question_id, answer_id)
        rests = Rests(frozenset(sections), not sections, organisations.today() + timedelta(days=300))
        self.does("dara", threads.endorse, question_id, answer_id, rests)
        return question_id, answer_id


def sections_of(stage: Stage, title: str) -> list[UUID]:
    """The sections in force of a policy of that title."""
    with at(stage):
        by = stage.acting("dara")
        return [each.id for each in policies.choices_to_cite(by) if each.title == title]


def questions(stage: Stage) -> None:
    """All of it. The clock is afterwards where it was."""
    began, one = stage.now, _Asking(stage)
    _states(one)
    _marks(stage, one)
    _widenings(one)
    _cards(stage, one)
    _kept(stage, one)
    stage.now = began


def _states(one: _Asking) -> None:
    mine = one.ask("amara", "partner", "Of mine")
    one.answered("owner of amara", mine)
    one.does("amara", threads.comment, mine, "I try it.")
    one.ask("amara", "team", "Of mine to all of HR")
    one.ask("bo", "managers", "To managers")
    peer = one.ask("bo", "managers", "Answered by a peer")
    one.does("bo", threads.accept, peer, one.answered("ingrid", peer))
    waiting = one.ask("amara", "partner", "Asked back")
    one.does("owner of amara", threads.ask_back, waiting, "Which one?")
    let_go = one.ask("nia", "team", "Let go")
    one.does("nia", threads.let_go, let_go)
    open_ = one.ask("nia", "everyone", "To everyone")
    for title in ("The same", "The same, says HR"):
        same = one.ask("amara", "everyone", title)
        one.does("chen", lambda sheet, *, by: threads.merge(sheet, one.sheet(open_), by=by), same)
        if title == "The same":
            one.does("amara", threads.object_to, same, "It is not.")
    one.does("amara", threads.follow, open_)
    reopened = one.ask("amara", "everyone", "Not solved yet")
    one.does("amara", threads.accept, reopened, one.answered("chen", reopened))
    one.does("amara", threads.reopen, reopened, "It does not say when.")


def _marks(stage: Stage, one: _Asking) -> None:
    """Official answers in each state: one that cites what holds, one that cites what was withdrawn, one taken away."""
    holds = sections_of(stage, "Of all")[0]
    one.settled("amara", "everyone", "Official", holds)
    one.settled("amara", "team", "Official for HR", accepted=False)
    retired, _answer = one.settled("nia", "everyone", "Official no longer")
    one.does("dara", threads.retire, retired)
    with at(stage):
        by = stage.acting("dara")
        made = policies.make(Facts("Cited once", "talk", "everyone", by.id), by=by)
        version = policies.version_of(made.id)
        assert version is not None
        policies.write(version, (Clause("once0000", "Once", "It was so."),), "", by=by)
        policies.publish(version, Terms(organisations.today()), by=by)
    [gone] = sections_of(stage, "Cited once")
    one.settled("nia", "everyone", "Needs to be verified", gone)
    with at(stage):
        by, version = stage.acting("dara"), policies.version_of(made.id)
        assert version is not None
        policies.withdraw(version, "It is so no more.", by=by)
    promoted, answer_id = one.settled("amara", "everyone", "Now an article")
    one.does("dara", threads.promote, promoted, answer_id, "An article", "What is done.")


def _widenings(one: _Asking) -> None:
    for n, (who, verb) in enumerate((("amara", threads.agree), ("amara", threads.decline), ("chen", threads.take_back))):
        question_id = one.ask("amara", "team", f"To be read by more, {n}")
        answer_id = one.answered("chen", question_id)
        proposal = Proposal(
            "thread", "everyone", f"Asked by somebody, {n}", "In other words.", "So it stands there.", answer_id
        )
        made = one.does("chen", threads.propose, question_id, proposal)
        more = {"named": False} if verb is threads.agree else {}
        one.does(who, lambda sheet, *, by, verb=verb, made=made, more=more: verb(sheet, made, by=by, **more), question_id)
    waits = one.ask("amara", "team", "May more read it?")
    answer_id = one.answered("chen", waits)
    proposal = Proposal("thread", "everyone", "Asked by somebody", "In other words.", "So it stands there.", answer_id)
    one.does("chen", threads.propose, waits, proposal)


def _cards(stage: Stage, one: _Asking) -> None:
    """One that is open, one that was taken up, one that was dismissed."""
    with at(stage):
        by = stage.acting("dara")
        made = policies.make(Facts("Often asked", "talk", "everyone", by.id), by=by)
        version = policies.version_of(made.id)
        assert version is not None
        clauses = tuple(Clause(f"often00{n}", f"Often {n}", "It is so.") for n in range(3))
        policies.write(version, clauses, "", by=by)
        policies.publish(version, Terms(organisations.today()), by=by)
    for n, section in enumerate(sections_of(stage, "Often asked")):
        for who in ("amara", "nia", "mira"):
            one.settled(who, "team", f"Often asked by {who}, {n}", section)
        card = threads.queries.open_card(f"section:{section}")
        assert card is not None, "three cite it"
        with at(stage):
            by = stage.acting("chen")
            if n == 1:
                threads.take_up(card, by=by)
            elif n == 2:
                threads.dismiss(card, "It says so in its second sentence.", by=by)


def _kept(stage: Stage, one: _Asking) -> None:
    """Saved replies, drafts, and something that was found before it was asked."""
    with at(stage):
        for who, title, shared in (("chen", "My own", False), ("chen", "For all of HR", True), ("hugo", "Hugo’s", False)):
            threads.keep_reply(title, "Rate what is in force.", shared=shared, by=stage.acting(who))
        for who in ("amara", "bo", "chen"):
            by = stage.acting(who)
            threads.save_draft(Asked("Begun", "And not asked.", "team", STEP), by=by, seen=0)
        by = stage.acting("nia")
        everyones = threads.queries.browse(by, threads.queries.Narrowed())
        question = session().scalars(everyones.where(threads.Question.title == "Official")).one()
        threads.deflect("question", question.id, by=by)
        by = stage.acting("amara")
        mine = session().scalars(everyones.where(threads.Question.title == "To everyone")).one()
        threads.save_draft(Asked("", "Begun in it.", ""), by=by, seen=0, question=mine)
