"""A right, a partnership and a line to an admin need a second person, and show to those concerned."""

from __future__ import annotations

import pytest

from tenants import organisations, people
from tenants.isolation import session
from tenants.law import Refused
from tests.house_fixture import House, text_of


def person(house: House, name: str) -> people.Person:
    found = people.person(house.person(name))
    assert found is not None
    return found


def second_admin(house: House, name: str = "hugo") -> None:
    with house.within():
        people.give(person(house, name), "tenant_admin", by=None)


def inbox(house: House, name: str) -> str:
    return text_of(house.browser(name).get("/notices/"))


def test_nobody_gives_themselves_a_right_a_partnership_or_a_line(house: House) -> None:
    with house.acting("tova") as tova, pytest.raises(Refused):
        people.give(tova.person, "hr_head", by=tova)
    with house.acting("tova") as tova, pytest.raises(Refused):
        people.assign_partner(tova.person, manager=person(house, "bo"), by=tova)
    for manager, led in (("tova", "amara"), ("amara", "tova")):
        with house.acting("tova") as tova, pytest.raises(Refused):
            people.set_manager(person(house, led), manager=person(house, manager), by=tova)


def test_a_right_given_by_a_second_person_shows_to_the_holder_and_to_those_who_look_after_rights(house: House) -> None:
    second_admin(house)
    with house.acting("hugo") as hugo:
        people.give(person(house, "tova"), "hr_head", by=hugo)
    assert "You hold this right from today on: Head of HR." in inbox(house, "tova")
    assert "Tova Berg holds this right from today on: Head of HR." in inbox(house, "dara")
    assert "Tova Berg holds this right" not in inbox(house, "hugo"), "nobody is told what they did themselves"
    assert "Tova Berg holds this right" not in inbox(house, "amara")
    with house.acting("hugo") as hugo:
        (held,) = (grant for grant in people.grants(person_id=house.person("tova")) if grant.kind == "hr_head")
        people.end_grant(held, by=hugo)
    assert "You no longer hold this right: Head of HR." in inbox(house, "tova")
    assert "Tova Berg no longer holds this right: Head of HR." in inbox(house, "dara")


def test_the_right_is_named_in_the_language_of_whoever_reads(house: House) -> None:
    with house.acting("tova") as tova:
        people.give(person(house, "liwei"), "cycle_design", by=tova)
    assert "您自今天起拥有此权限：设计周期。" in inbox(house, "liwei")


def test_a_partnership_shows_to_the_partner_and_to_the_manager_accompanied(house: House) -> None:
    with house.acting("tova") as tova:
        made = people.assign_partner(person(house, "hugo"), manager=person(house, "bo"), by=tova)
    assert "You are, or will be, HR partner of Bo Jensen." in inbox(house, "hugo")
    assert "Hugo Martins is, or will be, HR partner of Bo Jensen." in inbox(house, "bo")
    assert "Hugo Martins is, or will be, HR partner of Bo Jensen." in inbox(house, "dara")
    with house.acting("tova") as tova:
        people.end_partner(session().merge(made), by=tova)
    assert "You no longer accompany Bo Jensen." in inbox(house, "hugo")


def test_a_line_to_an_admin_shows_to_the_one_led_and_any_other_line_as_before(house: House) -> None:
    second_admin(house)
    with house.acting("hugo") as hugo:
        people.set_manager(person(house, "nia"), manager=person(house, "tova"), by=hugo)
        people.set_manager(person(house, "mira"), manager=person(house, "bo"), by=hugo)
    assert "You lead Nia Adeyemi from today on. Somebody else entered it." in inbox(house, "tova")
    assert "Tova Berg leads Nia Adeyemi from today on. Nobody enters a line of their own" in inbox(house, "nia")
    assert "Nobody enters a line of their own" not in inbox(house, "mira")


def test_it_opens_nothing_older(house: House) -> None:
    """A day before today is refused, so that nothing that was read then is opened now."""
    from datetime import timedelta

    from tenants.law import Invalid

    with house.acting("tova") as tova:
        yesterday = organisations.today() - timedelta(days=1)
        with pytest.raises(Invalid):
            people.assign_partner(person(house, "hugo"), manager=person(house, "bo"), starts_on=yesterday, by=tova)
        assert people.give(person(house, "hugo"), "hr_head", by=tova).starts_on == organisations.today()


def test_nobody_brings_somebody_under_their_own_partnership(house: House) -> None:
    """The tenant admin is HR partner of Field Engineering and of Ingrid's team: people come there by somebody else."""
    second_admin(house)
    with house.acting("hugo") as hugo:
        field = next(b.unit for b in organisations.flat(organisations.unit_tree()) if b.unit.name == "Field Engineering")
        people.assign_partner(person(house, "tova"), unit=field, by=hugo)
        people.assign_partner(person(house, "tova"), manager=person(house, "ingrid"), by=hugo)
    tova = house.browser("tova")
    page = tova.get(f"/settings/people/{house.person('chen')}")
    refused = tova.act(page, "person.place", unit=str(field.id))
    assert refused.status_code == 403
    assert "it would make you this person’s HR partner" in text_of(refused)
    with house.acting("tova") as by, pytest.raises(Refused):
        people.set_manager(person(house, "chen"), manager=person(house, "ingrid"), by=by)
    with house.acting("tova") as by:  # whom they accompany already they may move within it
        people.place(person(house, "nia"), unit=field, by=by)
    with house.acting("hugo") as by:
        people.place(person(house, "chen"), unit=field, by=by)


def test_neither_does_a_file(house: House) -> None:
    second_admin(house)
    with house.acting("hugo") as hugo:
        field = next(b.unit for b in organisations.flat(organisations.unit_tree()) if b.unit.name == "Field Engineering")
        people.assign_partner(person(house, "tova"), unit=field, by=hugo)
    with house.acting("tova") as by:
        who = person(house, "chen")
        entry = people.Entry(
            name=who.name, email=who.email, day=organisations.today(), person=who, unit=organisations.unit(field.id), moves=True
        )
        people.enter([entry], by=by)
        assert isinstance(entry.refused, Refused)
    with house.within():
        place = people.placements_of([house.person("chen")])[house.person("chen")]
        assert place.unit_id != field.id
