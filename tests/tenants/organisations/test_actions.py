from __future__ import annotations

import gc
import weakref
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from tenants import isolation, journal, organisations
from tenants.law import Invalid, NotNow, Refused, Stale
from tenants.organisations import NewUnit
from tests.conftest import ROOT
from tests.house_fixture import House


def company_of(name: str) -> organisations.Company:
    return next(c for c in organisations.companies() if c.name == name)


def unit_of(name: str) -> organisations.Unit:
    return next(b.unit for b in organisations.flat(organisations.unit_tree()) if b.unit.name == name)


def entries(verb: str) -> list[journal.JournalEntry]:
    query = select(journal.JournalEntry).where(journal.JournalEntry.verb == verb).order_by(journal.JournalEntry.id)
    return list(isolation.session().scalars(query))


def make(values: dict[str, Any], by: Any) -> organisations.Company:
    return organisations.open_company(**{"name": "New", "legal_name": "New Ltd", **values}, by=by)


def test_a_tree_of_units_is_let_go_as_soon_as_nobody_holds_it(house: House) -> None:
    """Else it hangs on the garbage collector whether a unit is read once more, and two equal requests cost differently."""
    gc.disable()
    try:
        with house.within():
            tree = organisations.unit_tree()
            one = weakref.ref(tree[0].unit)
            assert one() is not None
            del tree
            assert one() is None
    finally:
        gc.enable()


VERBS = {
    "company.open": lambda by: organisations.open_company(name="New", legal_name="New Ltd", by=by),
    "company.close": lambda by: organisations.close_company(company_of("Northlight Asia"), by=by),
    "company.holiday": lambda by: organisations.add_holiday(company_of("Northlight Asia"), day=organisations.today(), by=by),
    "unit.make": lambda by: organisations.make_unit(company_of("Northlight Asia"), name="New", by=by),
    "units.make": lambda by: organisations.make_units([NewUnit(company_of("Northlight Asia"), "Other")], by=by),
    "unit.move": lambda by: organisations.move_unit(unit_of("Field Engineering"), parent=unit_of("People and Finance"), by=by),
    "unit.close": lambda by: organisations.close_unit(unit_of("Field Engineering"), by=by),
    "position.make": lambda by: organisations.make_position(title="New", by=by),
    "position.close": lambda by: organisations.close_position(organisations.positions()[0], by=by),
    "organisation.settings": lambda by: organisations.set_settings(organisations.organisation(), {"report_days": 9}, by=by),
    "unit.rename": lambda by: organisations.rename_unit(unit_of("Field Engineering"), name="Newer", by=by),
    "organisation.scale": lambda by: organisations.set_scale(
        organisations.organisation(), [{"label": "a", "words": "x"}, {"label": "b", "words": "y"}], by=by
    ),
}


@pytest.mark.parametrize("name", ["amara", "bo", "chen", "dara", "hugo", "mira", "nia"])
def test_nobody_but_the_tenant_admin_changes_the_structure(house: House, name: str) -> None:
    with house.acting(name) as actor:
        for verb, act in VERBS.items():
            with pytest.raises(Refused):
                act(actor)
            assert verb


def test_the_tenant_admin_may_do_all_of_it_and_the_journal_knows(house: House) -> None:
    with house.acting("tova") as tova:
        mine = select(func.count()).where(journal.JournalEntry.actor_id == tova.id)
        before = isolation.session().scalar(mine)
        for verb, act in VERBS.items():
            try:
                act(tova)
            except NotNow:
                assert verb in {"company.close", "unit.close"}, verb
        isolation.session().flush()
        assert isolation.session().scalar(mine) == before + len(VERBS) - 2


def test_a_company_is_closed_only_when_nobody_is_placed_there(house: House) -> None:
    with house.acting("tova") as tova:
        asia = company_of("Northlight Asia")
        with pytest.raises(NotNow, match="1 person is placed there"):
            organisations.close_company(asia, by=tova)
        empty = make({}, tova)
        with pytest.raises(Invalid) as no:
            organisations.close_company(empty, closed_on=organisations.today() + timedelta(days=1), by=tova)
        assert set(no.value.errors) == {"closed_on"}
        organisations.close_company(empty, by=tova, seen=empty.version)
        assert (empty.state, empty.closed_on, empty.version) == ("closed", organisations.today(), 2)
        with pytest.raises(NotNow):
            organisations.close_company(empty, by=tova)
        with pytest.raises(Invalid):
            organisations.make_unit(empty, name="Nobody", by=tova)
        assert [e.object_id for e in entries("company.closed")] == [empty.id]
        organisations.reopen_company(empty, by=tova)
        assert (empty.state, empty.closed_on) == ("open", None)


