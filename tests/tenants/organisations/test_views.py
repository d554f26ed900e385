from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tenants import organisations
from tests.house_fixture import Browser, House, forms, main_of, text_of

PAGES = [
    "/settings/organisation", "/settings/organisation/scale", "/settings/organisation/defaults", "/settings/companies",
    "/settings/companies/new", "/settings/units", "/settings/units/new", "/settings/positions", "/settings/positions/new",
]  # fmt: skip


def ids(house: House, slug: str = "northlight") -> dict[str, UUID]:
    with house.within(slug):
        found = {c.name: c.id for c in organisations.companies()}
        found |= {b.unit.name: b.unit.id for b in organisations.flat(organisations.unit_tree())}
        return found | {p.title: p.id for p in organisations.positions()}


def objects(house: House, slug: str = "northlight") -> list[str]:
    with house.within(slug):
        pages = [f"/settings/companies/{c.id}" for c in organisations.companies()]
        pages += [f"/settings/units/{b.unit.id}" for b in organisations.flat(organisations.unit_tree())]
        return pages + [f"/settings/positions/{p.id}" for p in organisations.positions()]


def test_the_tenant_admin_sees_every_page_and_each_says_who_sees_it(house: House) -> None:
    tova = house.browser("tova")
    for path in PAGES + objects(house):
        answer = tova.get(path)
        assert answer.status_code == 200, path
        assert 'class="lock"' in answer.get_data(as_text=True), path


@pytest.mark.parametrize("name", ["amara", "bo", "chen", "dara", "hugo"])
def test_for_everybody_else_the_pages_do_not_exist(house: House, name: str) -> None:
    browser = house.browser(name)
    for path in PAGES + objects(house):
        assert browser.get(path).status_code == 404, path


def test_things_of_another_organisation_cannot_be_told_from_nothing(house: House) -> None:
    tova, random = house.browser("tova"), uuid4()
    for path in objects(house, "tidewater"):
        there, nowhere = tova.get(path), tova.get(f"{path.rpartition('/')[0]}/{random}")
        assert (there.status_code, nowhere.status_code) == (404, 404)
        assert text_of(there).replace("x", "")[:200] == text_of(nowhere).replace("x", "")[:200]
        for act in ("", "/closings", "/reopenings", "/moves", "/holidays"):
            assert tova.post(path + act, {"version": 1, "name": "Taken"}).status_code in (404, 405)
    there = objects(house, "tidewater")
    assert all(house.browser("ivy").get(path).status_code == 200 for path in there)


def test_a_unit_of_another_organisation_cannot_be_chosen(house: House) -> None:
    tova, theirs, ours = house.browser("tova"), ids(house, "tidewater"), ids(house)
    page = tova.get(f"/settings/units/{ours['Field Engineering']}")
    answer = tova.act(page, "unit.move", parent=str(theirs["Crew"]))
    assert answer.status_code == 422
    answer = tova.act(tova.get("/settings/units/new"), "unit.make", name="Spy", company=str(theirs["Tidewater Ferries"]))
    assert answer.status_code == 422


def test_a_company_lives_in_the_browser(house: House) -> None:
    tova = house.browser("tova")
    long = "Northlight 北光 👩🏽‍🚀 " + "Ausgleichsgesellschaft" * 4
    page = tova.act(
        tova.get("/settings/companies/new"), "company.open", name=long, legal_name="北光有限公司", letterhead="一号\n上海",
        time_zone="Asia/Shanghai", language="zh",
    )  # fmt: skip
    page = tova.follow(page)
    assert main_of(page)["object"] == "company"
    assert main_of(page)["state"] == "open"
    assert text_of(page).count("北光") > 2
    page = tova.follow(tova.act(page, "company.add_holiday", day="2026-12-25", holiday_name="Christmas"))
    assert "Christmas" in text_of(page)
    page = tova.follow(tova.act(page, "company.remove_holiday"))
    page = tova.follow(tova.act(page, "company.change", name="Short"))
    assert main_of(page)["version"] == "4"
    with house.within():
        assert next(c for c in organisations.companies() if c.name == "Short").letterhead == "一号\n上海"
    page = tova.follow(tova.act(page, "company.close"))
    assert main_of(page)["state"] == "closed"
    page = tova.follow(tova.act(page, "company.reopen"))
    assert main_of(page)["state"] == "open"


