from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tenants import organisations, people
from tests.house_fixture import House, forms, main_of, text_of

ADMIN = ["/settings/people/new", "/settings/partners", "/settings/grants"]
LISTING = ["/settings/people"]
ALL = ["/settings/", "/settings/profile", "/settings/people/find", "/settings/people/find?q=am"]


@pytest.mark.parametrize(
    ("name", "listing", "admin"),
    [("amara", 404, 404), ("bo", 404, 404), ("chen", 200, 404), ("dara", 200, 404), ("tova", 200, 200), ("hugo", 200, 404)],
)
def test_who_sees_which_page(house: House, name: str, listing: int, admin: int) -> None:
    browser = house.browser(name)
    for paths, status in ((ADMIN, admin), (LISTING, listing), (ALL, 200)):
        for path in paths:
            answer = browser.get(path)
            assert answer.status_code == status, path
            assert status != 200 or 'class="lock"' in answer.get_data(as_text=True), path


@pytest.mark.parametrize(
    ("name", "amara", "liwei", "act"),
    [
        ("amara", 404, 404, 404), ("bo", 404, 404, 404), ("nia", 404, 404, 404), ("mira", 404, 404, 404),
        ("chen", 200, 404, 403), ("hugo", 404, 200, 404), ("dara", 200, 200, 403), ("tova", 200, 200, 303),
    ],
)  # fmt: skip
def test_who_sees_whose_entries_and_who_changes_them(house: House, name: str, amara: int, liwei: int, act: int) -> None:
    browser = house.browser(name)
    path = f"/settings/people/{house.person('amara')}"
    assert browser.get(path).status_code == amara
    assert browser.get(f"/settings/people/{house.person('liwei')}").status_code == liwei
    with house.within():
        version = people.person(house_id(house, "amara")).version  # type: ignore[union-attr]
    fields = {"name": "Amara Diallo", "email": "amara@northlight.example", "version": version}
    assert browser.post(path, fields).status_code == act
    if act != 303:
        for part in ("placements", "lines", "departures", "stays", "returns", "emails"):
            assert browser.post(f"{path}/{part}", fields).status_code == act, part


def house_id(house: House, name: str) -> UUID:
    found = people.by_email(f"{name}@{house.home_of(name)}.example")
    assert found is not None
    return found.id


def test_people_of_another_organisation_cannot_be_told_from_nobody(house: House) -> None:
    tova = house.browser("tova")
    for person_id in (house.person("eve"), uuid4()):
        for part in ("", "/placements", "/lines", "/departures", "/stays", "/returns", "/emails"):
            if not part:
                assert tova.get(f"/settings/people/{person_id}").status_code == 404
            assert tova.post(f"/settings/people/{person_id}{part}", {"version": 1}).status_code == 404
        for path in ("partners/{}/endings", "grants/{}/endings", "emails/{}/confirmations", "emails/{}/droppings"):
            assert tova.post("/settings/" + path.format(person_id), {"version": 1}).status_code == 404
    assert "Eve Moreau" not in text_of(tova.get("/settings/people/find?q=eve@"))
    page = tova.get("/settings/people/new")
    answer = tova.act(page, "person.add", name="Spy", email="spy@northlight.example", manager="finn@tidewater.example")
    assert answer.status_code == 422
    assert "Nobody here has this name or address" in text_of(answer)


