"""An employee's own cycle: drafted and asked for by them, started by their manager's agreement."""

from __future__ import annotations

from flask_babel import gettext as _

from saas.cycle import events, policy, queries, rules
from saas.cycle.actions.holding import held, in_state, may_move
from saas.cycle.actions.telling import answered, tell
from saas.cycle.models import REASONS, Cycle, CycleAnswer, Participation
from saas.cycle.rules import Phases
from saas.cycle.states import MACHINE
from tenants import journal, organisations, people
from tenants.isolation import clock, session
from tenants.law import Invalid, NotNow, require
from tenants.people import Actor


def draft_own(*, reason: str, name: str, phases: Phases, words: str = "", by: Actor) -> Cycle:
    """The employee has a draft of an own cycle, with the organisation's scale; only they see it. Invalid."""
    require(policy.can_open_own(by))
    name, words = _checked(reason, name, phases, words)
    scale = [dict(level) for level in organisations.scale()]
    made = Cycle(
        kind="own", owner_id=by.id, reason=reason, name=name, words=words, scale=scale, state="draft", version=1,
        **phases.as_dict(),
    )  # fmt: skip
    session().add(made)
    session().flush()
    journal.record(events.CycleMade("own"), by=by, on=made, about=by.id)
    session().flush()
    return made


def change_own(
    cycle: Cycle, *, reason: str, name: str, phases: Phases, words: str, by: Actor, seen: int | None = None
) -> Cycle:
    """The draft is as given. The employee, before they ask; Stale, NotNow, Invalid."""
    frame = held(cycle, seen)
    require(policy.can_ask(by, frame))
    cycle = frame.cycle
    in_state(cycle, "draft")
    name, words = _checked(reason, name, phases, words)
    new = {"reason": reason, "name": name, "words": words, **phases.as_dict()}
    what = tuple(sorted(key for key, value in new.items() if getattr(cycle, key) != value))
    if what:
        for key in what:
            setattr(cycle, key, new[key])
        cycle.version += 1
        journal.record(events.CycleChanged(what), by=by, on=cycle, about=by.id)
        session().flush()
    return cycle


def ask(cycle: Cycle, *, by: Actor, seen: int | None = None) -> Cycle:
    """The employee asks their manager for the cycle. Invalid without a manager and outside the limits; Stale,
    NotNow.
    """
    frame = held(cycle, seen)
    require(policy.can_ask(by, frame))
    cycle = frame.cycle
    may_move(cycle, "ask")
    _checked(cycle.reason, cycle.name, Phases.of(cycle), cycle.words)
    manager = people.manager_of(by.id)
    if manager is None:
        raise Invalid({"": _("You have no manager to ask. Your HR partner can mend that.")})
    MACHINE.move(cycle, "ask")
    session().flush()
    journal.record(events.OwnCycleAsked(by.id, manager.id), by=by, on=cycle, about=by.id)
    session().flush()
    tell(manager.id, "own_asked", cycle, by, mail=True)
    return cycle


def take_back(cycle: Cycle, *, by: Actor, seen: int | None = None) -> Cycle:
    """The wish is a draft again, as long as nobody has answered it. The employee; Stale, NotNow."""
    frame = held(cycle, seen)
    require(policy.can_ask(by, frame))
    MACHINE.move(frame.cycle, "take_back")
    session().flush()
    journal.record(events.OwnCycleTakenBack(by.id), by=by, on=frame.cycle, about=by.id)
    session().flush()
    _take_back_from_manager(frame.cycle, by)
    return frame.cycle


def _take_back_from_manager(cycle: Cycle, by: Actor) -> None:
    """What the manager was told leads nowhere any more."""
    manager = people.manager_of(by.id)
    if manager is not None:
        answered(manager.id, cycle)


def answer_later(cycle: Cycle, *, words: str, by: Actor, seen: int | None = None) -> Cycle:
    """The manager says why not yet; the wish is the employee's draft again. Invalid without words; Stale, NotNow."""
    frame = held(cycle, seen)
    require(policy.can_answer(by, frame))
    cycle = frame.cycle
    may_move(cycle, "answer_later")
    words = rules.tidy_words(words)
    if not words:
        raise Invalid({"words": _("Say why not yet, and what would change it.")})
    if len(words) > rules.WORDS_LENGTH:
        raise Invalid({"words": _("Use at most %(n)s characters.", n=rules.WORDS_LENGTH)})
    MACHINE.move(cycle, "answer_later")
    _say(cycle, "not_yet", words, by)
    assert cycle.owner_id is not None
    journal.record(events.OwnCycleAnsweredLater(cycle.owner_id), by=by, on=cycle, about=cycle.owner_id)
    session().flush()
    answered(by.id, cycle)
    tell(cycle.owner_id, "own_not_yet", cycle, by, mail=True)
    return cycle


def agree(cycle: Cycle, *, words: str = "", by: Actor, seen: int | None = None) -> Cycle:
    """The own cycle runs and its owner takes part in it; wiring opens the plan. The manager in force; Stale, NotNow."""
    frame = held(cycle, seen)
    require(policy.can_answer(by, frame))
    cycle = frame.cycle
    if cycle.ends_on <= queries.day():
        raise NotNow("cycle: its last day is over")
    MACHINE.move(cycle, "agree")
    assert cycle.owner_id is not None
    _say(cycle, "agreed", rules.tidy_words(words)[: rules.WORDS_LENGTH], by)
    session().add(Participation(cycle_id=cycle.id, person_id=cycle.owner_id, state="in", reason=""))
    session().flush()
    journal.record(events.OwnCycleAgreed(cycle.owner_id), by=by, on=cycle, about=cycle.owner_id)
    session().flush()
    answered(by.id, cycle)
    tell(cycle.owner_id, "own_agreed", cycle, by, mail=True)
    return cycle


def _checked(reason: str, name: str, phases: Phases, words: str) -> tuple[str, str]:
    name, words = rules.clean(name), rules.tidy_words(words)
    errors = rules.name_problems(name, words) | rules.own_problems(phases, queries.day(), queries.own_limit())
    if reason not in REASONS:
        errors["reason"] = _("Choose what the cycle is for.")
    if errors:
        raise Invalid(errors)
    return name, words


def _say(cycle: Cycle, answer: str, words: str, by: Actor) -> None:
    session().add(CycleAnswer(cycle_id=cycle.id, author_id=by.id, answer=answer, words=words, said_at=clock.now()))
