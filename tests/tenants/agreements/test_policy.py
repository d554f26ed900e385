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


def mediated(house: House, id_: UUID) -> None:
    proposed(house, id_)
    do(house, id_, "bo", "call")


def proposed_in_mediation(house: House, id_: UUID) -> None:
    mediated(house, id_)
    put(house, id_, "bo", "two")


def amendment_mediated(house: House, id_: UUID) -> None:
    amendment_countered(house, id_)
    do(house, id_, "amara", "call")


def reseated(house: House, id_: UUID) -> None:
    agreed(house, id_)
    with house.within():
        agreements.reseat(load(id_), house.person("mira"), by=None)


TABLE: list[tuple[State, str, str, str]] = [
    # state, where the agreement stands, what Amara may do, what Bo may do
    (drafting, "drafting", "draft propose", "draft propose"),
    (proposed, "proposed", "withdraw ask call", "draft propose counter sign ask call"),
    (withdrawn, "drafting", "draft propose", "draft propose"),
    (countered, "countered", "ask call", "draft propose ask call"),
    (agreed, "agreed", "amend ask", "amend ask"),
    (amending, "agreed", "draft propose ask", "draft propose discard ask"),
    (amendment_proposed, "agreed", "withdraw ask call", "draft propose counter sign ask call"),
    (amendment_countered, "agreed", "ask call", "draft propose discard ask call"),
    (amendment_withdrawn, "agreed", "draft propose ask", "draft propose discard ask"),
    (own_amendment_countered, "agreed", "draft propose discard ask call", "ask discard call"),
    (discarded, "agreed", "amend ask", "amend ask"),
    (mediated, "mediation", "draft propose ask", "draft propose ask"),
    (proposed_in_mediation, "proposed", "draft propose counter sign ask call", "withdraw ask call"),
    (amendment_mediated, "agreed", "draft propose ask", "draft propose discard ask"),
]


@pytest.mark.parametrize(("reach", "state", "amara", "bo"), TABLE, ids=[row[0].__name__ for row in TABLE])
def test_each_verb_does_what_the_table_says(house: House, reach: State, state: str, amara: str, bo: str) -> None:
    id_ = begin(house)
    reach(house, id_)
    for who, allowed in (("amara", amara), ("bo", bo)):
        for verb in VERBS:
            wanted = "done" if verb in allowed.split() else "NotNow"
            if verb == "adopt":  # nothing is to be adopted here, and the first of the two never adopts
                wanted = "Refused" if who == "amara" else tried(house, id_, who, verb)
                assert wanted != "done"
            assert tried(house, id_, who, verb) == wanted, (who, verb)
    in_mediation = reach in (mediated, proposed_in_mediation, amendment_mediated)
    for verb in VERBS:
        assert tried(house, id_, "nia", verb) == "Refused", verb
        hears = in_mediation and verb == "ask"
        assert tried(house, id_, "chen", verb) == ("done" if hears else "Refused"), verb
    with house.acting("amara") as by:
        agreement = load(id_)
        assert agreement.state == state
        amendment = agreements.open_amendment(id_) if state == "agreed" else None
        other = agreement.second_id
        again = {"call"} if reach in (mediated, amendment_mediated) else set()  # somebody else in the place of who was called
        assert agreements.acts(agreement, amendment, by.id) == frozenset(amara.split()) | again
        assert agreements.acts(agreement, amendment, other) == frozenset(bo.split()) | again
        assert agreements.acts(agreement, amendment, house.person("chen")) == frozenset({"ask"} if in_mediation else ())
        assert agreements.acts(agreement, amendment, UUID(int=7)) == frozenset()


def test_an_amendment_whose_opener_is_no_longer_one_of_the_two_can_be_ended_by_either(house: House) -> None:
    id_ = begin(house)
    amending(house, id_)
    assert tried(house, id_, "amara", "discard") == "NotNow"
    mira = house.person("mira")
    with house.within():
        agreements.reseat(load(id_), mira, by=None)
    assert [tried(house, id_, who, "discard") for who in ("amara", "mira", "bo")] == ["done", "done", "Refused"]


def test_whoever_takes_the_second_side_adopts_what_stands_and_nobody_else_does(house: House) -> None:
    id_ = begin(house)
    reseated(house, id_)
    assert {who: tried(house, id_, who, "adopt") for who in ("amara", "bo", "chen", "mira")} == {
        "amara": "Refused",
        "bo": "Refused",
        "chen": "Refused",
        "mira": "done",
    }
    do(house, id_, "mira", "adopt")
    assert tried(house, id_, "mira", "adopt") == "NotNow"
    with house.acting("mira"):
        agreement = load(id_)
        assert agreement.adoption_since is None
        assert agreement.active_version is not None
        signed = agreements.signatures(agreement.active_version.id)
        assert {(each.person_id, each.side) for each in signed} == {
            (house.person("amara"), "first"),
            (house.person("bo"), "second"),
            (house.person("mira"), "adopted"),
        }
        assert {each.hash for each in signed} == {agreement.active_version.hash}


def test_whoever_comes_back_to_what_they_signed_has_nothing_to_adopt(house: House) -> None:
    id_ = begin(house)
    reseated(house, id_)
    with house.within():
        agreements.reseat(load(id_), house.person("bo"), by=None)
        assert load(id_).adoption_since is None
    assert tried(house, id_, "bo", "adopt") == "NotNow"


def test_an_amendment_that_both_sign_leaves_nothing_to_adopt(house: House) -> None:
    id_ = begin(house)
    reseated(house, id_)
    do(house, id_, "mira", "amend")
    put(house, id_, "mira", "two")
    with house.within():
        assert load(id_).adoption_since is not None
    do(house, id_, "amara", "sign")
    with house.within():
        assert load(id_).adoption_since is None