def test_a_person_lives_in_the_browser(house: House) -> None:
    tova = house.browser("tova")
    page = tova.act(
        tova.get("/settings/people/new"), "person.add", name="欧阳 娜娜 👩🏽‍🚀", email="nana@northlight.example", manager="Bo",
        unit=unit(house, "Field Engineering"),
    )  # fmt: skip
    page = tova.follow(page)
    assert main_of(page)["object"] == "person"
    assert main_of(page)["state"] == "invited"
    assert "Bo Jensen" in text_of(page)
    assert "Chen Yifan" in text_of(page), "the HR partner of the unit"
    page = tova.follow(tova.act(page, "person.change", called="娜娜", email="nana2@northlight.example"))
    assert "nana2@northlight.example" in page.get_data(as_text=True)
    assert tova.act(page, "sign_in.invite").headers["Location"].endswith(f"/settings/people/{main_of(page)['id']}")
    tomorrow = (today(house) + timedelta(days=1)).isoformat()
    page = tova.follow(tova.act(page, "person.place", unit=unit(house, "Operations Shanghai"), starts_on=tomorrow))
    assert "Northlight Asia" in text_of(page)
    page = tova.follow(tova.act(page, "person.set_manager", manager="", nobody="on"))
    assert "Bo Jensen" not in text_of(page)
    page = tova.follow(tova.act(page, "person.set_manager", manager="mira@northlight.example"))
    assert "Mira Haddad" in text_of(page)
    at_once = tova.act(page, "person.leave", last_day=today(house).isoformat())
    assert at_once.status_code == 422
    assert "This ends their account, lines and rights at once." in text_of(at_once)
    page = tova.follow(tova.act(page, "person.leave", last_day=tomorrow))
    assert "Leaves: last day" in text_of(page)
    page = tova.follow(tova.act(page, "person.stay"))
    page = tova.follow(tova.act(page, "person.leave", last_day=today(house).isoformat(), at_once="y"))
    assert main_of(page)["state"] == "left"
    assert "person.change" not in forms(page)
    page = tova.follow(tova.act(page, "person.come_back"))
    assert main_of(page)["state"] == "invited"


def unit(house: House, name: str) -> str:
    with house.within():
        return next(str(b.unit.id) for b in organisations.flat(organisations.unit_tree()) if b.unit.name == name)


def today(house: House) -> Any:
    with house.within():
        return organisations.today()


def test_wrong_entries_keep_the_words(house: House) -> None:
    tova = house.browser("tova")
    page = tova.act(tova.get("/settings/people/new"), "person.add", name="", email="nobody", called="Kept", starts_on="soon")
    assert page.status_code == 422
    assert forms(page)["person.add"].fields["called"] == "Kept"
    for said in ("Enter a name.", "Enter an address such as name@example.com.", "Enter a day that there is"):
        assert said in text_of(page), "all that is wrong is said at once"
    page = tova.act(tova.get("/settings/people/new"), "person.add", name="New", email="AMARA@northlight.example")
    assert page.status_code == 422
    assert "has this address already" in text_of(page)
    path = f"/settings/people/{house.person('amara')}"
    for act, wrong in (
        ("person.place", {"unit": str(uuid4())}),
        ("person.place", {"starts_on": "2001-01-01"}),
        ("person.set_manager", {"manager": ""}),
        ("person.set_manager", {"manager": "nobody at all"}),
        ("person.set_manager", {"manager": "amara@northlight.example"}),
        ("person.leave", {"last_day": "1999-01-01"}),
        ("person.ask_email", {"new_email": "bo@northlight.example"}),
        ("person.change", {"name": "x" * 500}),
    ):
        answer = tova.act(tova.get(path), act, **wrong)
        assert answer.status_code == 422, (act, wrong)
        assert "There is a problem" in text_of(answer)
        for name, value in wrong.items():
            if name != "unit":
                assert forms(answer)[act].fields[name] == value


def test_who_comes_later_keeps_the_words(house: House) -> None:
    tova = house.browser("tova")
    path = f"/settings/people/{house.person('amara')}"
    page = tova.get(path)
    assert tova.act(page, "person.change", name="First").status_code == 303
    late = tova.act(page, "person.change", name="Second")
    assert late.status_code == 409
    assert "Somebody changed this in the meantime" in text_of(late)
    assert forms(late)["person.change"].fields["name"] == "Second"
    assert tova.act(late, "person.change").status_code == 303
    for act, more in (
        ("person.place", {}),
        ("person.set_manager", {}),
        ("person.leave", {"last_day": (today(house) + timedelta(days=1)).isoformat()}),
    ):
        assert tova.act(page, act, **more).status_code == 409, act


