"""From a file to people: what is added, changed and ended, what is refused, and that nothing is ever half done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tenants import imports, journal, organisations, people
from tenants.imports.models import PeopleImport
from tenants.isolation import clock
from tenants.law import Invalid, NotNow, Refused, Stale
from tests.house_fixture import House
from tests.tenants.imports.sheets import (
    ENERGY,
    FIELD,
    applied,
    checked,
    errors,
    everything,
    rows,
    sheet,
    state,
    undone,
    whoever,
)  # fmt: skip

NEW = ("N1", "Ada Moreno", "ada@northlight.example", ENERGY, FIELD, "Field engineer", "bo@northlight.example")


def mails(house: House, kind: str = "sign_in.invitation") -> int:
    with house.within() as session:
        from tenants.notices import Mail

        return session.scalar(select(func.count()).select_from(Mail).where(Mail.kind == kind)) or 0


def test_a_check_changes_nobody_and_says_what_would_change(house: House) -> None:
    before = everything(house)
    found = checked(
        house, sheet(NEW, ("", "Amara Diallo-Berg", "AMARA@northlight.example"), ("", "Bo Jensen", "bo@northlight.example"))
    )
    assert everything(house) == before
    kinds = {n: row.kind for n, row in rows(house, found).items() if n < 10}
    assert kinds == {2: "add", 3: "change", 4: "same"}
    assert rows(house, found)[3].changes == {"name": ["Amara Diallo", "Amara Diallo-Berg"]}
    assert state(house, found).state == "checked"


def test_who_is_new_is_placed_and_led_and_not_invited(house: House) -> None:
    letters = mails(house)
    found = checked(house, sheet(NEW))
    applied(house, found)
    ada = whoever(house, "ada@northlight.example")
    with house.within():
        assert people.manager_of(ada.id).name == "Bo Jensen"  # type: ignore[union-attr]
        place = people.placements_of([ada.id])[ada.id]
        assert (place.unit.name, place.company.name, place.position.title) == (FIELD, ENERGY, "Field engineer")  # type: ignore[union-attr]
    assert (ada.state, ada.external_id) == ("invited", "N1")
    assert mails(house) == letters
    assert state(house, found).counts["done"] == 1


def test_the_same_file_again_changes_nothing(house: House) -> None:
    applied(house, checked(house, sheet(NEW)))
    again = checked(house, sheet(NEW))
    assert {row.kind for n, row in rows(house, again).items() if n < 10} == {"same"}


def test_people_are_known_by_number_before_address_and_by_address_in_any_case(house: House) -> None:
    applied(house, checked(house, sheet(NEW)))
    by_number = checked(house, sheet(("N1", "Ada Moreno", "ada.moreno@northlight.example")))
    assert rows(house, by_number)[2].changes == {"email": ["ada@northlight.example", "ada.moreno@northlight.example"]}
    applied(house, by_number)
    assert whoever(house, "ada.moreno@northlight.example").external_id == "N1"
    by_address = checked(house, sheet(("", "Ada M.", "ADA.MORENO@Northlight.example")))
    assert rows(house, by_address)[2].kind == "change"


def test_another_address_of_somebody_who_was_in_is_only_asked_for(house: House) -> None:
    with house.acting("tova") as by:
        amara = people.by_email("amara@northlight.example")
        assert amara is not None
        people.change(amara, name=amara.name, called=amara.called, external_id="A1", by=by)
    amara_id = house.person("amara")
    found = checked(house, sheet(("A1", "Amara Diallo", "new@northlight.example")))
    assert rows(house, found)[2].notes == [["email_asks", {"email": "new@northlight.example"}]]
    applied(house, found)
    with house.within():
        assert people.by_email("new@northlight.example") is None
        wish = people.email_change_of(amara_id)
        assert wish is not None
        assert wish.email == "new@northlight.example"


def test_new_structure_is_made_only_where_it_was_chosen(house: House) -> None:
    content = sheet(
        ("N1", "Ada Moreno", "ada@northlight.example", ENERGY, "Grid › Control", "Planner"),
        ("N2", "Kim Larsen", "kim@northlight.example", "Northlight Wind", "Towers"),
    )
    found = checked(house, content)
    new = {each["label"]: each["code"] for each in state(house, found).structure}
    assert list(new) == [
        f"{ENERGY}: Grid",
        f"{ENERGY}: Grid › Control",
        "Planner",
        "Northlight Wind",
        "Northlight Wind: Towers",
    ]
    applied(house, found, create=[code for label, code in new.items() if "Wind" not in label])
    left_out = rows(house, found)
    assert [left_out[n].outcome for n in (2, 3)] == ["done", "refused"]
    with house.within():
        assert "Northlight Wind" not in {c.name for c in organisations.companies()}
        assert people.by_email("kim@northlight.example") is None
        ada = people.by_email("ada@northlight.example")
        assert ada is not None
        place = people.placements_of([ada.id])[ada.id]
        assert place.unit.name == "Control"
        assert place.unit.parent is not None


def test_managers_are_found_in_any_row_by_address_or_number(house: House) -> None:
    content = sheet(
        ("N3", "Third", "third@northlight.example", ENERGY, FIELD, "", "N2"),
        ("N2", "Second", "second@northlight.example", ENERGY, FIELD, "", "FIRST@northlight.example"),
        ("N1", "First", "first@northlight.example", ENERGY, FIELD, "", "bo@northlight.example"),
    )
    found = checked(house, content)
    assert errors(house, found) == {}
    applied(house, found)
    with house.within():
        leaders = [people.manager_of(people.by_email(f"{n}@northlight.example").id).name for n in ("third", "second", "first")]  # type: ignore[union-attr]
    assert leaders == ["Second", "First", "Bo Jensen"]


def test_two_people_change_places_without_a_circle_in_between(house: House) -> None:
    base = ("C", "C", "c@northlight.example", ENERGY, FIELD)
    applied(
        house,
        checked(
            house,
            sheet(
                base,
                ("A", "A", "a@northlight.example", ENERGY, FIELD, "", "C"),
                ("B", "B", "b@northlight.example", ENERGY, FIELD, "", "A"),
            ),
        ),
    )
    turned = sheet(("A", "A", "a@northlight.example", "", "", "", "B"), ("B", "B", "b@northlight.example", "", "", "", "C"))
    found = checked(house, turned)
    assert errors(house, found) == {}
    applied(house, found)
    assert state(house, found).counts["refused"] == 0
    with house.within():
        assert people.manager_of(people.by_email("a@northlight.example").id).name == "B"  # type: ignore[union-attr]


def test_who_leads_in_a_circle_or_follows_a_row_that_is_refused_stays_out(house: House) -> None:
    found = checked(house, sheet(
        ("L1", "One", "one@northlight.example", ENERGY, FIELD, "", "L2"),
        ("L2", "Two", "two@northlight.example", ENERGY, FIELD, "", "L1"),
        ("L3", "Three", "three@northlight.example", ENERGY, FIELD, "", "L2"),
        ("L4", "Four", "four@northlight.example", ENERGY, FIELD, "", "L4"),
        ("", "Bo Jensen", "bo@northlight.example", "", "", "", "amara@northlight.example"),
    ))  # fmt: skip
    assert errors(house, found) == {
        2: [("manager", "circle")],
        3: [("manager", "circle")],
        4: [("manager", "manager_row")],
        5: [("manager", "self")],
        6: [("manager", "circle")],
    }


def test_nobody_of_another_organisation_is_known(house: House) -> None:
    led = ("N1", "Ada", "ada@northlight.example", "", "", "", "eve@tidewater.example")
    assert errors(house, checked(house, sheet(led))) == {2: [("manager", "manager_unknown")]}
    found = checked(house, sheet(led, ("N2", "Another Eve", "eve@tidewater.example")))
    assert rows(house, found)[3].kind == "add", "whoever works elsewhere with that address is no concern of ours"
    before = everything(house, "tidewater")
    applied(house, found)
    assert everything(house, "tidewater") == before


def test_what_a_second_person_has_to_do_no_file_does(house: House) -> None:
    day = (clock.now() + timedelta(days=10)).date().isoformat()
    found = checked(house, sheet(
        ("", "Tova Berg", "tova@northlight.example", "", "", "", "bo@northlight.example"),
        ("", "Amara Diallo", "amara@northlight.example", "", "", "", "tova@northlight.example"),
    ))  # fmt: skip
    assert errors(house, found) == {2: [("manager", "own_line")], 3: [("manager", "own_line")]}
    found = checked(house, sheet(("", "Tova Berg", "tova@northlight.example", *[""] * 5, day)))
    assert errors(house, found) == {2: [("ends_on", "own_end")]}
    by_command = checked(house, sheet(("", "Tova Berg", "tova@northlight.example", *[""] * 5, day)), by=None)
    assert errors(house, by_command) == {2: [("ends_on", "last_admin")]}


def _field() -> organisations.Unit:
    return next(b.unit for b in organisations.flat(organisations.unit_tree()) if b.unit.name == FIELD)


def test_the_check_foresees_that_a_row_would_bring_somebody_to_the_one_who_asks(house: House) -> None:
    with house.within():
        tova, bo, field = (people.by_email("tova@northlight.example"), people.by_email("bo@northlight.example"), _field())
        assert tova is not None
        assert bo is not None
        people.assign_partner(tova, unit=field, by=None)
        people.assign_partner(tova, manager=bo, by=None)
    brought = sheet(
        ("", "李伟", "liwei@northlight.example", ENERGY, FIELD),
        ("", "Hugo Martins", "hugo@northlight.example", ENERGY, f"{FIELD} › A new team"),
        ("", "Chen Yifan 陈一帆", "chen@northlight.example", "", "", "", "bo@northlight.example"),
        ("", "Amara Diallo", "amara@northlight.example", ENERGY, f"{FIELD} › A new team"),
        ("N9", "Ada", "ada@northlight.example", ENERGY, FIELD, "", "bo@northlight.example"),
    )
    found = checked(house, brought)
    assert errors(house, found) == {
        2: [("unit", "own_partner")],
        3: [("unit", "own_partner")],
        4: [("manager", "own_partner")],
    }, "who is accompanied already, and who is new, come in"
    applied(house, found)
    assert {no: row.outcome for no, row in rows(house, found).items() if no in (5, 6)} == {5: "done", 6: "done"}
    by_command = checked(house, brought, by=None)
    assert errors(house, by_command) == {}


def test_a_unit_that_the_file_makes_below_ones_own_brings_nobody_either(house: House) -> None:
    """Checked by one admin, taken over by another who is HR partner of the unit above the new one."""
    with house.within():
        dara, field = people.by_email("dara@northlight.example"), _field()
        assert dara is not None
        people.give(dara, "tenant_admin", by=None)
        people.end_grant(next(g for g in people.grants(person_id=dara.id) if g.kind == "hr_head"), by=None)
        people.assign_partner(dara, unit=field, by=None)
    found = checked(house, sheet(("", "Hugo Martins", "hugo@northlight.example", ENERGY, f"{FIELD} › A new team")))
    assert errors(house, found) == {}
    applied(house, found, by="dara")
    assert rows(house, found)[2].outcome == "refused"


def test_whoever_checked_does_not_matter_where_somebody_else_applies(house: House) -> None:
    """The file is checked by one admin and applied by another, to whom a line of her own would be given."""
    with house.acting("tova") as by:
        dara = people.by_email("dara@northlight.example")
        assert dara is not None
        people.give(dara, "tenant_admin", by=by)
    found = checked(house, sheet(("N1", "Ada", "ada@northlight.example", ENERGY, FIELD, "", "dara@northlight.example")))
    applied(house, found, by="dara")
    assert rows(house, found)[2].outcome == "refused"
    with house.within():
        assert people.by_email("ada@northlight.example") is None, "the person was not added either: a row is taken whole"


def test_leaving_takes_its_day_and_the_past_is_left_alone(house: House) -> None:
    today = clock.now().date()
    soon, old = (today + timedelta(days=20)).isoformat(), (today - timedelta(days=60)).isoformat()
    found = checked(house, sheet(
        ("", "Nia Adeyemi", "nia@northlight.example", *[""] * 5, soon),
        ("", "Amara Diallo", "amara@northlight.example", *[""] * 5, old),
        ("X9", "Long Gone", "gone@northlight.example", *[""] * 5, old),
    ))  # fmt: skip
    found_rows = rows(house, found)
    assert [found_rows[n].kind for n in (2, 3, 4)] == ["leave", "error", "same"]
    applied(house, found)
    assert whoever(house, "nia@northlight.example").leaves_on == today + timedelta(days=20)


def test_who_is_not_in_the_file_ends_only_when_it_is_said(house: House) -> None:
    everybody = [
        p for p in everything(house) if p[4] != "left" and p[0] not in ("nia@northlight.example", "tova@northlight.example")
    ]
    content = sheet(*[("", name, email) for email, name, *_rest in everybody])
    found = checked(house, content)
    assert state(house, found).counts["missing"] == 2
    with house.acting("tova") as by:
        thing = imports.people_import(found)
        assert thing is not None
        imports.apply(thing, missing=organisations.today(), by=by)
    house.run_jobs()
    assert whoever(house, "nia@northlight.example").state == "left"
    assert whoever(house, "tova@northlight.example").state == "active", "nobody ends their own account"


def test_whoever_had_left_is_back_by_the_file_and_not_invited(house: House) -> None:
    with house.acting("tova") as by:
        people.leave(people.by_email("nia@northlight.example"), by=by)  # type: ignore[arg-type]
    letters = mails(house)
    found = checked(house, sheet(("", "Nia Adeyemi", "nia@northlight.example", ENERGY, FIELD, "", "bo@northlight.example")))
    assert rows(house, found)[2].kind == "back"
    applied(house, found)
    assert whoever(house, "nia@northlight.example").state == "invited"
    assert mails(house) == letters


def test_nothing_is_taken_over_where_that_was_chosen_and_a_row_is_wrong(house: House) -> None:
    found = checked(house, sheet(NEW, ("N2", "No Address", "")))
    with pytest.raises(Invalid) as no:
        applied(house, found, rest=False)
    assert "rest" in no.value.errors
    applied(house, found)
    assert state(house, found).counts["done"] == 1


def test_somebody_who_was_changed_after_the_check_is_left_as_they_are(house: House) -> None:
    found = checked(house, sheet(("", "Amara D.", "amara@northlight.example"), NEW))
    with house.acting("tova") as by:
        amara = people.by_email("amara@northlight.example")
        assert amara is not None
        people.change(amara, name="Amara Sow", called="Amara", by=by)
    applied(house, found)
    assert whoever(house, "amara@northlight.example").name == "Amara Sow"
    found_rows = rows(house, found)
    assert [found_rows[n].outcome for n in (2, 3)] == ["refused", "done"]


def test_an_address_that_is_taken_in_the_same_instant_stops_one_row_and_not_its_neighbours(house: House) -> None:
    found = checked(house, sheet(NEW, ("N2", "Kim", "kim@northlight.example"), ("N3", "Lou", "lou@northlight.example")))
    with house.within():
        people.add(name="Kim the first", email="kim@northlight.example", by=None)
    applied(house, found)
    found_rows = rows(house, found)
    assert [found_rows[n].outcome for n in (2, 3, 4)] == ["done", "refused", "done"]


def test_an_import_is_undone_and_everybody_is_as_before(house: House) -> None:
    before = everything(house)
    found = checked(house, sheet(
        NEW,
        ("", "Amara Diallo-Berg", "amara@northlight.example", ENERGY, "Brand new", "", "mira@northlight.example"),
        ("", "Nia Adeyemi", "nia@northlight.example", *[""] * 5, (clock.now() + timedelta(days=9)).date().isoformat()),
    ))  # fmt: skip
    applied(house, found)
    assert everything(house) != before
    undone(house, found)
    thing = state(house, found)
    assert (thing.state, thing.counts["undone"], thing.counts["kept"]) == ("undone", 3, 0)
    after = [p for p in everything(house) if p[0] != "ada@northlight.example"]
    assert after == before
    assert whoever(house, "ada@northlight.example").state == "left"
    with house.within():
        units = organisations.flat(organisations.unit_tree())
        assert next(b.unit.state for b in units if b.unit.name == "Brand new") == "closed"


def test_a_language_that_is_not_offered_leaves_nobody_out(house: House) -> None:
    heads = ("Full name", "E-mail", "Language")
    found = checked(house, sheet(
        ("Ada", "ada@northlight.example", "de"),
        ("Kim", "kim@northlight.example", "zh"),
        ("Amara Diallo", "amara@northlight.example", "de"),
        heads=heads,
    ))  # fmt: skip
    found_rows = rows(house, found)
    assert [found_rows[n].kind for n in (2, 3, 4)] == ["add", "add", "same"]
    assert found_rows[2].notes == [["language", {"text": "de"}]]
    assert found_rows[4].notes == [], "the language of somebody who is here is read from no file"
    applied(house, found)
    assert (whoever(house, "ada@northlight.example").language, whoever(house, "kim@northlight.example").language) == (
        None,
        "zh",
    )
    assert rows(house, found)[2].notes, "the note stays beside the row"


def test_whoever_asked_for_an_import_waits_for_it_before_what_nobody_waits_for(house: House) -> None:
    from tenants import jobs

    found = checked(house, sheet(NEW))
    for verb in (imports.apply, imports.undo):
        with house.acting("tova") as by:
            thing = imports.people_import(found)
            assert thing is not None
            verb(thing, by=by)
            job = jobs.job(thing.job_id)  # type: ignore[arg-type]
            assert job is not None
            assert job.awaited
        house.run_jobs()
    many = sheet(*[(f"P{n}", f"Person {n} {'x' * 100}", f"p{n}@northlight.example") for n in range(400)])
    with house.acting("tova") as by:
        made = imports.upload(many, "people.csv", by=by)
        imports.check(made, made.columns, made.date_order, by=by)
        job = jobs.job(made.job_id)  # type: ignore[arg-type]
        assert job is not None
        assert job.awaited, "a dry run of many rows, too"


def test_after_an_undo_the_right_file_brings_the_same_people(house: House) -> None:
    wrong = checked(house, sheet(NEW))
    applied(house, wrong)
    undone(house, wrong)
    right = checked(house, sheet(("N1", "Ada Moreno Ruiz", *NEW[2:])))
    applied(house, right)
    ada = whoever(house, "ada@northlight.example")
    assert (ada.name, ada.state) == ("Ada Moreno Ruiz", "invited")
    with house.within():
        assert people.manager_of(ada.id) is not None


def test_who_was_changed_since_is_not_taken_back_and_it_says_who(house: House) -> None:
    found = checked(house, sheet(NEW, ("", "Amara Diallo-Berg", "amara@northlight.example")))
    applied(house, found)
    with house.acting("tova") as by:
        amara = people.by_email("amara@northlight.example")
        assert amara is not None
        people.change(amara, name="Amara Sow", called="Amara", by=by)
    undone(house, found)
    found_rows = rows(house, found)
    assert (found_rows[2].outcome, found_rows[3].outcome) == ("undone", "kept")
    assert whoever(house, "amara@northlight.example").name == "Amara Sow"


def test_after_its_window_nothing_can_be_undone(house: House) -> None:
    found = checked(house, sheet(NEW))
    applied(house, found)
    with clock.at(clock.now() + timedelta(hours=25)), pytest.raises(NotNow):
        undone(house, found)


def test_two_imports_at_once_the_second_is_told_to_wait(house: House) -> None:
    first, second = checked(house, sheet(NEW)), checked(house, sheet(("N2", "Kim", "kim@northlight.example")))
    with house.acting("tova") as by:
        imports.apply(imports.people_import(first), by=by)  # type: ignore[arg-type]
    with pytest.raises(NotNow), house.acting("tova") as by:
        imports.apply(imports.people_import(second), by=by)  # type: ignore[arg-type]
    house.run_jobs()
    applied(house, second)
    assert state(house, second).counts["done"] == 1


def test_only_the_admin_imports_and_an_old_page_is_told_so(house: House) -> None:
    for name in ("amara", "bo", "chen", "dara", "hugo"):
        with pytest.raises(Refused), house.acting(name) as by:
            imports.upload(sheet(NEW), "a.csv", by=by)
    found = checked(house, sheet(NEW))
    with pytest.raises(Stale), house.acting("tova") as by:
        imports.apply(imports.people_import(found), by=by, seen=1)  # type: ignore[arg-type]


def test_invitations_go_out_when_asked_so_many_a_minute_and_once(house: House) -> None:
    with house.acting("tova") as by:
        organisations.set_settings(organisations.organisation(), {"invitations_per_minute": 10}, by=by)
    found = checked(house, sheet(*[(f"P{n}", f"Person {n}", f"p{n}@northlight.example") for n in range(25)]))
    applied(house, found)
    letters = mails(house)
    with house.acting("tova") as by:
        assert imports.invite(imports.people_import(found), by=by) == 25  # type: ignore[arg-type]
    house.run_jobs()
    assert mails(house) - letters == 10, "the others' minute has not come"
    with pytest.raises(NotNow), house.acting("tova") as by:
        imports.invite(imports.people_import(found), by=by)  # type: ignore[arg-type]


def test_the_journal_names_each_act_and_who_did_it(house: House) -> None:
    found = checked(house, sheet(NEW))
    applied(house, found)
    ada = whoever(house, "ada@northlight.example")
    with house.within() as session:
        query = select(journal.JournalEntry.verb, journal.JournalEntry.actor_id).where(journal.JournalEntry.about_id == ada.id)
        told = list(session.execute(query))
    assert {verb for verb, _ in told} == {"person.added", "person.placement_changed", "person.line_changed"}
    assert {actor for _, actor in told} == {house.person("tova")}


def test_the_columns_of_a_heading_are_remembered(house: House) -> None:
    heads = ("Who", "Electronic post")
    found = checked(house, sheet(("Ada", "ada@northlight.example"), heads=heads), columns=["name", "email"])
    assert rows(house, found)[2].kind == "add"
    with house.acting("tova") as by:
        again = imports.upload(
            sheet(("Kim", "kim@northlight.example"), heads=("ELECTRONIC-POST ", "Who")[::-1]), "b.csv", by=by
        )
        assert again.columns == ["name", "email"]
    with house.acting("ivy") as by:
        assert imports.upload(sheet(("Kim", "kim@tidewater.example"), heads=heads), "b.csv", by=by).columns == ["", ""]


def test_what_is_put_away_leaves_no_file_behind(house: House) -> None:
    found = checked(house, sheet(NEW))
    with house.acting("tova") as by:
        imports.drop(imports.people_import(found), by=by)  # type: ignore[arg-type]
    with house.within() as session:
        from tenants.files import File

        thing = session.scalars(select(PeopleImport).where(PeopleImport.id == found)).one()
        assert session.scalars(select(File).where(File.id == thing.file_id)).first() is None