def test_a_room_above_may_speak_against_closing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from tenants.journal import entries as kept

    asked = []
    consents = {**kept._consents, "company.close": [lambda company: asked.append(company.id) or ["A cycle runs there."]]}
    monkeypatch.setattr(kept, "_consents", consents)
    with house.acting("tova") as tova:
        empty = make({}, tova)
        with pytest.raises(NotNow, match="A cycle runs there"):
            organisations.close_company(empty, by=tova)
        assert asked == [empty.id]


def test_names_are_there_short_enough_and_used_once(house: House) -> None:
    with house.acting("tova") as tova:
        for bad in ("", "  \u200b ", "x" * 121, "northlight  ÁSIA"):
            with pytest.raises(Invalid) as no:
                make({"name": bad, "legal_name": ""}, tova)
            assert set(no.value.errors) == {"name", "legal_name"}, bad
        made = make({"name": "北光 👩🏽‍🚀 " + "长" * 100, "working_days": "7654"}, tova)
        assert made.working_days == "4567"
        with pytest.raises(Invalid):
            make({"working_days": "89"}, tova)
        with pytest.raises(Invalid):
            make({"time_zone": "Mars/Olympus"}, tova)
        with pytest.raises(Invalid):
            make({"language": "xx"}, tova)


def test_a_stale_version_is_refused_and_changes_nothing(house: House) -> None:
    with house.acting("tova") as tova:
        field = unit_of("Field Engineering")
        seen = field.version
        organisations.rename_unit(field, name="Field", by=tova, seen=seen)
        with pytest.raises(Stale):
            organisations.rename_unit(field, name="Wald", by=tova, seen=seen)
        assert field.name == "Field"
        assert field.version == seen + 1
        organisations.rename_unit(field, name="Field", by=tova)
        assert field.version == seen + 1, "nothing changed, nothing moved"


def test_units_form_a_tree_inside_one_company(house: House) -> None:
    with house.acting("tova") as tova:
        energy, field = company_of("Northlight Energy"), unit_of("Field Engineering")
        north = organisations.make_unit(energy, name="North", parent=field, by=tova)
        coast = organisations.make_unit(energy, name="Coast", parent=north, by=tova)
        assert organisations.units_below([field.id]) == {field.id, north.id, coast.id}
        assert organisations.units_above(coast.id) == [coast.id, north.id, field.id]
        for wrong in (coast, north, field):
            with pytest.raises(Invalid, match="below itself"):
                organisations.move_unit(field, parent=wrong, by=tova)
        with pytest.raises(Invalid, match="same company"):
            organisations.move_unit(coast, parent=unit_of("Operations Shanghai"), by=tova)
        with pytest.raises(Invalid, match="in use"):
            organisations.make_unit(energy, name="NÓRTH", parent=field, by=tova)
        second = organisations.make_unit(energy, name="North", parent=north, by=tova)
        with pytest.raises(Invalid, match="of this name"):
            organisations.move_unit(second, parent=field, by=tova)
        organisations.move_unit(coast, parent=None, by=tova)
        assert coast.parent_id is None
        assert [b.label for b in organisations.flat(organisations.unit_tree(energy.id))] == [
            "Coast", "Field Engineering", "Field Engineering › North", "Field Engineering › North › North",
            "People and Finance",
        ]  # fmt: skip


def test_a_tree_has_a_bottom(house: House) -> None:
    with house.acting("tova") as tova:
        energy, below = company_of("Northlight Energy"), unit_of("Field Engineering")
        top = organisations.make_unit(energy, name="Top", by=tova)
        for n in range(11):
            below = organisations.make_unit(energy, name=f"Level {n}", parent=below, by=tova)
        with pytest.raises(Invalid, match="levels deep"):
            organisations.make_unit(energy, name="Too deep", parent=below, by=tova)
        with pytest.raises(Invalid, match="levels deep"):
            organisations.move_unit(unit_of("Field Engineering"), parent=top, by=tova)


def test_a_unit_is_closed_when_it_is_empty_and_takes_nobody_in(house: House) -> None:
    with house.acting("tova") as tova:
        energy = company_of("Northlight Energy")
        with pytest.raises(NotNow, match="people are placed there"):
            organisations.close_unit(unit_of("Field Engineering"), by=tova)
        outer = organisations.make_unit(energy, name="Outer", by=tova)
        inner = organisations.make_unit(energy, name="Inner", parent=outer, by=tova)
        with pytest.raises(NotNow, match="below it is still open"):
            organisations.close_unit(outer, by=tova)
        organisations.close_unit(inner, by=tova)
        organisations.close_unit(outer, by=tova)
        with pytest.raises(NotNow):
            organisations.reopen_unit(inner, by=tova)
        with pytest.raises(Invalid):
            organisations.make_unit(energy, name="More", parent=outer, by=tova)
        organisations.reopen_unit(outer, by=tova)
        organisations.reopen_unit(inner, by=tova)
        assert inner.state == "open"


