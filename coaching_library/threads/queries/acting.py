"""The organisation itself as a reader: how chores see questions that nobody but their readers may know of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tenants.isolation import acting_for, session, tenant_id


@contextmanager
def for_the_house() -> Iterator[None]:
    """Within, the open unit acts for the organisation, whose own id stands among the readers of every question.

    For what must be done whoever acts: readers follow HR's people, clocks run out, the index is kept. Nothing of what is read
    within may be shown. What was loaded is forgotten at the end, since it may not be there for whoever acts.
    """
    here = session()
    before = set(here.identity_map.values())
    with acting_for(tenant_id()):
        yield
        here.flush()
        for thing in set(here.identity_map.values()) - before:
            here.expunge(thing)
