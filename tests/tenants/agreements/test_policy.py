"""Every verb from every state by both sides and a stranger: as the tables of states f.3 say, and as the page would offer."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from tenants import agreements
from tests.house_fixture import House
from tests.tenants.agreements.table import VERBS, begin, do, load, put, tried

State = Callable[[House, UUID], None]


def drafting(_house: House, _id: UUID) -> None:
    return None


def proposed(house: House, id_: UUID) -> None:
    put(house, id_, "amara", "one")


def withdrawn(house: House, id_: UUID) -> None:
    proposed(house, id_)
    do(house, id_, "amara", "withdraw")


def countered(house: House, id_: UUID) -> None:
    proposed(house, id_)
    do(house, id_, "bo", "counter")


def agreed(house: House, id_: UUID) -> None:
    proposed(house, id_)
    do(house, id_, "bo", "sign")


def amending(house: House, id_: UUID) -> None:
    agreed(house, id_)
    do(house, id_, "bo", "amend")


def amendment_proposed(house: House, id_: UUID) -> None:
    amending(house, id_)
    put(house, id_, "amara", "two")


def amendment_countered(house: House, id_: UUID) -> None:
    amendment_proposed(house, id_)
    do(house, id_, "bo", "counter")


def amendment_withdrawn(house: House, id_: UUID) -> None:
    amendment_proposed(house, id_)
    do(house, id_, "amara", "withdraw")


def own_amendment_countered(house: House, id_: UUID) -> None:
    amending(house, id_)
    put(house, id_, "bo", "two")
    do(house, id_, "amara", "counter")


def discarded(house: House, id_: UUID) -> None:
    amending(house, id_)
    do(house, id_, "bo", "discard")


TABLE: list[tuple[State, str, str, str]] = [
    # state, where the agreement stands, what Amara may do, what Bo may do
    (drafting, "drafting", "draft propose", "draft propose"),
    (proposed, "proposed", "withdraw ask", "draft propose counter sign ask"),
    (withdrawn, "drafting", "draft propose", "draft propose"),
    (countered, "countered", "ask", "draft propose ask"),
    (agreed, "agreed", "amend ask", "amend ask"),
    (amending, "agreed", "draft propose ask", "draft propose discard ask"),
    (amendment_proposed, "agreed", "withdraw ask", "draft propose counter sign ask"),
    (amendment_countered, "agreed", "ask", "draft propose discard ask"),
    (amendment_withdrawn, "agreed", "draft propose ask", "draft propose discard ask"),
    (own_amendment_countered, "agreed", "draft propose discard ask", "ask discard"),
    (discarded, "agreed", "amend ask", "amend ask"),
]


@pytest.mark.parametrize(("reach", "state", "amara", "bo"), TABLE, ids=[row[0].__name__ for row in TABLE])
def test_each_verb_does_what_the_table_says(house: House, reach: State, state: str, amara: str, bo: str) -> None:
    id_ = begin(house)
    reach(house, id_)
    for who, allowed in (("amara", amara), ("bo", bo)):
        for verb in VERBS:
            wanted = "done" if verb in allowed.split() else "NotNow"
            assert tried(house, id_, who, verb) == wanted, (who, verb)
    for verb in VERBS:
        assert tried(house, id_, "nia", verb) == "Refused", verb
    with house.acting("amara") as by:
        agreement = load(id_)
        assert agreement.state == state
        amendment = agreements.open_amendment(id_) if state == "agreed" else None
        other = agreement.second_id
        assert agreements.acts(agreement, amendment, by.id) == frozenset(amara.split())
        assert agreements.acts(agreement, amendment, other) == frozenset(bo.split())
        assert agreements.acts(agreement, amendment, UUID(int=7)) == frozenset()


def test_an_amendment_whose_opener_is_no_longer_one_of_the_two_can_be_ended_by_either(house: House) -> None:
    id_ = begin(house)
    amending(house, id_)
    assert tried(house, id_, "amara", "discard") == "NotNow"
    mira = house.person("mira")
    with house.within():
        agreements.reseat(load(id_), mira, by=None)
    assert [tried(house, id_, who, "discard") for who in ("amara", "mira", "bo")] == ["done", "done", "Refused"]