def test_nobody_becomes_partner_of_a_unit_by_moving_it(house: House) -> None:
    from tenants import people

    with house.acting("tova") as tova:
        dara = people.by_email("dara@northlight.example")
        assert dara is not None
        people.give(dara, "tenant_admin", by=tova)
    with house.acting("dara") as dara_:
        tova_ = people.by_email("tova@northlight.example")
        assert tova_ is not None
        people.assign_partner(tova_, unit=unit_of("People and Finance"), by=dara_)
    with house.acting("tova") as tova:
        with pytest.raises(Refused, match="Somebody else"):
            organisations.move_unit(unit_of("Field Engineering"), parent=unit_of("People and Finance"), by=tova)
        assert unit_of("Field Engineering").parent_id is None


def test_settings_stay_in_their_ranges_and_only_differences_are_kept(house: House) -> None:
    with house.acting("tova") as tova:
        own = organisations.organisation()
        assert organisations.setting("report_days") == 7
        organisations.set_settings(own, {"report_days": 14, "threshold": 3}, by=tova)
        assert own.settings == {"report_days": 14}
        assert organisations.setting("report_days") == 14
        for bad in ({"report_days": 0}, {"threshold": 2}, {"unknown": 1}, {"report_days": 31}):
            with pytest.raises(Invalid):
                organisations.set_settings(own, bad, by=tova)
        organisations.set_settings(own, {"report_days": 7}, by=tova)
        assert own.settings == {}
        organisations.set_settings(own, {"threshold": 5}, by=tova)
        with pytest.raises(Invalid, match="can only be raised"):
            organisations.set_settings(own, {"threshold": 4}, by=tova)
        with pytest.raises(KeyError):
            organisations.setting("unknown")


def test_what_was_chosen_for_a_setting_that_is_no_more_stays_and_harms_nothing(house: House) -> None:
    with house.acting("tova") as tova:
        own = organisations.organisation()
        own.settings = {"a_setting_of_before": 9}
        organisations.set_settings(own, {"report_days": 14}, by=tova)
        assert own.settings == {"a_setting_of_before": 9, "report_days": 14}


def test_something_goes_by_every_setting() -> None:
    """A number that nothing asks is a promise that nobody keeps: it comes with its feature."""
    sources = "".join(
        path.read_text() for floor in ("saas", "coaching_library", "tenants") for path in (ROOT / floor).rglob("*.py")
    )
    assert [name for name in organisations.SETTINGS if f'setting("{name}")' not in sources] == []


def test_a_scale_has_words_for_each_level_and_levels_keep_their_keys(house: House) -> None:
    with house.acting("tova") as tova:
        own = organisations.organisation()
        assert [level["key"] for level in organisations.scale()] == ["l1", "l2", "l3", "l4", "l5"]
        three = [organisations.scale()[n] for n in (0, 2, 4)]
        organisations.set_scale(own, [*three, {"label": "卓越", "words": "人人称道"}], by=tova)
        assert [level["key"] for level in organisations.scale()] == ["l1", "l3", "l5", "l6"]
        with pytest.raises(Invalid) as no:
            organisations.set_scale(own, [{"label": "A", "words": ""}, {"label": "a", "words": "x"}], by=tova)
        assert set(no.value.errors) == {"levels-0-words", "levels-1-label"}
        with pytest.raises(Invalid):
            organisations.set_scale(own, [{"label": "A", "words": "x"}], by=tova)
        with pytest.raises(Invalid):
            organisations.set_scale(own, [{"key": "l1", "label": n, "words": n} for n in "ab"], by=tova)


def test_the_level_that_is_expected_stays_expected_when_words_change(house: House) -> None:
    with house.acting("tova") as tova:
        levels = [dict(level) for level in organisations.scale()]
        levels[3]["expected"] = True
        organisations.set_scale(organisations.organisation(), levels, by=tova)
    browser = house.browser("tova")
    page = browser.get("/settings/organisation/scale")
    answer = browser.act(page, "organisation.change_scale", **{"levels-0-words": "Nothing of it is there."})
    assert answer.status_code == 303
    with house.acting("tova"):
        kept = {level["key"]: level for level in organisations.scale()}
        assert kept["l1"]["words"] == "Nothing of it is there."
        assert [key for key, level in kept.items() if level.get("expected")] == ["l4"]