def test_wrong_entries_come_back_with_the_words_and_a_message_beside_each(house: House) -> None:
    tova = house.browser("tova")
    page = tova.act(
        tova.get("/settings/companies/new"), "company.open", name="northlight asia", legal_name="", letterhead="Kept"
    )
    assert page.status_code == 422
    html = page.get_data(as_text=True)
    assert "There is a problem" in html
    assert forms(page)["company.open"].fields["letterhead"] == "Kept"
    assert forms(page)["company.open"].fields["name"] == "northlight asia"
    page = tova.act(page, "company.open", legal_name="Something")
    assert page.status_code == 422
    assert "in use already" in text_of(page)
    assert 'aria-describedby="name-hint name-error"' in page.get_data(as_text=True)


def test_a_company_with_people_says_why_it_stays_open(house: House) -> None:
    tova = house.browser("tova")
    path = f"/settings/companies/{ids(house)['Northlight Asia']}"
    page = tova.get(path)
    assert "1 person is placed there" in text_of(page)
    assert "company.close" not in forms(page)
    version = main_of(page)["version"]
    refused = tova.post(f"{path}/closings", {"version": version, "closed_on": "2026-01-05"})
    assert refused.status_code == 409
    assert "1 person is placed there" in text_of(refused)


def stale(tova: Browser, path: str, act: str, **fields: Any) -> Any:
    page = tova.get(path)
    first = tova.act(page, act, **fields)
    assert first.status_code == 303, text_of(first)
    return tova.act(page, act, **{name: f"{value}2" for name, value in fields.items()})


def test_who_comes_later_keeps_the_words_and_has_a_way_on(house: House) -> None:
    tova, there = house.browser("tova"), ids(house)
    for path, act, field in (
        (f"/settings/companies/{there['Northlight Asia']}", "company.change", "name"),
        (f"/settings/units/{there['Field Engineering']}", "unit.rename", "name"),
        (f"/settings/positions/{there['Field engineer']}", "position.change", "title"),
        ("/settings/organisation", "organisation.change", "name"),
    ):
        late = stale(tova, path, act, **{field: "Mine"})
        assert late.status_code == 409, path
        assert "Somebody changed this in the meantime" in text_of(late)
        assert forms(late)[act].fields[field] == "Mine2"
        assert tova.act(late, act).status_code == 303, "saving again puts it in its place"
        assert forms(tova.get(path))[act].fields[field] == "Mine2"


def test_a_form_that_does_not_say_its_version_is_stale(house: House) -> None:
    tova = house.browser("tova")
    path = f"/settings/units/{ids(house)['Field Engineering']}"
    for version in ("", "x", "-1", "99999999999999999999", "²"):
        assert tova.post(path, {"name": "Other", "version": version}).status_code == 409


def test_the_tree_is_drawn_and_changed(house: House) -> None:
    tova, there = house.browser("tova"), ids(house)
    page = tova.get(f"/settings/units/new?parent={there['Field Engineering']}")
    page = tova.follow(tova.act(page, "unit.make", name="Küste 海岸"))
    assert "Küste 海岸" in text_of(page)
    coast = ids(house)["Küste 海岸"]
    page = tova.get(f"/settings/units/{coast}")
    assert forms(page)["unit.move"].fields["parent"] == str(there["Field Engineering"])
    page = tova.follow(tova.act(page, "unit.move", parent=""))
    assert forms(page)["unit.move"].fields["parent"] == ""
    page = tova.follow(tova.act(page, "unit.close"))
    assert main_of(page)["state"] == "closed"
    page = tova.follow(tova.act(page, "unit.reopen"))
    assert main_of(page)["state"] == "open"
    assert tova.get("/settings/units/new?parent=junk&company=junk").status_code == 200