def test_what_begins_later_is_told_with_the_day_from_which_it_holds(house: House) -> None:
    tova = house.browser("tova")
    day = today(house) + timedelta(days=40)
    said = f"{day.day} {day:%B %Y}"
    page = tova.get(f"/settings/people/{house.person('amara')}")
    for act, fields in (
        ("person.place", {"unit": unit(house, "Operations Shanghai"), "starts_on": day.isoformat()}),
        ("person.set_manager", {"manager": "mira@northlight.example", "starts_on": day.isoformat()}),
    ):
        page = tova.follow(tova.act(page, act, **fields))
        assert f"It holds from {said} on; until then nothing changes." in text_of(page), act
    page = tova.follow(tova.act(page, "person.leave", last_day=day.isoformat(), at_once="y"))
    assert f"Amara is here up to and with {said}" in text_of(page).replace("Amara Diallo", "Amara")
    page = tova.get(f"/settings/people/{house.person('nia')}")
    page = tova.follow(tova.act(page, "person.set_manager", manager="mira@northlight.example"))
    assert "It holds from" not in text_of(page)
    page = tova.follow(tova.act(page, "person.leave", last_day=today(house).isoformat(), at_once="y"))
    assert "Nia Adeyemi has left." in text_of(page)


def test_nobody_enters_a_line_or_a_leaving_of_their_own_and_is_told_so(house: House) -> None:
    tova = house.browser("tova")
    page = tova.get(f"/settings/people/{house.person('amara')}")
    page = tova.act(page, "person.set_manager", manager="tova@northlight.example")
    assert page.status_code == 403
    assert "Somebody else has to do this" in text_of(page)
    own = tova.get(f"/settings/people/{house.person('tova')}")
    assert "person.set_manager" not in forms(own)
    assert "person.leave" not in forms(own)


def test_rights_and_partners_are_given_and_ended(house: House) -> None:
    tova = house.browser("tova")
    page = tova.follow(tova.act(tova.get("/settings/grants"), "grant.give", person="Nia Adeyemi", kind="panel"))
    assert "Nia Adeyemi" in text_of(page)
    assert "Tova Berg" in text_of(page), "who gave it"
    again = tova.act(page, "grant.give", person="nia@northlight.example", kind="panel")
    assert again.status_code == 422
    refused = tova.act(page, "grant.end")
    assert refused.status_code == 409
    assert "At least one tenant admin" in text_of(refused)
    page = tova.act(tova.get("/settings/partners"), "partner.assign", partner="nia", unit="", manager="")
    assert page.status_code == 422
    page = tova.follow(tova.act(page, "partner.assign", partner="nia", unit=unit(house, "Operations Shanghai")))
    before = text_of(page).count("Operations Shanghai")
    again = tova.act(page, "partner.assign", partner="nia", unit=unit(house, "Operations Shanghai"))
    assert again.status_code == 422
    assert "HR partner there already" in text_of(again)
    assert house.browser("nia").get("/settings/people").status_code == 200
    page = tova.follow(tova.act(page, "partner.end"))
    assert page.status_code == 200
    assert before >= 2


def test_another_address_goes_through_two_hands_in_the_browser(house: House) -> None:
    tova, amara = house.browser("tova"), house.browser("amara")
    page = tova.get(f"/settings/people/{house.person('amara')}")
    page = tova.follow(tova.act(page, "person.ask_email", new_email="new@northlight.example"))
    assert "New address: new@northlight.example" in text_of(page)
    assert "person.confirm_email" not in forms(page)
    own = amara.get("/settings/profile")
    other = house.browser("bo")
    assert other.post(forms(own)["person.confirm_email"].action, {"version": 1}).status_code == 404
    page = amara.follow(amara.act(own, "person.confirm_email"))
    assert "new@northlight.example" in text_of(page)
    page = amara.follow(amara.act(page, "person.ask_email", new_email="newer@northlight.example"))
    assert "person.confirm_email" not in forms(page)
    page = amara.follow(amara.act(page, "person.drop_email"))
    assert "newer" not in text_of(page)