def test_a_position_has_criteria_in_words(house: House) -> None:
    with house.acting("tova") as tova:
        care = {"title": "Care", "words": {"l3": "Leaves it cleaner", "nothing": "x", "l1": "  "}}
        made = organisations.make_position(title="Rigger", criteria=[care, {"title": "Words"}], by=tova)
        assert made.criteria == [
            {"key": "c1", "title": "Care", "words": {"l3": "Leaves it cleaner"}},
            {"key": "c2", "title": "Words", "words": {}},
        ]
        kept = made.criteria[1:]
        organisations.change_position(
            made, title="Rigger", words="", criteria=[*kept, {"title": "Calm"}], by=tova, seen=made.version
        )
        assert [c["key"] for c in made.criteria] == ["c2", "c3"]
        with pytest.raises(Invalid) as no:
            organisations.make_position(title="RIGGER", criteria=[{"title": ""}, {"title": "x"}, {"title": "X"}], by=tova)
        assert set(no.value.errors) == {"title", "criteria-0-title", "criteria-2-title"}
        organisations.close_position(made, by=tova)
        organisations.reopen_position(made, by=tova)
        assert made.state == "open"


def test_a_holiday_moves_the_next_working_day(house: House) -> None:
    with house.acting("tova") as tova:
        energy = company_of("Northlight Energy")
        today = organisations.today()
        first = organisations.add_working_days(energy.id, today, 1)
        kept = organisations.add_holiday(energy, day=first, name="Rest", by=tova)
        assert organisations.add_working_days(energy.id, today, 1) > first
        assert organisations.working_days_between(energy.id, today, first) == 0
        with pytest.raises(Invalid):
            organisations.add_holiday(energy, day=first, by=tova)
        with pytest.raises(Invalid):
            organisations.add_holiday(energy, day=first + timedelta(days=9999), by=tova)
        organisations.remove_holiday(kept, by=tova)
        assert organisations.add_working_days(energy.id, today, 1) == first
        assert organisations.calendar(None).weekdays == frozenset({1, 2, 3, 4, 5})


def test_many_units_at_once_are_what_each_is_by_itself(house: House) -> None:
    """What one lacks refuses it and what was to lie below it, and nobody else."""
    with house.acting("tova") as by:
        asia, energy = company_of("Northlight Asia"), company_of("Northlight Energy")
        top = NewUnit(asia, "  Harbour ")
        twice = NewUnit(asia, "harbour")
        other = NewUnit(energy, "Harbour", top)
        below = [top]
        for n in range(12):
            below.append(NewUnit(asia, f"Level {n}", below[-1]))
        wanted = [
            *below,
            twice,
            NewUnit(asia, "Yard", twice),
            other,
            NewUnit(asia, ""),
            NewUnit(energy, "Crew", unit_of("Field Engineering")),
        ]
        organisations.make_units(wanted, by=by)
        made = [each.made for each in wanted]
        assert [unit.name for unit in made if unit] == ["Harbour", *(f"Level {n}" for n in range(11)), "Crew"]
        refused = [each.refused.errors for each in wanted if isinstance(each.refused, Invalid)]
        one_by_one = []
        for company, name, parent in [
            (asia, "Level 11", made[11]), (asia, "harbour", None), (energy, "Harbour", made[0]), (asia, "", None)
        ]:  # fmt: skip
            with pytest.raises(Invalid) as no:
                organisations.make_unit(company, name=name, parent=parent, by=by)
            one_by_one.append(no.value.errors)
        assert refused == [*one_by_one[:2], one_by_one[1], *one_by_one[2:]]
    with house.within():
        told = {entry.object_id: entry for entry in entries("unit.made")}
        for unit in filter(None, made):
            assert (told[unit.id].actor_id, told[unit.id].about_id) == (by.id, None)
            assert told[unit.id].detail == {
                "company_id": str(unit.company_id),
                "parent_id": unit.parent_id and str(unit.parent_id),
            }
            assert organisations.unit(unit.id) is not None


def test_the_outline_of_units_is_the_tree_with_fewer_words(house: House) -> None:
    with house.acting("tova") as by:
        organisations.make_unit(company_of("Northlight Energy"), name="Crew", parent=unit_of("Field Engineering"), by=by)
        organisations.close_unit(unit_of("Crew"), by=by)
        for open_only in (False, True):
            tree = organisations.flat(organisations.unit_tree(open_only=open_only))
            assert [
                (b.unit.id, b.unit.name, b.unit.company_id, b.unit.state, b.label, b.depth, len(b.below)) for b in tree
            ] == [
                (b.unit.id, b.unit.name, b.unit.company_id, b.unit.state, b.label, b.depth, len(b.below))
                for b in organisations.outline(open_only=open_only)
            ]
        assert len(organisations.outline(most=2)) == 2