def test_a_position_is_described_level_by_level(house: House) -> None:
    tova = house.browser("tova")
    page = tova.get("/settings/positions/new")
    page = tova.act(
        page, "position.make", title="Rigger", words="Keeps lines safe.",
        **{"criteria-0-title": "Care", "criteria-0-words_l3": "Leaves it cleaner.", "criteria-2-words_l1": "No title"},
    )  # fmt: skip
    assert page.status_code == 422
    assert "Enter a name." in text_of(page)
    page = tova.follow(tova.act(page, "position.make", **{"criteria-2-title": "Calm"}))
    fields = forms(page)["position.change"].fields
    assert [fields[f"criteria-{n}-title"] for n in range(4)] == ["Care", "Calm", "", ""]
    page = tova.follow(tova.act(page, "position.change", **{"criteria-0-title": "", "criteria-0-words_l3": ""}))
    assert forms(page)["position.change"].fields["criteria-0-key"] == "c2"
    page = tova.follow(tova.act(page, "position.close"))
    assert main_of(page)["state"] == "closed"
    assert main_of(tova.follow(tova.act(page, "position.reopen")))["state"] == "open"


def test_the_scale_is_said_in_words(house: House) -> None:
    tova = house.browser("tova")
    page = tova.get("/settings/organisation/scale")
    page = tova.act(page, "organisation.change_scale", **{"levels-1-label": "Nearly", "levels-5-label": "Beyond"})
    assert page.status_code == 422
    assert "Say in words what this level looks like" in text_of(page)
    page = tova.follow(tova.act(page, "organisation.change_scale", **{"levels-5-words": "Nobody has seen it."}))
    assert forms(page)["organisation.change_scale"].fields["levels-5-key"] == "l6"
    late = stale(tova, "/settings/organisation/scale", "organisation.change_scale", **{"levels-0-label": "Low"})
    assert late.status_code == 409
    assert forms(late)["organisation.change_scale"].fields["levels-0-label"] == "Low2"


def test_settings_are_changed_within_their_ranges(house: House) -> None:
    tova = house.browser("tova")
    page = tova.get("/settings/organisation/defaults")
    for value in ("0", "31", "many", ""):
        wrong = tova.act(page, "organisation.change_settings", report_days=value)
        assert wrong.status_code == 422
    page = tova.follow(tova.act(page, "organisation.change_settings", report_days="21"))
    assert forms(page)["organisation.change_settings"].fields["report_days"] == "21"
    with house.within():
        assert organisations.setting("report_days") == 21


def test_a_setting_says_what_it_does_and_the_journal_who_changed_it(house: House) -> None:
    tova = house.browser("tova")
    page = tova.get("/settings/organisation/defaults")
    assert "Papers already made keep their day." in text_of(page)
    tova.act(page, "organisation.change_settings", report_days="21")
    assert "Tova Berg changed the organisation (times and numbers)." in text_of(tova.get("/settings/audit?kind=structure"))


def test_the_calendar_and_the_scale_say_what_a_change_does_and_the_log_tells_it(house: House) -> None:
    tova = house.browser("tova")
    scale = tova.get("/settings/organisation/scale")
    assert "Running cycles keep the scale they began with." in text_of(scale)
    tova.act(scale, "organisation.change_scale", **{"levels-0-label": "Not there yet"})
    path = f"/settings/companies/{ids(house)['Northlight Energy']}"
    page = tova.get(path)
    assert "are counted by these days from now on, in running cycles too." in text_of(page)
    assert "A day in this calendar is no working day" in text_of(page)
    tova.act(page, "company.change", working_days=["1", "2", "3", "4"])
    tova.act(tova.get(path), "company.add_holiday", day="2027-06-05", holiday_name="Grundlovsdag")
    log = text_of(tova.get("/settings/audit?kind=structure"))
    assert "Tova Berg changed the organisation (scale in words)." in log
    assert "Tova Berg changed a company (working days): Northlight Energy." in log
    assert "Tova Berg changed a company (holidays): Northlight Energy." in log


