"""Who names a deputy, who can be one, for how long, and that it ends on the day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tenants import organisations, people
from tenants.isolation import clock
from tenants.law import Invalid, Refused
from tests.factories import stands_in
from tests.house_fixture import House, text_of

DAY = timedelta(days=1)


def one(name: str) -> people.Person:
    found = people.by_email(f"{name}@northlight.example")
    assert found is not None
    return found


def named(house: House, by: str, person: str, deputy: str, first: int = 0, last: int = 5) -> str:
    """What comes of it: done, Refused, or the field that is wrong."""
    try:
        with house.acting(by) as actor:
            today = organisations.today()
            people.name_deputy(one(person), one(deputy), starts_on=today + first * DAY, ends_on=today + last * DAY, by=actor)
    except Refused:
        return "Refused"
    except Invalid as no:
        return "+".join(no.errors)
    return "done"


@pytest.mark.parametrize(
    ("by", "person", "deputy", "wanted"),
    [
        ("bo", "bo", "hugo", "done"),
        ("tova", "bo", "hugo", "done"),
        ("ingrid", "bo", "hugo", "done"),
        ("tova", "bo", "tova", "Refused"),
        ("ingrid", "bo", "ingrid", "Refused"),
        ("hugo", "bo", "hugo", "Refused"),
        ("chen", "bo", "hugo", "Refused"),
        ("dara", "bo", "hugo", "Refused"),
        ("amara", "bo", "hugo", "Refused"),
        ("mira", "bo", "hugo", "Refused"),
        ("bo", "bo", "bo", "Refused"),
        ("bo", "bo", "amara", "deputy"),
        ("tova", "bo", "nia", "deputy"),
    ],
)
def test_who_names_whom(house: House, by: str, person: str, deputy: str, wanted: str) -> None:
    assert named(house, by, person, deputy) == wanted


def test_the_days_are_ahead_in_order_and_at_most_a_year(house: House) -> None:
    assert named(house, "bo", "bo", "hugo", -1, 5) == "starts_on"
    assert named(house, "bo", "bo", "hugo", 5, 4) == "ends_on"
    assert named(house, "bo", "bo", "hugo", 0, 400) == "ends_on"
    assert named(house, "bo", "bo", "hugo", 2, 8) == "done"
    assert named(house, "bo", "bo", "hugo", 8, 9) == "deputy"
    assert named(house, "bo", "bo", "hugo", 9, 9) == "done"
    assert named(house, "bo", "bo", "mira", 3, 3) == "done"


def test_it_begins_and_ends_on_its_days(house: House) -> None:
    assert named(house, "bo", "bo", "hugo", 1, 2) == "done"
    now = clock.now()
    for ahead, stands in ((0, False), (1, True), (2, True), (3, False)):
        with clock.at(now + ahead * DAY), house.acting("hugo") as hugo:
            assert bool(hugo.stands_in) is stands, ahead


def test_a_deputys_own_rights_do_not_grow(house: House) -> None:
    stands_in(house, "nia", "chen")
    stands_in(house, "nia", "dara")
    with house.acting("nia") as nia:
        assert (nia.is_hr, nia.is_hr_head, nia.is_manager, nia.is_admin) == (False,) * 4
        assert (nia.grants, nia.report_ids, nia.partner_unit_ids) == (frozenset(),) * 3
        assert {one.id for one in nia.stands_in} == {house.person("chen"), house.person("dara")}
    browser = house.browser("nia")
    for path in ("/desk/", "/settings/people", "/settings/partners", "/cycle/new"):
        assert browser.get(path).status_code == 404, path


def test_an_actor_is_still_one_statement(house: House) -> None:
    stands_in(house, "hugo", "bo")
    stands_in(house, "hugo", "chen")
    with house.acting("hugo") as hugo, house.counting() as seen:
        again = people.load_actor(hugo.person, "UTC")
        assert len(again.stands_in) == 2
    assert len(seen) == 1


@pytest.mark.parametrize("leaver", ["bo", "hugo"])
def test_leaving_ends_it_the_same_day(house: House, leaver: str) -> None:
    stands_in(house, "hugo", "bo")
    with house.within():
        people.leave(one(leaver), by=None)
        assert people.deputies_of([house.person("bo")]) == []


def test_everybody_concerned_sees_it_and_ends_it(house: House) -> None:
    id_ = stands_in(house, "hugo", "bo")
    for who in ("bo", "hugo", "ingrid", "tova"):
        assert "Hugo Martins" in text_of(house.browser(who).get("/settings/deputies")), who
    assert "Bo Jensen" not in text_of(house.browser("nia").get("/settings/deputies"))
    assert "stands in for Bo Jensen until" in text_of(house.browser("nia").get(f"/people/{house.person('bo')}"))
    assert house.browser("nia").post(f"/settings/deputies/{id_}/endings").status_code == 404
    hugo = house.browser("hugo")
    assert hugo.act(hugo.get("/settings/deputies"), "deputy.end").status_code == 303
    with house.acting("hugo") as by:
        assert by.stands_in == ()
    again = house.browser("bo").post(f"/settings/deputies/{id_}/endings")
    assert again.status_code == 404, "it never began"


def test_the_form_keeps_what_was_typed(house: House) -> None:
    bo = house.browser("bo")
    page = bo.get("/settings/deputies")
    today = clock.today("UTC")
    fields = {"deputy": "hugo@northlight.example", "starts_on": today.isoformat()}
    wrong = bo.act(page, "deputy.name", **fields, ends_on=(today - DAY).isoformat())
    assert wrong.status_code == 422
    assert "hugo@northlight.example" in wrong.get_data(as_text=True)
    other = bo.act(page, "deputy.name", **{**fields, "person": "mira@northlight.example"}, ends_on=today.isoformat())
    assert other.status_code == 403
    right = bo.act(page, "deputy.name", **fields, ends_on=(today + DAY).isoformat())
    assert right.status_code == 303
    assert "Hugo Martins" in text_of(bo.follow(right))


def test_whoever_lost_their_manager_shows_up_for_hr_and_the_admin(house: House) -> None:
    for who in ("tova", "dara", "chen"):
        assert "In need of a manager" not in text_of(house.browser(who).get("/"))
    with house.within():
        people.leave(one("bo"), by=None)
    for who in ("tova", "dara", "chen"):
        home = text_of(house.browser(who).get("/"))
        assert "2 people have nobody who leads them any more." in home, who
        assert "Nia Adeyemi" in home
    assert "In need of a manager" not in text_of(house.browser("hugo").get("/"))
    listed = text_of(house.browser("tova").get("/settings/people?state=unled"))
    assert "Amara Diallo" in listed
    assert "Ingrid Holm" not in listed, "nobody ever led her"
    with house.within():
        people.set_manager(one("amara"), manager=one("mira"), by=None)
        people.set_manager(one("nia"), manager=one("mira"), by=None)
    assert "In need of a manager" not in text_of(house.browser("tova").get("/"))
