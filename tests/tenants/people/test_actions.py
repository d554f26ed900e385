from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from tenants import isolation, journal, organisations, people
from tenants.isolation import clock
from tenants.law import Invalid, NotNow, Refused, Stale
from tenants.people import Person
from tests.house_fixture import House

DAY = timedelta(days=1)


def who(name: str) -> Person:
    found = people.by_email(f"{name}@northlight.example")
    assert found is not None, name
    return found


def unit_of(name: str) -> organisations.Unit:
    return next(b.unit for b in organisations.flat(organisations.unit_tree()) if b.unit.name == name)


def verbs_about(person: Person) -> list[str]:
    query = select(journal.JournalEntry.verb).where(journal.JournalEntry.about_id == person.id)
    return list(isolation.session().scalars(query.order_by(journal.JournalEntry.at, journal.JournalEntry.id)))


ACTS = {
    "add": lambda by: people.add(name="New", email="new@northlight.example", by=by),
    "change": lambda by: people.change(who("amara"), name="Other", by=by),
    "place": lambda by: people.place(who("amara"), unit=unit_of("Operations Shanghai"), by=by),
    "set_manager": lambda by: people.set_manager(who("amara"), manager=who("dara"), by=by),
    "assign_partner": lambda by: people.assign_partner(who("amara"), manager=who("bo"), by=by),
    "end_partner": lambda by: people.end_partner(people.assignments()[0], by=by),
    "give": lambda by: people.give(who("amara"), "panel", by=by),
    "end_grant": lambda by: people.end_grant(next(g for g in people.grants() if g.kind == "hr_head"), by=by),
    "leave": lambda by: people.leave(who("nia"), by=by),
    "come_back": lambda by: people.come_back(who("nia"), by=by),
}


@pytest.mark.parametrize("name", ["amara", "bo", "chen", "dara", "hugo", "mira", "nia"])
def test_nobody_but_the_tenant_admin_changes_people(house: House, name: str) -> None:
    with house.acting(name) as actor:
        for act in ACTS.values():
            with pytest.raises(Refused):
                act(actor)


def test_the_tenant_admin_may_do_all_of_it(house: House) -> None:
    with house.acting("tova") as tova:
        for act in ACTS.values():
            act(tova)
        isolation.session().flush()
        assert who("nia").state == "invited"


def test_a_person_is_added_placed_and_led(house: House) -> None:
    with house.acting("tova") as tova:
        made = people.add(
            name="  欧阳 娜娜  👩🏽‍🚀 ",
            email="Nana@Northlight.Example",
            called="娜娜",
            unit=unit_of("Operations Shanghai"),
            manager=who("liwei"),
            by=tova,
        )
        assert (made.name, made.sort_key, made.email_key) == ("欧阳 娜娜 👩🏽‍🚀", "欧阳 娜娜 👩🏽‍🚀", "nana@northlight.example")
        assert made.state == "invited"
        assert people.manager_of(made.id) == who("liwei")
        assert people.placements_of([made.id])[made.id].company.name == "Northlight Asia"
        assert set(verbs_about(made)) >= {"person.added", "person.placement_changed", "person.line_changed"}
        assert people.find("nana") == [made]
        assert people.find("欧阳") == [made]


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"name": "", "email": "nobody"}, {"name", "email"}),
        ({"email": "AMARA@northlight.example"}, {"email"}),
        ({"name": "x" * 121}, {"name"}),
        ({"called": "x" * 121}, {"called"}),
        ({"external_id": "x" * 65}, {"external_id"}),
        ({"time_zone": "Mars/Olympus", "language": "xx"}, {"time_zone", "language"}),
    ],
)
def test_bad_entries_are_told_by_their_fields(house: House, given: dict[str, Any], fields: set[str]) -> None:
    with house.acting("tova") as tova:
        with pytest.raises(Invalid) as no:
            people.add(**{"name": "New", "email": "new@northlight.example", **given}, by=tova)
        assert set(no.value.errors) == fields


