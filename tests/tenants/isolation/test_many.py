"""Many rows in one statement are what each of them would have been by itself, and the fences hold."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tenants import isolation, organisations, people
from tenants.isolation import NoTenant, clock, rewrite_rows, session, write_new, write_rows
from tenants.journal import JournalEntry
from tenants.people import Person
from tenants.people.models import Placement
from tests.fence.walk import rows
from tests.house_fixture import House


def somebody(name: str) -> Person:
    return Person(
        name=name, sort_key=name.lower(), email=f"{name}@x.example", email_key=f"{name.lower()}@x.example", called="Å"
    )


def an_entry(person: Any) -> dict[str, Any]:
    detail = {"one": 1, "none": None, "said": ["„yes“", True, 0.5], "in": {"a": 'b\\n"c"'}}
    facts = {"verb": "many.tried", "actor_id": None, "about_id": person.id, "object_kind": "person", "object_id": person.id}
    return {"at": clock.now(), "detail": detail, **facts}


def a_place(person: Any) -> dict[str, Any]:
    unit = organisations.unit_tree()[0].unit
    day = organisations.today()
    return {"person_id": person.id, "company_id": unit.company_id, "unit_id": unit.id, "starts_on": day}


def written(house: House, by_flush: bool) -> tuple[str, ...]:
    """What is different after somebody, their place and an entry about them were written."""
    with house.within(), clock.at(clock.now()), session().begin_nested() as point:
        before = rows.of_unit()
        new = [somebody("Ada"), somebody("陈安")]
        if by_flush:
            session().add_all(new)
            session().flush()
            session().add_all([Placement(**a_place(each)) for each in new])
            session().add_all([JournalEntry(**an_entry(each)) for each in new])
        else:
            write_new(new)
            write_rows(Placement, [a_place(each) for each in new])
            write_rows(JournalEntry, (an_entry(each) for each in new))
        found = rows.difference(before, rows.of_unit())
        point.rollback()
    return found


def test_many_at_once_are_what_each_is_by_itself(house: House) -> None:
    found = written(house, by_flush=False)
    assert len(found) == 6
    assert found == written(house, by_flush=True)


def test_what_was_written_so_is_in_the_session_and_can_be_changed(house: House) -> None:
    with house.within():
        ada = somebody("Ada")
        write_new([ada])
        assert isolation.get(Person, ada.id) is ada
        assert (ada.words.split()[0], ada.state, ada.version, ada.time_zone) == ("ada", "invited", 1, None)
        ada.called = "Addie"
    with house.within():
        again = people.by_email("ada@x.example")
        assert again is not None
        assert (again.called, "addie" in again.words) == ("Addie", True)


def test_nothing_of_another_organisation_is_written_or_pointed_to(house: House) -> None:
    theirs, eve = house.tenant("tidewater"), house.person("eve")
    with house.within():
        stranger = somebody("Ada")
        stranger.tenant_id = theirs
        with pytest.raises(NoTenant):
            write_new([stranger])
        with pytest.raises(NoTenant):
            write_rows(JournalEntry, [{**an_entry(stranger), "tenant_id": theirs}])
        with pytest.raises(IntegrityError), session().begin_nested():
            write_rows(JournalEntry, [{**an_entry(stranger), "about_id": eve}])
        rewrite_rows(Person, ["name"], [{"id": eve, "name": "Taken over"}])
    with house.within("tidewater"):
        assert session().scalar(select(Person.name).where(Person.id == eve)) != "Taken over"


def test_one_that_the_table_refuses_leaves_none_there(house: House) -> None:
    with house.within():
        ada = somebody("Ada")
        with pytest.raises(IntegrityError), session().begin_nested():
            write_rows(
                JournalEntry, [an_entry(people.by_email("amara@northlight.example")), {**an_entry(ada), "about_id": uuid4()}]
            )
        assert session().scalars(select(JournalEntry).where(JournalEntry.verb == "many.tried")).all() == []


def test_what_is_rewritten_has_these_values_and_keeps_the_others(house: House) -> None:
    amara, bo = house.person("amara"), house.person("bo")
    with house.within():
        was = {who: isolation.get(Person, who).email for who in (amara, bo)}  # type: ignore[union-attr]  # both are there
        session().expunge_all()
        rewrite_rows(
            Person, ["called", "language"], [{"id": who, "called": f"C{n}", "language": None} for n, who in enumerate(was)]
        )
    with house.within():
        found = [isolation.get(Person, who) for who in was]
        assert [(p.called, p.language, p.email) for p in found if p] == [("C0", None, was[amara]), ("C1", None, was[bo])]
