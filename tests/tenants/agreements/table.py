"""An agreement of two people without any room above it, and what comes of each verb, tried and taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from tenants import agreements
from tenants.agreements import Agreement
from tenants.isolation import get
from tenants.law import Invalid, NotNow, Refused, Stale
from tenants.people import Actor
from tests.house_fixture import House

VERBS = ("draft", "propose", "withdraw", "counter", "sign", "ask", "amend", "discard", "call", "adopt")


PARTNERS: dict[UUID, UUID] = {}
"""Chen, by organisation: whom the two call in."""


class Undone(Exception):
    """Ends an attempt: what was done in it is rolled back."""


def begin(house: House) -> UUID:
    """Amara and Bo have something to agree on."""
    first, second = house.person("amara"), house.person("bo")
    PARTNERS[house.tenant("northlight")] = house.person("chen")
    with house.within():
        return agreements.open_agreement("test", first, second, by=None).id


def load(agreement_id: UUID) -> Agreement:
    """The agreement in the open unit of work."""
    found = get(Agreement, agreement_id)
    assert found is not None
    return found


def write(agreement: Agreement, by: Actor, words: str) -> None:
    """The draft of `by` says `words`."""
    draft = agreements.take_draft(agreement, by=by)
    agreements.write_draft(draft, {"words": words})


def put(house: House, agreement_id: UUID, who: str, words: str) -> None:
    """`who` writes and proposes."""
    with house.acting(who) as by:
        agreement = load(agreement_id)
        write(agreement, by, words)
        agreements.propose(agreement, by=by)


def do(house: House, agreement_id: UUID, who: str, verb: str) -> None:
    """`who` does the verb, as it is done in the middle of a talk."""
    with house.acting(who) as by:
        _do(load(agreement_id), verb, by)


def _do(agreement: Agreement, verb: str, by: Actor) -> None:
    talk = agreements.open_amendment(agreement.id) if agreement.state == "agreed" else None
    last = (talk or agreement).last_version
    no = last.no if last else 1
    calls: dict[str, Callable[[], Any]] = {
        "draft": lambda: agreements.take_draft(agreement, by=by),
        "propose": lambda: (write(agreement, by, f"{by.name} {no + 1}"), agreements.propose(agreement, by=by)),
        "withdraw": lambda: agreements.withdraw(agreement, by=by),
        "counter": lambda: agreements.counter(agreement, by=by, words="Not quite."),
        "sign": lambda: agreements.sign(agreement, no, by=by, in_force=lambda _a: True),
        "ask": lambda: agreements.ask(agreement, no, "", "Why?", by=by),
        "amend": lambda: agreements.amend(agreement, by=by),
        "discard": lambda: agreements.discard(agreement, by=by),
        "call": lambda: agreements.call(agreement, PARTNERS[agreement.tenant_id], "Help us.", by=by),
        "adopt": lambda: agreements.adopt(agreement, no, by=by, in_force=lambda _a: True),
    }
    calls[verb]()


def tried(house: House, agreement_id: UUID, who: str, verb: str) -> str:
    """What comes of it if `who` does the verb now: "done", or the name of the refusal. Nothing of it stays."""
    try:
        with house.acting(who) as by:
            _do(load(agreement_id), verb, by)
            raise Undone
    except Undone:
        return "done"
    except (Refused, NotNow, Stale, Invalid) as no:
        return type(no).__name__