def test_numbers_are_used_once_and_can_be_left_out(house: House) -> None:
    with house.acting("tova") as tova:
        people.change(who("amara"), name="Amara Diallo", external_id="17", by=tova)
        people.change(who("nia"), name="Nia Adeyemi", external_id="", by=tova)
        with pytest.raises(Invalid) as no:
            people.change(who("nia"), name="Nia Adeyemi", external_id="17", by=tova)
        assert set(no.value.errors) == {"external_id"}


def test_the_same_address_is_free_in_another_organisation(house: House) -> None:
    with house.acting("ivy") as ivy:
        assert people.add(name="Amara", email="amara@northlight.example", by=ivy).state == "invited"


def test_two_who_add_the_same_address_at_once_are_told_apart(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from tenants.people.actions import entries

    with house.acting("tova") as tova:
        people.add(name="First", email="twice@northlight.example", by=tova)
        monkeypatch.setattr(entries.queries, "by_email", lambda _email: None)
        with pytest.raises(Invalid) as no:
            people.add(name="Second", email="twice@northlight.example", by=tova)
        assert set(no.value.errors) >= {"email"}
        assert people.find("second") == []


def test_nobody_gives_anything_to_themselves(house: House) -> None:
    with house.acting("tova") as tova:
        me = tova.person
        for act in (
            lambda: people.give(me, "hr_head", by=tova),
            lambda: people.assign_partner(me, unit=unit_of("Field Engineering"), by=tova),
            lambda: people.assign_partner(me, manager=who("bo"), by=tova),
            lambda: people.set_manager(who("amara"), manager=me, by=tova),
            lambda: people.set_manager(me, manager=who("bo"), by=tova),
            lambda: people.set_manager(me, manager=None, by=tova),
            lambda: people.leave(me, by=tova),
            lambda: people.add(name="New", email="new@northlight.example", manager=me, by=tova),
        ):
            with pytest.raises(Refused, match="Somebody else has to do this"):
                act()


def test_a_line_changes_on_its_day_and_opens_nothing_older(house: House) -> None:
    with house.acting("tova") as tova:
        amara, bo, mira = who("amara"), who("bo"), who("mira")
        today = organisations.today()
        assert people.manager_of(amara.id) == bo
        assert people.manager_of(amara.id, today - 200 * DAY) == mira
        people.set_manager(amara, manager=mira, by=tova)
        assert people.manager_of(amara.id) == mira
        assert people.manager_of(amara.id, today - DAY) == bo
        assert [line.manager_id for line in people.lines(amara.id)] == [mira.id, bo.id, mira.id]
        people.set_manager(amara, manager=bo, by=tova)
        assert [line.manager_id for line in people.lines(amara.id)] == [bo.id, bo.id, mira.id], "one day, one line"
        for day in (today - DAY, today - 300 * DAY):
            with pytest.raises(Invalid, match="past"):
                people.set_manager(amara, manager=mira, starts_on=day, by=tova)
        with pytest.raises(Invalid):
            people.set_manager(amara, manager=mira, starts_on=today + 999 * DAY, by=tova)
        assert people.reports_of(bo.id) == sorted([amara, who("nia")], key=lambda p: p.sort_key)


def test_circles_and_self_lead_are_refused(house: House) -> None:
    with house.acting("tova") as tova:
        with pytest.raises(Invalid, match="Nobody leads themselves"):
            people.set_manager(who("amara"), manager=who("amara"), by=tova)
        with pytest.raises(Invalid, match="circle"):
            people.set_manager(who("bo"), manager=who("amara"), by=tova)
        with pytest.raises(Invalid, match="circle"):
            people.set_manager(who("ingrid"), manager=who("nia"), by=tova)
        later = organisations.today() + 30 * DAY
        people.set_manager(who("bo"), manager=None, starts_on=later, by=tova)
        with pytest.raises(Invalid, match="circle"):
            people.set_manager(who("ingrid"), manager=who("nia"), starts_on=later - DAY, by=tova)
        assert people.set_manager(who("ingrid"), manager=who("nia"), starts_on=later, by=tova) is not None


def test_a_planned_line_is_told_on_its_day(house: House) -> None:
    with house.acting("tova") as tova:
        amara = who("amara")
        day = organisations.today() + 3 * DAY
        people.set_manager(amara, manager=who("mira"), starts_on=day, by=tova)
        people.set_manager(amara, manager=who("mira"), starts_on=day, by=tova)
        assert verbs_about(amara).count("person.line_planned") == 2
        told = verbs_about(amara).count("person.line_changed")
        assert people.manager_of(amara.id) == who("bo")
    assert house.run_jobs() == 0
    _come(house)
    with clock.at(clock.now() + 4 * DAY):
        assert house.run_jobs() == 1
        with house.within():
            assert people.manager_of(who("amara").id) == who("mira")
            assert verbs_about(who("amara")).count("person.line_changed") == told + 1
    assert house.run_jobs() == 0


def _come(house: House) -> None:
    """The database's clock cannot be set: the jobs that wait for a day are due now."""
    from tenants.jobs import Job

    with house.within() as session:
        session.execute(update(Job).where(Job.kind.like("people.%")).values(due_at=clock.now() - DAY))


def test_a_person_moves_between_companies_with_dates(house: House) -> None:
    with house.acting("tova") as tova:
        amara, today = who("amara"), organisations.today()
        shanghai = unit_of("Operations Shanghai")
        people.place(amara, unit=shanghai, starts_on=today + DAY, by=tova)
        assert people.placements_of([amara.id])[amara.id].unit.name == "Field Engineering"
        assert people.placements_of([amara.id], today + DAY)[amara.id].company.name == "Northlight Asia"
        assert amara in [p.person for p in people.placed_in(company_ids=[shanghai.company_id], day=today + DAY)]
        assert amara not in [p.person for p in people.placed_in(unit_ids=[shanghai.id])]
        with pytest.raises(Invalid, match="past"):
            people.place(amara, unit=shanghai, starts_on=today - DAY, by=tova)
        empty = organisations.make_unit(organisations.companies()[0], name="Empty", by=tova)
        organisations.close_unit(empty, by=tova)
        with pytest.raises(Invalid) as no:
            people.place(amara, unit=empty, by=tova)
        assert set(no.value.errors) == {"unit"}


def test_partners_accompany_units_with_all_below_and_managers_with_their_reports(house: House) -> None:
    with house.acting("tova") as tova:
        field = unit_of("Field Engineering")
        coast = organisations.make_unit(organisations.companies()[1], name="Coast", parent=field, by=tova)
        people.place(who("nia"), unit=coast, by=tova)
        assert people.hr_partners_of(who("nia").id) == [who("chen")]
        assert people.hr_partners_of(who("liwei").id) == [who("hugo")]
        assert people.hr_partners_of(who("chen").id) == [who("dara")], "the heads of HR, where nobody is assigned"
        made = people.assign_partner(who("hugo"), manager=who("bo"), by=tova)
        assert people.hr_partners_of(who("amara").id) == [who("chen"), who("hugo")]
        assert who("hugo") in people.hr_partners_of(who("bo").id)
        with pytest.raises(Invalid, match="already"):
            people.assign_partner(who("hugo"), manager=who("bo"), by=tova)
        people.end_partner(made, by=tova)
        assert people.hr_partners_of(who("amara").id) == [who("chen")]
        for wrong in ({}, {"unit": field, "manager": who("bo")}, {"manager": who("hugo")}):
            with pytest.raises(Invalid):
                people.assign_partner(who("hugo"), **wrong, by=tova)  # type: ignore[arg-type]
        with pytest.raises(Invalid):
            people.assign_partner(who("hugo"), unit=coast, starts_on=organisations.today() - DAY, by=tova)


def test_what_ends_today_opens_nothing_today(house: House) -> None:
    with house.acting("tova") as tova:
        ended = next(a for a in people.assignments() if a.partner_id == who("chen").id)
        people.end_partner(ended, by=tova)
        people.end_grant(next(g for g in people.grants() if g.kind == "hr_head"), by=tova)
    with house.acting("chen") as chen:
        assert chen.partner_unit_ids == frozenset()
    with house.acting("dara") as dara:
        assert not dara.is_hr_head
    with house.acting("tova") as tova, pytest.raises(NotNow):
        people.end_partner(isolation.get(people.HrAssignment, ended.id), by=tova)  # type: ignore[arg-type]


def test_a_right_is_given_once_with_its_giver(house: House) -> None:
    with house.acting("tova") as tova:
        given = people.give(who("nia"), "panel", by=tova)
        assert given.given_by_id == tova.id
        for kind in ("panel", "emperor"):
            with pytest.raises(Invalid):
                people.give(who("nia"), kind, by=tova)
        people.end_grant(given, by=tova)
        people.give(who("nia"), "panel", by=tova)
        assert verbs_about(who("nia"))[-3:] == ["grant.given", "grant.ended", "grant.given"]


def test_the_last_tenant_admin_keeps_the_right(house: House) -> None:
    with house.acting("tova") as tova:
        own = next(g for g in people.grants() if g.kind == "tenant_admin")
        with pytest.raises(NotNow, match="At least one tenant admin"):
            people.end_grant(own, by=tova)
        with pytest.raises(NotNow, match="At least one tenant admin"):
            people.leave(tova.person, by=None)
        people.give(who("dara"), "tenant_admin", by=tova)
        people.leave(who("dara"), last_day=organisations.today() + DAY, by=tova)
        with pytest.raises(NotNow, match="At least one tenant admin"):
            people.end_grant(own, by=tova)
        people.stay(who("dara"), by=tova)
        people.end_grant(own, by=tova)
    with house.acting("tova") as tova:
        assert not tova.is_admin


def test_two_admins_cannot_end_each_other_at_once(house: House) -> None:
    with house.acting("tova") as tova:
        people.give(who("dara"), "tenant_admin", by=tova)
    tenant, ids = house.tenant("northlight"), {n: house.person(n) for n in ("tova", "dara")}
    ready, outcome = threading.Barrier(2), []

    def end(by: str, whose: str) -> None:
        try:
            with isolation.transaction(tenant, ids[by]):
                person = isolation.get(Person, ids[by])
                assert person is not None
                actor = people.load_actor(person, "UTC")
                wanted = next(g for g in people.grants(person_id=ids[whose]) if g.kind == "tenant_admin")
                ready.wait(5)
                people.end_grant(wanted, by=actor)
            outcome.append("ended")
        except NotNow:
            outcome.append("not now")

    threads = [threading.Thread(target=end, args=pair) for pair in (("tova", "dara"), ("dara", "tova"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcome) == ["ended", "not now"]


def test_leaving_ends_everything_and_coming_back_begins_anew(house: House) -> None:
    with house.acting("tova") as tova:
        bo, today = who("bo"), organisations.today()
        people.give(bo, "panel", by=tova)
        people.assign_partner(who("hugo"), manager=bo, by=tova)
        people.leave(bo, last_day=today, by=tova, seen=bo.version)
        assert (bo.state, bo.left_on) == ("left", today)
        assert people.manager_of(who("amara").id) is None
        assert people.reports_of(bo.id, today + DAY) == []
        assert people.grants(person_id=bo.id) == [] or people.grants(person_id=bo.id)[0].ends_on == today
        assert all(row.ends_on is not None for row in (*people.lines(bo.id), *people.placements(bo.id)))
        assert people.find("bo") == []
        assert "person.line_changed" in verbs_about(who("amara"))
        assert "person.left" in verbs_about(bo)
        for act in (
            lambda: people.leave(bo, by=tova),
            lambda: people.place(bo, unit=unit_of("Field Engineering"), by=tova),
            lambda: people.set_manager(bo, manager=who("dara"), by=tova),
        ):
            with pytest.raises(NotNow):
                act()
        with pytest.raises(Invalid):
            people.set_manager(who("amara"), manager=bo, by=tova)
        with pytest.raises(Invalid):
            people.give(bo, "publish", by=tova)
        people.come_back(bo, by=tova)
        assert (bo.state, bo.left_on) == ("invited", None)
        assert people.manager_of(bo.id, today + DAY) is None


def test_a_planned_leaving_comes_on_its_day_unless_taken_back(house: House) -> None:
    with house.acting("tova") as tova:
        day = organisations.today() + 10 * DAY
        for name in ("bo", "nia"):
            people.leave(who(name), last_day=day, by=tova)
        people.stay(who("nia"), by=tova)
        with pytest.raises(NotNow):
            people.stay(who("nia"), by=tova)
        assert who("bo").state == "active"
        assert people.manager_of(who("amara").id) == who("bo")
        with pytest.raises(Invalid):
            people.leave(who("mira"), last_day=organisations.today() - 60 * DAY, by=tova)
    _come(house)
    with clock.at(clock.now() + 11 * DAY):
        assert house.run_jobs() == 2
        with house.within():
            assert (who("bo").state, who("bo").left_on) == ("left", day)
            assert who("nia").state == "active"
            assert people.manager_of(who("amara").id) is None


def test_a_stale_entry_is_refused(house: House) -> None:
    with house.acting("tova") as tova:
        amara = who("amara")
        seen = amara.version
        people.place(amara, unit=unit_of("Operations Shanghai"), by=tova, seen=seen)
        for act in (
            lambda: people.change(amara, name="Other", by=tova, seen=seen),
            lambda: people.set_manager(amara, manager=who("mira"), by=tova, seen=seen),
            lambda: people.leave(amara, by=tova, seen=seen),
            lambda: people.ask_email(amara, email="other@northlight.example", by=tova, seen=seen),
        ):
            with pytest.raises(Stale):
                act()


def test_another_address_needs_a_second_person(house: House) -> None:
    with house.acting("tova") as tova:
        amara = who("amara")
        with pytest.raises(Invalid, match="second person"):
            people.change(amara, name=amara.name, email="thief@northlight.example", by=tova)
        wish = people.ask_email(amara, email="new@northlight.example", by=tova)
        with pytest.raises(Refused, match="Somebody else"):
            people.confirm_email(wish, by=tova)
        with pytest.raises(Invalid):
            people.ask_email(amara, email="BO@northlight.example", by=tova)
    for name in ("bo", "chen", "nia"):
        with house.acting(name) as other, pytest.raises(Refused):
            people.confirm_email(_wish(house), by=other)
    with house.acting("amara") as amara_:
        people.confirm_email(_wish(house), by=amara_)
        assert amara_.person.email == "new@northlight.example"
        assert "person.email_changed" in verbs_about(amara_.person)
    with house.acting("tova") as tova:
        invited = people.add(name="New", email="fresh@northlight.example", by=tova)
        people.change(invited, name="New", email="fresher@northlight.example", by=tova)
        assert invited.email_key == "fresher@northlight.example"


def _wish(house: House) -> people.EmailChange:
    return isolation.session().scalars(select(people.EmailChange)).one()


def test_an_own_wish_is_confirmed_by_somebody_else_or_dropped(house: House) -> None:
    with house.acting("amara") as amara:
        people.ask_email(amara.person, email="first@northlight.example", by=amara)
        wish = people.ask_email(amara.person, email="second@northlight.example", by=amara)
        with pytest.raises(Refused):
            people.confirm_email(wish, by=amara)
    with house.acting("bo") as bo, pytest.raises(Refused):
        people.drop_email(_wish(house), by=bo)
    with house.acting("dara") as dara:
        assert people.confirm_email(_wish(house), by=dara).email == "second@northlight.example"
