"""The organisation itself as a reader: how chores see questions that nobody but their readers may know of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid5

from tenants.isolation import acting_for, session, tenant_id


def house_id() -> UUID:
    """The id by which the organisation itself stands among the readers. No person has it: theirs are made by the clock, and
    this one of the tenant's. It is not the tenant's own, which means everybody in the index of the search.
    """
    return uuid5(tenant_id(), "the organisation itself")


@contextmanager
def for_the_house() -> Iterator[None]:
    """Within, the open unit acts for the organisation, which stands among the readers of every question.

    For what must be done whoever acts: readers follow HR's people, clocks run out, the index is kept. Nothing of what is read
    within may be shown. What was loaded is forgotten at the end, since it may not be there for whoever acts.
    """
    here = session()
    before = set(here.identity_map.values())
    with acting_for(house_id()):
        yield
        here.flush()
        for thing in set(here.identity_map.values()) - before:
            here.expunge(thing)
