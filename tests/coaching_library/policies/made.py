"""Policies for tests, made through the verbs, so that each is in a legal state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from coaching_library import policies
from coaching_library.policies import Clause, Facts, PolicySheet, Terms, VersionSheet
from tenants import organisations
from tests.house_fixture import House

PURPOSE = Clause("purpose0", "Why we have it", "So that everybody knows what to expect.")
TALK = Clause("talk0000", "A talk before anything is written", "Manager and employee **talk** first.", binding=True)
FILE = Clause("file0000", "What goes into the file", "Only what both have read.", binding=True)
ALL = (PURPOSE, TALK, FILE)


def draft(
    house: House,
    by: str = "chen",
    *,
    title: str = "Talking before writing",
    audience: str = "everyone",
    clauses: Iterable[Clause] = ALL,
    topic: str = "talk",
    **more: Any,
) -> UUID:
    """A policy with a first draft; the policy's id."""
    with house.acting(by) as actor:
        made = policies.make(Facts(title, topic, audience, actor.id, **more), by=actor)
        one = policies.version_of(made.id)
        assert one is not None
        policies.write(one, tuple(clauses), "", by=actor)
        return made.policy_id


def published(house: House, by: str = "chen", *, on: int = 0, days: int | None = None, **given: Any) -> UUID:
    """A policy whose first version is published, for a day so many days ahead; the policy's id."""
    made = draft(house, by, **given)
    publish(house, made, on=on, days=days)
    return made


def publish(house: House, policy_id: UUID, by: str = "dara", *, on: int = 0, **terms: Any) -> UUID:
    """What is written is published; the version's id."""
    with house.acting(by) as actor:
        day_ = organisations.today() + timedelta(days=on)
        return policies.publish(written(policy_id), Terms(day_, **terms), by=actor).id


def anew(
    house: House, policy_id: UUID, *clauses: Clause, by: str = "chen", note: str = "It reads better.", **terms: Any
) -> UUID:
    """The next version says this, and is published; its id."""
    write(house, policy_id, *clauses, by=by, note=note)
    return publish(house, policy_id, **terms)


def write(house: House, policy_id: UUID, *clauses: Clause, by: str = "chen", note: str = "It reads better.") -> UUID:
    """The next version is a draft that says this; its id."""
    with house.acting(by) as actor:
        made = policies.begin(found(policy_id), by=actor)
        one = policies.version_of(made.id)
        assert one is not None
        policies.write(one, clauses or made.content, note, by=actor)
        return made.id


def acknowledge(house: House, who: str, policy_id: UUID) -> UUID:
    """Somebody acknowledges what is in force."""
    with house.acting(who) as actor:
        sheet = found(policy_id)
        version = sheet.in_force
        assert version is not None
        return policies.acknowledge(sheet, version.no, version.hash, by=actor).id


def found(policy_id: UUID) -> PolicySheet:
    """The policy, in the open unit of work."""
    it = policies.policy_of(policy_id)
    assert it is not None
    return it


def written(policy_id: UUID) -> VersionSheet:
    """The version that is to come, in the open unit of work."""
    version = found(policy_id).open
    assert version is not None
    return one(version.id)


def one(version_id: UUID) -> VersionSheet:
    """A version, in the open unit of work."""
    it = policies.version_of(version_id)
    assert it is not None
    return it


def day(ahead: int) -> date:
    """A day so many days ahead, in the open unit of work."""
    return organisations.today() + timedelta(days=ahead)
