"""Taking an import back: everybody as before, what was made for it closed, the corrected file taken; and what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tenants import organisations, people
from tenants.isolation import clock
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

WIND = (
    ("N1", "Ada Moreno", "ada@northlight.example", "Northlight Wind", "Towers › North", "Climber", "bo@northlight.example"),
    ("N2", "Kim Larsen", "kim@northlight.example", "Northlight Wind", "Towers", "Climber", "ada@northlight.example"),
)


def standing(house: House) -> dict[str, str]:
    """What the organisation is made of, and whether it is open."""
    with house.within():
        units = {branch.unit.name: branch.unit.state for branch in organisations.flat(organisations.unit_tree())}
        companies = {company.name: company.state for company in organisations.companies()}
        return units | companies | {position.title: position.state for position in organisations.positions()}


def unit(name: str) -> organisations.Unit:
    return next(b.unit for b in organisations.flat(organisations.unit_tree()) if b.unit.name == name)


NEW = ("Northlight Wind", "Towers", "North", "Climber")


def test_what_the_import_made_is_closed_at_once_and_the_corrected_file_opens_it_again(house: House) -> None:
    """On one and the same day: upload, undo, correct, upload."""
    before = standing(house)
    wrong = checked(house, sheet(*WIND))
    applied(house, wrong)
    undone(house, wrong)
    assert standing(house) == before | dict.fromkeys(NEW, "closed")
    assert [each for each in state(house, wrong).structure if each.get("stays")] == []
    right = checked(house, sheet(("N1", "Ada Moreno Ruiz", *WIND[0][2:]), WIND[1]))
    assert errors(house, right) == {}
    offered = state(house, right).structure
    assert sorted(each["name"] for each in offered if each["opens"]) == sorted(NEW)
    assert {each["name"]: each["rows"] for each in offered} == {"Northlight Wind": 2, "Towers": 2, "North": 1, "Climber": 2}
    applied(house, right)
    assert standing(house) == before | dict.fromkeys(NEW, "open"), "none was made twice"
    ada, kim = whoever(house, "ada@northlight.example"), whoever(house, "kim@northlight.example")
    assert (ada.name, ada.state, kim.state) == ("Ada Moreno Ruiz", "invited", "invited")
    with house.within():
        place = people.placements_of([ada.id])[ada.id]
        assert (place.company.name, place.unit.name, place.position.title) == ("Northlight Wind", "North", "Climber")  # type: ignore[union-attr]
        assert people.manager_of(kim.id).name == "Ada Moreno Ruiz"  # type: ignore[union-attr]
    undone(house, right)
    assert standing(house) == before | dict.fromkeys(NEW, "closed"), "what was opened again is closed again"


def test_what_is_closed_and_not_ticked_refuses_the_rows_that_need_it(house: House) -> None:
    first = checked(house, sheet(*WIND))
    applied(house, first)
    undone(house, first)
    again = checked(house, sheet(*WIND, ("N3", "Lou", "lou@northlight.example", ENERGY, FIELD)))
    kept = [each["code"] for each in state(house, again).structure if each["name"] != "Towers"]
    applied(house, again, create=kept)
    found = rows(house, again)
    assert [found[n].outcome for n in (2, 3, 4)] == ["refused", "refused", "done"]
    assert found[3].errors == [["unit", "not_opened", {"name": "Northlight Wind: Towers"}]]
    assert standing(house)["Towers"] == "closed"


def test_a_new_unit_below_a_closed_one_needs_both(house: House) -> None:
    with house.acting("tova") as by:
        old = organisations.make_unit(next(c for c in organisations.companies() if c.name == ENERGY), name="Old", by=by)
        organisations.close_unit(old, by=by)
    found = checked(house, sheet(("N1", "Ada", "ada@northlight.example", ENERGY, "Old › New")))
    assert [(each["name"], bool(each.get("opens"))) for each in state(house, found).structure] == [
        ("Old", True),
        ("New", False),
    ]
    applied(house, found)
    assert rows(house, found)[2].outcome == "done"
    assert {name: standing(house)[name] for name in ("Old", "New")} == {"Old": "open", "New": "open"}


def test_what_somebody_else_has_opened_meanwhile_is_not_the_imports_to_close(house: House) -> None:
    with house.acting("tova") as by:
        old = organisations.make_unit(next(c for c in organisations.companies() if c.name == ENERGY), name="Old", by=by)
        organisations.close_unit(old, by=by)
    found = checked(house, sheet(("N1", "Ada", "ada@northlight.example", ENERGY, "Old")))
    with house.acting("tova") as by:
        organisations.reopen_unit(unit("Old"), by=by)
    applied(house, found)
    assert rows(house, found)[2].outcome == "done"
    undone(house, found)
    assert standing(house)["Old"] == "open"


def test_whoever_holds_a_closed_position_keeps_it_without_opening_it(house: House) -> None:
    with house.acting("tova") as by:
        engineer = next(p for p in organisations.positions() if p.title == "Field engineer")
        organisations.close_position(engineer, by=by)
    found = checked(house, sheet(("", "Amara D.", "amara@northlight.example", ENERGY, FIELD, "Field engineer")))
    assert (errors(house, found), state(house, found).structure) == ({}, [])
    applied(house, found)
    assert whoever(house, "amara@northlight.example").name == "Amara D."


def test_where_others_work_meanwhile_it_stays_open_and_the_page_says_so(house: House) -> None:
    found = checked(house, sheet(*WIND))
    applied(house, found)
    with house.acting("tova") as by:
        nia = people.by_email("nia@northlight.example")
        assert nia is not None
        people.place(
            nia, unit=unit("Towers"), position=next(p for p in organisations.positions() if p.title == "Climber"), by=by
        )
    undone(house, found)
    now = standing(house)
    assert {name: now[name] for name in NEW} == {
        "Northlight Wind": "open", "Towers": "open", "North": "closed", "Climber": "open",
    }  # fmt: skip
    page = house.browser("tova").get(f"/settings/people/imports/{found}").get_data(as_text=True)
    assert page.count("1 person is placed there.") == 1
    assert "Northlight Wind: Towers" in page
    assert "1 person holds it." in page
    assert "A unit in it is still open." in page


def test_who_came_by_mistake_holds_nothing_more_today(house: House) -> None:
    found = checked(house, sheet(*WIND))
    applied(house, found)
    with house.acting("tova") as by:
        people.set_manager(people.by_email("nia@northlight.example"), manager=people.by_email("kim@northlight.example"), by=by)  # type: ignore[arg-type]
        nia = people.by_email("nia@northlight.example")
        assert nia is not None
    undone(house, found)
    ada = whoever(house, "ada@northlight.example")
    with house.within():
        assert (ada.state, ada.left_on) == ("left", organisations.today())
        assert people.placements(ada.id) == []
        assert people.lines(ada.id) == []
        assert people.manager_of(nia.id) is None, "who was led by somebody who never came is led by nobody"


def test_a_team_that_left_by_the_file_is_back_under_its_manager(house: House) -> None:
    """Who leads is back before who is led, in whichever order the file names them."""
    today = clock.now().date().isoformat()
    found = checked(house, sheet(
        ("", "Amara Diallo", "amara@northlight.example", *[""] * 5, today),
        ("", "Nia Adeyemi", "nia@northlight.example", *[""] * 5, today),
        ("", "Bo Jensen", "bo@northlight.example", *[""] * 5, today),
    ))  # fmt: skip
    before = everything(house)
    applied(house, found)
    undone(house, found)
    assert state(house, found).counts["kept"] == 0
    after = {p[0]: p for p in everything(house)}
    for was in before:
        if was[0].split("@")[0] in ("amara", "nia", "bo"):
            assert after[was[0]][4] == "invited", "who had left is invited anew"
            assert after[was[0]][5:] == was[5:]


@pytest.mark.parametrize("ahead", [0, 9])
def test_who_left_because_they_stand_in_no_row_is_back(house: House, ahead: int) -> None:
    before = everything(house)
    found = checked(
        house, sheet(*[("", p[1], p[0]) for p in before if p[0].split("@")[0] not in ("mira", "bo", "nia", "amara")])
    )
    applied(house, found, missing=clock.now().date() + timedelta(days=ahead))
    gone = [p for p in everything(house) if p[4] == "left" or p[5]]
    assert len(gone) == 4
    undone(house, found)
    assert state(house, found).counts["kept"] == 0
    after = {p[0]: p for p in everything(house)}
    assert [(p[0], p[6], p[7], p[8]) for p in before] == [(p[0], *after[p[0]][6:]) for p in before]
    assert not [p for p in after.values() if p[4] == "left" or p[5]]


def test_a_wish_for_an_address_and_a_leaving_to_come_are_taken_back(house: House) -> None:
    with house.acting("tova") as by:
        amara = people.by_email("amara@northlight.example")
        assert amara is not None
        people.change(amara, name=amara.name, called=amara.called, external_id="A1", by=by)
    before = everything(house)
    day = (clock.now() + timedelta(days=9)).date().isoformat()
    found = checked(house, sheet(("A1", "Amara D.", "new@northlight.example", *[""] * 5, day)))
    applied(house, found)
    undone(house, found)
    assert (everything(house), state(house, found).counts["undone"]) == (before, 1)
    with house.within():
        assert people.email_change_of(amara.id) is None


def test_taking_back_costs_as_little_as_taking_over(house: House) -> None:
    """Statements, not seconds: they grow neither with those who were added nor with those who were moved."""
    cost: dict[int, tuple[int, int]] = {}
    for count in (20, 200):
        people_ = [
            (
                f"P{count}-{n}",
                f"Person {n}",
                f"p{count}-{n}@northlight.example",
                ENERGY,
                FIELD,
                "",
                "bo@northlight.example" if n % 2 else "",
            )
            for n in range(count)
        ]
        applied(house, checked(house, sheet(*people_)))
        moved = [(*row[:4], "People and Finance", "", "mira@northlight.example") for row in people_]
        new = [
            (f"N{count}-{n}", f"New {n}", f"n{count}-{n}@northlight.example", ENERGY, FIELD, "", row[2])
            for n, row in enumerate(people_)
        ]
        found = checked(house, sheet(*moved, *new))
        with house.counting() as over:
            applied(house, found)
        with house.counting() as back:
            undone(house, found)
        assert state(house, found).counts["undone"] == 2 * count
        cost[count] = len(over), len(back)
    assert cost[200][1] - cost[20][1] <= 10, cost
    assert cost[200][1] <= 2 * cost[200][0], cost


def test_rows_changed_since_are_left_alone_and_their_neighbours_go_back(house: House) -> None:
    found = checked(house, sheet(*WIND, ("", "Amara Diallo-Berg", "amara@northlight.example")))
    applied(house, found)
    with house.acting("tova") as by:
        ada = people.by_email("ada@northlight.example")
        assert ada is not None
        people.change(ada, name="Ada Lovelace", by=by)
    undone(house, found)
    found_rows = rows(house, found)
    assert [found_rows[n].outcome for n in (2, 3, 4)] == ["kept", "undone", "undone"]
    assert found_rows[2].errors == [["", "changed_since", {}]]
    assert whoever(house, "ada@northlight.example").state == "invited"
    assert standing(house)["North"] == "open", "where Ada works"
