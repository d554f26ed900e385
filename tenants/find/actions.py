"""Keeping the index true: what changed is indexed at the end of the same transaction, and everything anew by a job."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from tenants import jobs
from tenants.find import rules
from tenants.find.kinds import KINDS, Document, Kind
from tenants.isolation import before_commit, searching, session, transaction
from tenants.isolation.searching import Indexed
from tenants.people import Actor

Through = Callable[[Collection[UUID]], Collection[UUID]]

BATCH = 200
"""Records indexed in one transaction when all are."""


def changed(kind: str, ids: Iterable[UUID], *, through: Through | None = None) -> None:
    """These records are found by what stands in them, and by whoever may read them, when this transaction is committed.

    `through` tells which records those are of which something else has changed: it is asked once, for all of them.
    """
    waiting: set[UUID] = session().info.setdefault(("find", kind), set())
    waiting |= set(ids)

    def index() -> None:
        told = session().info.pop(("find", kind))
        _index(KINDS[kind], set(through(told)) if through is not None else told)

    before_commit(("find", kind), index)


def forget(kind: str, ids: Iterable[UUID]) -> None:
    """These are not found any more."""
    searching.drop(kind, set(ids))


def _index(kind: Kind, ids: set[UUID]) -> None:
    made = [_indexed(kind, document) for document in kind.documents(ids)]
    searching.drop(kind.name, ids - {each.source_id for each in made})
    searching.put(made)


def _indexed(kind: Kind, document: Document) -> Indexed:
    titles = rules.tokens(document.title)
    words = rules.tokens(document.title, *document.words)
    return Indexed(kind.name, document.source_id, document.shown_on, words, titles, document.readers)


def rebuild(*, by: Actor | None) -> None:
    """Everything of this organisation is indexed anew, by a job; asked for twice, it runs once."""
    jobs.ask("find.rebuild", {}, by=by, ask_hash="find.rebuild")


@jobs.handler("find.rebuild")
def rebuild_all(ticket: jobs.Ticket) -> Any:
    """Goes through every kind, a batch in a transaction; what was indexed already is the same afterwards."""
    for at, kind in enumerate(KINDS.values()):
        after: UUID | None = None
        while True:
            with transaction(ticket.tenant):
                ids = kind.every(after, BATCH)
                _index(kind, set(ids))
            if not ids:
                break
            after = ids[-1]
        ticket.progress(100 * (at + 1) // (len(KINDS) + 1))
    return None