def test_a_colour_is_shown_before_it_is_saved_with_scripts_and_without(house: House) -> None:
    tova = house.browser("tova")
    page = tova.get("/settings/organisation")
    typed = forms(page)["organisation.change"].fields | {"brand_hue": "30", "brand_chroma": "110", "name": "Another name"}
    shown = tova.post("/settings/organisation/previews", typed)
    assert shown.status_code == 200
    assert "Nothing is saved yet. Hue 30, strength 110." in text_of(shown)
    assert forms(shown)["organisation.change"].fields["name"] == "Another name"
    assert forms(shown)["organisation.change"].fields["brand_hue"] == "30"
    with house.within():
        assert organisations.organisation().brand_hue == 172
    part = tova.post("/settings/organisation/previews", typed, headers={"HX-Request": "true"})
    assert "Hue 30, strength 110." in text_of(part)
    assert "<html" not in part.get_data(as_text=True)
    numbers = [float(n) for pair in re.findall(r">([\d.]+) light, ([\d.]+) dark<", part.get_data(as_text=True)) for n in pair]
    assert len(numbers) == 12
    assert min(numbers) >= 4.5
    saved = tova.follow(tova.act(shown, "organisation.change"))
    assert "The colour as it is saved now. Hue 30, strength 110." in text_of(saved)


@pytest.mark.parametrize(("hue", "strength"), [("360", "85"), ("-1", "85"), ("30", "121"), ("green", "85"), ("", "")])
def test_a_colour_out_of_bounds_is_refused_and_the_saved_one_is_shown(house: House, hue: str, strength: str) -> None:
    tova = house.browser("tova")
    typed = forms(tova.get("/settings/organisation"))["organisation.change"].fields
    answer = tova.post("/settings/organisation/previews", typed | {"brand_hue": hue, "brand_chroma": strength})
    assert answer.status_code == 422
    assert "The colour as it is saved now. Hue 172, strength 85." in text_of(answer)
    refused = text_of(tova.act(tova.get("/settings/organisation"), "organisation.change", brand_hue=hue, brand_chroma=strength))
    assert "Enter a whole number." not in refused, "a field says one thing"
    assert "Choose a " in refused


def test_the_colour_is_everybodys_and_nothing_else_is(house: House) -> None:
    tova, nobody = house.browser("tova"), house.anonymous()
    before = nobody.get("/brand.css")
    assert before.mimetype == "text/css"
    page = tova.get("/settings/organisation")
    assert tova.act(page, "organisation.change", brand_hue="400").status_code == 422
    assert tova.act(page, "organisation.change", brand_hue="20", brand_chroma="120").status_code == 303
    after = nobody.get("/brand.css?v=20-120")
    assert "--brand-h:20" in after.get_data(as_text=True)
    assert before.get_data() != after.get_data()
    assert "immutable" in after.headers["Cache-Control"] or "max-age=31536000" in after.headers["Cache-Control"]
    assert nobody.get("/brand.css?v=old").headers["Cache-Control"] == "no-cache"
    assert house.anonymous("tidewater").get("/brand.css").get_data() == before.get_data()


def test_the_number_of_statements_does_not_grow_with_the_structure(house: House) -> None:
    tova = house.browser("tova")
    counts = []
    for more in (0, 30):
        with house.within():
            energy = organisations.companies()[1]
            for n in range(more):
                organisations.make_unit(energy, name=f"Unit {n}", by=None)
                organisations.make_position(title=f"Position {n}", by=None)
                organisations.add_holiday(energy, day=organisations.today() + timedelta(days=n), by=None)
        row = []
        for path in ("/settings/units", "/settings/positions", "/settings/companies", objects(house)[1], "/settings/units/new"):
            with house.counting() as seen:
                assert tova.get(path).status_code == 200
            row.append(len(seen))
        counts.append(row)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12, counts
