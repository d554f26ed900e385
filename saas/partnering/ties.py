"""The middle floor's part of wiring: what follows there, and what of it is found. Tied with the rest in `wiring`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from coaching_library import About, library, policies, threads
from tenants import find, journal, organisations, people
from tenants.people import Actor


def _find(kind: str) -> journal.Reaction:
    return lambda _event, _by, on: find.changed(kind, [on.id])


def _follow_questions(_event: Any, _by: Any, _on: Any) -> None:
    threads.relations_changed()


def _follow_partner(event: people.PartnerAssigned, _by: Any, _on: Any) -> None:
    threads.relations_changed()
    threads.on_the_day(event.starts_on)


def _follow_grant(event: people.GrantGiven | people.GrantEnded, _by: Any, _on: Any) -> None:
    if event.kind == "hr_head":
        threads.relations_changed()


def _follow_deputy(event: people.DeputyNamed, _by: Any, _on: Any) -> None:
    threads.deputy_named(event.starts_on, event.ends_on)


def _end_questions(event: people.PersonLeft, _by: Any, _on: Any) -> None:
    threads.left(event.person_id)


def _look_at_answers(_event: policies.PolicyInForce | policies.PolicyWithdrawn, _by: Any, _on: Any) -> None:
    threads.recheck()


def _look_at_guides(event: policies.PolicyInForce | policies.PolicyWithdrawn, _by: Any, _on: Any) -> None:
    """What people read and what links to a section that says something else now, or nothing any more, needs review."""
    keys = event.changed if isinstance(event, policies.PolicyInForce) else None
    for item in _resting_on(policies.worn(event.policy_id, keys)):
        library.needs_review(item, "policy")


def _resting_on(section_ids: Collection[UUID]) -> list[library.LibraryItem]:
    return library.linking_to([policies.address(each) for each in section_ids])


def _citing(section_ids: Collection[UUID]) -> list[policies.Citing]:
    found = _resting_on(section_ids)
    return [policies.Citing(each.title, library.path_of(each), str(library.words.KINDS[each.kind])) for each in found]


def _asks(told: list[journal.Event]) -> set[journal.Event]:
    """Of many new lines and places, those of people who have asked something or read what others did; all else that happens."""
    moved = [event for event in told if isinstance(event, people.LineChanged | people.PlacementChanged)]
    concerned = threads.concerned_by_moves([event.person_id for event in moved])
    return set(told) - {event for event in moved if event.person_id not in concerned}


def _gone(told: list[journal.Event]) -> set[journal.Event]:
    """Of many who left, those who have asked something that is open, or read what others asked in private."""
    left = [event for event in told if isinstance(event, people.PersonLeft)]
    concerned = threads.concerned_by_moves([event.person_id for event in left])
    return {event for event in left if event.person_id in concerned}


FOLLOWS: tuple[tuple[type[journal.Event], Any], ...] = (
    (people.PartnerAssigned, _follow_partner),
    (people.PartnerEnded, _follow_questions),
    (people.GrantGiven, _follow_grant),
    (people.GrantEnded, _follow_grant),
    (people.DeputyNamed, _follow_deputy),
    (people.DeputyEnded, _follow_questions),
    (people.LineChanged, _follow_questions),
    (people.PlacementChanged, _follow_questions),
    (organisations.UnitMoved, _follow_questions),
    (people.PersonLeft, _end_questions),
    (policies.PolicyInForce, _look_at_answers),
    (policies.PolicyWithdrawn, _look_at_answers),
    (policies.PolicyInForce, _look_at_guides),
    (policies.PolicyWithdrawn, _look_at_guides),
    *((event, _find("library_item")) for event in library.CHANGES_WHAT_IS_FOUND),
    *((event, _find("policy")) for event in policies.CHANGES_WHAT_IS_FOUND),
    *((event, _find("question")) for event in threads.CHANGES_WHAT_IS_FOUND),
)
CONCERNS: tuple[tuple[journal.Reaction, Any], ...] = ((_follow_questions, _asks), (_end_questions, _gone))
FOUND: tuple[find.Kind, ...] = (library.FOUND, policies.FOUND, threads.FOUND)
"""What the index of the search answers for."""


def _asked_about(_actor: Actor, item: library.LibraryItem, about: About) -> str:
    """Where one asks about a guide beside a step, with the step; about one that is read by itself, with its title."""
    if about.task is None and not about.path and item.latest is not None:
        about = About(None, item.latest.title, f"/library/items/{item.id}")
    return threads.ask_path(about)


def connect() -> None:
    """What the rooms of the floor offer each other: what cites a section, and where one asks."""
    policies.register_citing(threads.cited_by)
    policies.register_citing(_citing)
    library.ask_at(_asked_about, threads.policy.can_ask)
