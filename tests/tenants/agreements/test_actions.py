"""What two people say to each other: frozen, hashed, signed once each, by nobody else, and never by silence."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import ProgrammingError

from saas.launch import postgres
from tenants import agreements, jobs, people
from tenants.agreements import AgreementSignature, AgreementVersion
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Refused, Stale
from tenants.people import Actor
from tests.house_fixture import House
from tests.tenants.agreements.contents import SHAPE
from tests.tenants.agreements.table import begin, do, load, put, write


def signatures(house: House, id_: UUID) -> list[tuple[int, str, str]]:
    with house.acting("amara"):
        return [(each.version.no, s.side, s.hash) for each in agreements.rounds(id_) for s in each.signatures]


def test_the_proposer_signs_by_proposing_and_the_other_side_signs_the_same_hash(house: House) -> None:
    id_ = begin(house)
    put(house, id_, "bo", "one")
    assert [(no, side) for no, side, _hash in signatures(house, id_)] == [(1, "second")]
    do(house, id_, "amara", "sign")
    found = signatures(house, id_)
    assert {side for _no, side, _hash in found} == {"first", "second"}
    assert len({hash_ for _no, _side, hash_ in found}) == 1
    with house.acting("amara"):
        agreement = load(id_)
        assert agreement.state == "agreed"
        assert agreement.active_version is not None
        assert agreements.fingerprint_of(agreement, agreement.active_version) == agreement.active_version.hash


def test_a_version_is_signed_only_by_the_other_side_and_only_while_it_waits(house: House) -> None:
    id_ = begin(house)
    put(house, id_, "amara", "one")
    with pytest.raises(NotNow), house.acting("amara") as by:
        agreements.sign(load(id_), 1, by=by, in_force=lambda _a: True)
    with pytest.raises(Refused), house.acting("nia") as by:
        agreements.sign(load(id_), 1, by=by, in_force=lambda _a: True)
    with pytest.raises(Stale), house.acting("bo") as by:
        agreements.sign(load(id_), 2, by=by, in_force=lambda _a: True)
    with pytest.raises(NotNow, match="reporting line"), house.acting("bo") as by:
        agreements.sign(load(id_), 1, by=by, in_force=lambda _a: False)
    assert len(signatures(house, id_)) == 1


def test_a_version_that_somebody_altered_behind_the_products_back_cannot_be_signed(house: House) -> None:
    id_ = begin(house)
    put(house, id_, "amara", "one")
    with psycopg.connect(postgres.libpq(house.bed.url(postgres.SUPERUSER, house.database))) as connection:
        connection.execute('UPDATE agreement_version SET content = \'{"words": "nine"}\'')
    with pytest.raises(NotNow, match="fingerprint"), house.acting("bo") as by:
        agreements.sign(load(id_), 1, by=by, in_force=lambda _a: True)
    assert len(signatures(house, id_)) == 1


def test_nobody_changes_a_word_that_was_proposed(house: House) -> None:
    id_ = begin(house)
    put(house, id_, "amara", "one")

    def change(model: type[AgreementVersion] | type[AgreementSignature]) -> None:
        row = session().scalars(select(model)).first()
        assert row is not None
        row.hash = "0" * 64
        session().flush()

    for model in (AgreementVersion, AgreementSignature):
        with pytest.raises(ProgrammingError, match="permission denied"), house.acting("bo"):
            change(model)


def test_two_clicks_at_once_give_one_pair_of_signatures(house: House) -> None:
    id_ = begin(house)
    put(house, id_, "amara", "one")
    outcomes: list[str] = []
    ready = threading.Barrier(4)

    def click() -> None:
        try:
            with house.acting("bo") as by:
                agreement, seen = load(id_), load(id_).version
                ready.wait(10)
                agreements.sign(agreement, 1, by=by, in_force=lambda _a: True, seen=seen)
            outcomes.append("done")
        except (Stale, NotNow) as no:
            outcomes.append(type(no).__name__)

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["Stale", "Stale", "Stale", "done"]
    assert len(signatures(house, id_)) == 2


def test_of_two_proposals_at_once_the_later_one_learns_of_the_first(house: House) -> None:
    id_ = begin(house)
    for who in ("amara", "bo"):
        with house.acting(who) as by:
            write(load(id_), by, who)
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def propose(who: str) -> None:
        try:
            with house.acting(who) as by:
                agreement = load(id_)
                ready.wait(10)
                agreements.propose(agreement, by=by)
            outcomes.append("done")
        except agreements.Behind:
            outcomes.append("behind")

    threads = [threading.Thread(target=propose, args=(who,)) for who in ("amara", "bo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["behind", "done"]


def propose_unchanged(id_: UUID, by: Actor) -> None:
    agreements.take_draft(load(id_), by=by)
    agreements.propose(load(id_), by=by)


def test_an_answer_that_changes_nothing_is_refused_with_words(house: House) -> None:
    id_ = begin(house)
    put(house, id_, "amara", "one")
    with pytest.raises(Invalid, match="Nothing differs"), house.acting("bo") as by:
        propose_unchanged(id_, by)
    do(house, id_, "bo", "sign")
    do(house, id_, "bo", "amend")
    with pytest.raises(Invalid, match="in force"), house.acting("bo") as by:
        propose_unchanged(id_, by)


def test_what_is_in_force_stays_so_until_the_amendment_is_signed_by_both(house: House) -> None:
    id_ = begin(house)
    put(house, id_, "amara", "one")
    do(house, id_, "bo", "sign")
    do(house, id_, "amara", "amend")
    put(house, id_, "amara", "two")
    with house.acting("bo"):
        active = load(id_).active_version
        assert active is not None
        assert active.no == 1
    do(house, id_, "bo", "sign")
    with house.acting("bo"):
        agreement = load(id_)
        assert agreement.active_version is not None
        assert (agreement.state, agreement.active_version.no) == ("agreed", 2)
        assert agreements.open_amendment(id_) is None


def test_a_new_line_takes_the_outgoing_ones_proposal_back_and_leaves_what_was_signed(house: House) -> None:
    id_ = begin(house)
    put(house, id_, "bo", "one")
    with house.within():
        agreements.reseat(load(id_), id_of("mira"), by=None)
    with house.acting("amara"):
        agreement = load(id_)
        assert (agreement.state, agreement.second_id) == ("drafting", id_of("mira"))
        assert [each.withdrawn.why for each in agreements.rounds(id_) if each.withdrawn] == ["line_changed"]
    with pytest.raises(Refused), house.acting("bo") as by:
        agreements.take_draft(load(id_), by=by)
    put(house, id_, "mira", "two")
    do(house, id_, "amara", "sign")
    assert [no for no, _side, _hash in signatures(house, id_)] == [1, 2, 2]


def id_of(name: str) -> UUID:
    query = select(people.Person.id).where(people.Person.email_key == f"{name}@northlight.example")
    return session().scalars(query).one()


def test_silence_never_agrees(house: House) -> None:
    id_ = begin(house)
    put(house, id_, "amara", "one")
    assert "chores" in house.let_pass(timedelta(days=4000))
    with house.acting("bo"):
        assert load(id_).state == "proposed"
    assert len(signatures(house, id_)) == 1
    modules = {handler.__module__ for handler in jobs.work._handlers.values()}
    near = [name for name in modules if name.startswith(("tenants.agreements", "saas.plan"))]
    assert set(near) <= {"saas.plan.opening"}, "the one job of these rooms opens plans, in which nobody has said anything"


def test_a_draft_is_its_authors_alone(house: House) -> None:
    id_ = begin(house)
    with house.acting("amara") as by:
        write(load(id_), by, "secret")
    with house.acting("bo"):
        assert agreements.draft(id_) is None
        assert session().scalar(select(func.count()).select_from(agreements.AgreementDraft)) == 0


def save(id_: UUID, content: dict[str, Any], seen: int | None) -> agreements.Saved:
    draft = agreements.draft(id_)
    assert draft is not None
    return agreements.save_draft(draft, content, seen=draft.version if seen is None else seen, shape=SHAPE)


def test_two_windows_join_where_they_can_and_ask_where_they_cannot(house: House) -> None:
    id_ = begin(house)
    with house.acting("amara") as by:
        write(load(id_), by, "one")
    with house.acting("amara"):
        seen = save(id_, {"words": "one", "period": {"on": 1}}, None).seen - 1
    with house.acting("amara"):
        assert save(id_, {"words": "two"}, seen).draft.content == {"words": "two", "period": {"on": 1}}
    with pytest.raises(agreements.Conflicting) as two, house.acting("amara"):
        save(id_, {"words": "three"}, seen)
    conflict = two.value.merge.conflicts[0]
    assert (conflict.mine, conflict.theirs) == ("three", "two")


def test_a_window_that_writes_on_without_loading_again_undoes_nothing_of_the_other(house: House) -> None:
    id_ = begin(house)
    start = {"words": "one", "period": {"on": 1}}
    with house.acting("amara") as by:
        write(load(id_), by, "one")
    with house.acting("amara"):
        seen = save(id_, start, None).seen
        save(id_, start | {"period": {"on": 2}}, seen)
    with house.acting("amara"):
        first = save(id_, start | {"words": "two"}, seen)
        assert not first.is_alone
    with house.acting("amara"):
        second = save(id_, start | {"words": "three"}, first.seen)
        assert second.draft.content == {"words": "three", "period": {"on": 2}}
    with pytest.raises(agreements.Conflicting), house.acting("amara"):
        save(id_, {"words": "three", "period": {"on": 3}}, second.seen)


def test_a_question_needs_words_a_line_that_exists_and_a_version_that_exists(house: House) -> None:
    id_ = begin(house)
    put(house, id_, "amara", "one")
    for no, address, words in ((1, "", "  "), (1, "goals/x", "Why?"), (7, "", "Why?"), (1, "", "x" * 4001)):
        with pytest.raises(Invalid), house.acting("bo") as by:
            agreements.ask(load(id_), no, address, words, by=by)
    with house.acting("bo") as by:
        agreements.ask(load(id_), 1, "words", "Why?", by=by)
        assert [(each.address, each.words) for each in agreements.comments(id_)] == [("words", "Why?")]
