"""The journal keeps acts and readings, in the same transaction as the act, and never changes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from tenants import isolation, journal, people
from tenants.journal import JournalEntry, Reading
from tests.house_fixture import House


@dataclass(frozen=True)
class Knocked(journal.Event):
    verb: ClassVar[str] = "test.knocked"
    times: int


def test_an_act_is_kept_with_actor_object_and_the_person_it_is_about(house: House) -> None:
    with house.acting("bo") as bo:
        amara = isolation.get(people.Person, house_person(house, "amara"))
        assert amara is not None
        journal.record(Knocked(3), by=bo, on=amara, about=amara.id)
    with house.within() as session:
        entry = session.scalars(select(JournalEntry).where(JournalEntry.verb == "test.knocked")).one()
        assert (entry.object_kind, entry.detail, entry.about_id) == ("person", {"times": 3}, amara.id)
        assert entry.actor_id == bo.id


def house_person(_house: House, name: str) -> Any:
    found = people.by_email(f"{name}@northlight.example")
    assert found is not None
    return found.id


def test_a_rolled_back_act_was_never_kept(house: House) -> None:
    def knock_and_fail() -> None:
        with house.acting("bo") as bo:
            journal.record(Knocked(1), by=bo, on=bo.person)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        knock_and_fail()
    with house.within() as session:
        assert session.scalars(select(JournalEntry).where(JournalEntry.verb == "test.knocked")).all() == []


@pytest.mark.parametrize("table", [JournalEntry, Reading])
def test_nobody_changes_or_removes_what_is_kept(house: House, table: Any) -> None:
    for statement in (update(table).values(object_kind="x"), delete(table)):
        with pytest.raises(DBAPIError, match="permission denied"), house.within() as session:
            session.execute(statement)


def test_reading_is_kept_once_per_reader_object_and_day_and_not_about_oneself(house: House) -> None:
    for _ in range(3):
        with house.acting("bo") as bo:
            amara = isolation.get(people.Person, house_person(house, "amara"))
            assert amara is not None
            journal.record_reading(by=bo, on=amara, about=amara.id)
            journal.record_reading(by=bo, on=bo.person, about=bo.id)
    with house.within() as session:
        found = session.scalars(select(Reading)).all()
        assert [(r.reader_id, r.about_id) for r in found] == [(bo.id, amara.id)]


def test_wiring_hears_in_the_same_transaction_and_its_refusal_undoes_the_act(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tenants.journal import entries

    heard = []

    def hear(event: Knocked, by: Any, on: Any) -> None:
        heard.append(event.times)
        if event.times > 1:
            raise ValueError("too loud")

    monkeypatch.setitem(entries._reactions, Knocked, [hear])
    with house.acting("bo") as bo:
        journal.record(Knocked(1), by=bo, on=bo.person)
    with pytest.raises(ValueError, match="too loud"), house.acting("bo") as bo:
        journal.record(Knocked(2), by=bo, on=bo.person)
    assert heard == [1, 2]
    with house.within() as session:
        assert len(session.scalars(select(JournalEntry).where(JournalEntry.verb == "test.knocked")).all()) == 1


def test_questions_gather_the_reasons_against(monkeypatch: pytest.MonkeyPatch) -> None:
    from tenants.journal import entries

    monkeypatch.setitem(
        entries._consents, "test.may", [lambda n: ["too many"] if n > 2 else [], lambda n: ["odd"] if n % 2 else []]
    )
    assert journal.ask_before("test.may", n=3) == ["too many", "odd"]
    assert journal.ask_before("test.may", n=2) == []
    assert journal.ask_before("test.unknown", n=2) == []
