"""The guide beside a step: which one is shown, and what its reader does with it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from coaching_library.library import asking, policy, queries, rules
from coaching_library.library.actions.marking import set_verdict
from coaching_library.library.models import LibraryItem
from coaching_library.library.sheets import Card
from coaching_library.library.traces import LibraryEvent
from coaching_library.topics import About, Phase, Signal, Skill, Task
from tenants import organisations
from tenants.isolation import clock, session, tenant_id, uuid7
from tenants.law import require
from tenants.people import Actor


def card_for(
    actor: Actor,
    about: About,
    *,
    phase: Phase | None = None,
    signals: Collection[Signal] = frozenset(),
    skill: Skill | None = None,
) -> Card | None:
    """The one guide for what the actor is at, or None where there is none: two statements, however large the library is.

    What a sign calls for comes before what is anchored at the phase, and that before what is anchored at the step alone. That
    it was shown is kept once a day; after three days of fourteen it waits until it is called back, as it does once it was put
    away. What did not help somebody is never shown to them again.
    """
    if about.task is None:
        return None
    found = queries.at_step(actor, about.task, phase, signals)
    chosen, shows = rules.choose([each.candidate for each in found], queries.tongues(actor), skill.value if skill else "")
    if chosen is None:
        return None
    item, version = found[chosen.place].item, found[chosen.place].version
    if shows:
        _keep(actor.id, item.id, "shown", about.task.value)
    return Card(
        item.id, item.key, version.kind, item.language, version.title, version.summary, version.minutes, version.wording,
        f"/library/items/{item.id}", about.task, about.label, about.path,
        Signal(chosen.signal) if chosen.signal else None, not shows, asking.asks(actor),
    )  # fmt: skip


def _keep(person_id: UUID, item_id: UUID, act: str, task: str = "") -> None:
    """It is kept; once a day what is kept once a day."""
    row = {
        "id": uuid7(), "tenant_id": tenant_id(), "person_id": person_id, "item_id": item_id, "act": act, "task": task,
        "day": organisations.today(), "at": clock.now(),
    }  # fmt: skip
    session().execute(insert(LibraryEvent).values(row).on_conflict_do_nothing())


def note_opened(item: LibraryItem, *, by: Actor, task: Task | None = None) -> None:
    """The actor has opened it today. A keeper's look at a draft is not kept."""
    if item.is_read:
        _keep(by.id, item.id, "opened", task.value if task else "")


def note_used(item: LibraryItem, task: Task, *, by: Actor) -> None:
    """The actor takes its words over at that step. Whoever reads it."""
    require(policy.can_use(by, item))
    _keep(by.id, item.id, "used", task.value)


def note_asked(item: LibraryItem, task: Task | None, *, by: Actor) -> None:
    """The actor asks their HR partner about it. Whoever reads it."""
    require(policy.can_use(by, item))
    _keep(by.id, item.id, "asked", task.value if task else "")


def put_away(item: LibraryItem, task: Task, *, by: Actor) -> None:
    """It is not shown to the actor at that step until they call it back. Whoever reads it."""
    require(policy.can_use(by, item))
    _keep(by.id, item.id, "dismissed", task.value)


def call_back(item: LibraryItem, task: Task, *, by: Actor) -> None:
    """It is shown to the actor at that step again. Whoever reads it."""
    require(policy.can_use(by, item))
    _keep(by.id, item.id, "recalled", task.value)


def say_unhelpful(item: LibraryItem, task: Task, *, by: Actor) -> None:
    """It did not help, and is not shown to the actor at any step any more. Whoever reads it."""
    require(policy.can_use(by, item))
    _keep(by.id, item.id, "not_helpful", task.value)
    set_verdict(item, "not_helpful", by=by)