def test_finding_shows_a_few_and_never_everybody(house: House) -> None:
    amara = house.browser("amara")
    assert "@northlight.example" not in text_of(amara.get("/settings/people/find")), "nothing typed, nobody listed"
    assert "Bo Jensen" in text_of(amara.get("/settings/people/find?q=b%C3%B3"))
    part = amara.get("/settings/people/find?field=manager&manager=李", headers={"HX-Request": "true"})
    assert part.get_data(as_text=True).strip() == '<option value="liwei@northlight.example" label="李伟">李伟</option>'
    assert "HX-Request" in part.headers["Vary"]
    with house.within():
        for n in range(25):
            people.add(name=f"Zoë {n:02}", email=f"zoe{n}@northlight.example", by=None)
    assert text_of(amara.get("/settings/people/find?q=ZOE")).count("zoe") == 10
    for odd in ("%25", "_", "%00", "%F0%9F%98%80", "x" * 500, "&field=nothing"):
        assert amara.get(f"/settings/people/find?q={odd}").status_code == 200


def test_the_list_is_narrowed_and_paged(house: House) -> None:
    tova = house.browser("tova")
    with house.within():
        coast = organisations.make_unit(
            organisations.companies()[1], name="Coast", parent=find_unit("Field Engineering"), by=None
        )
        for n in range(120):
            people.add(name=f"Person {n:03}", email=f"p{n}@northlight.example", unit=coast, by=None)
    page = tova.get("/settings/people?q=Person")
    seen = []
    for _more in range(5):
        html = page.get_data(as_text=True)
        seen += [f"Person {n:03}" for n in range(120) if f">Person {n:03}<" in html]
        after = [chunk.split('"')[0] for chunk in html.split('rel="next" href="')[1:]]
        if not after:
            break
        page = tova.get(after[0].replace("&amp;", "&"))
    assert seen == [f"Person {n:03}" for n in range(120)]
    unit_id = unit(house, "Field Engineering")
    assert "Person 000" in text_of(tova.get(f"/settings/people?unit={unit_id}&q=p"))
    assert "Person 000" not in text_of(tova.get(f"/settings/people?unit={unit(house, 'Operations Shanghai')}"))
    for junk in ("unit=junk", "company=junk", "state=junk", "after=junk", "before=%00", f"unit={uuid4()}"):
        assert tova.get(f"/settings/people?{junk}").status_code == 200, junk
    assert "Person 000" not in text_of(house.browser("hugo").get("/settings/people")), "not his unit"


def find_unit(name: str) -> organisations.Unit:
    return next(b.unit for b in organisations.flat(organisations.unit_tree()) if b.unit.name == name)


@pytest.mark.slow
def test_the_number_of_statements_does_not_grow_with_the_people(house: House) -> None:
    tova, counts = house.browser("tova"), []
    for more in (0, 60):
        with house.within():
            boss = people.by_email("bo@northlight.example")
            for n in range(more):
                people.add(
                    name=f"Person {n}",
                    email=f"p{n}@northlight.example",
                    unit=find_unit("Field Engineering"),
                    manager=boss,
                    by=None,
                )
        row = []
        for path in ("/settings/", "/settings/people", "/settings/partners", "/settings/grants", "/settings/people/find?q=p"):
            with house.counting() as seen:
                assert tova.get(path).status_code == 200
            row.append(len(seen))
        bo = house.person("bo")
        with house.counting() as seen:
            tova.get(f"/settings/people/{bo}")
        row.append(len(seen))
        counts.append(row)
    assert counts[0] == counts[1]
    assert max(counts[0][:5]) <= 12, counts
    assert counts[0][5] <= 22, counts
