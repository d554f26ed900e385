"""Explanations say what is so: whoever a page names comes in, whoever it does not name gets nothing, for every role."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from saas import plan
from tenants import people
from tests.factories import Made, a_proposed_plan, an_agreed_plan, an_open_plan, filled, stands_in
from tests.house_fixture import House, text_of

pytestmark = pytest.mark.slow

CAST = ("amara", "bo", "mira", "chen", "hugo", "dara", "tova", "nia", "liwei", "ingrid")
"""Employee, manager, former manager, HR partner, one elsewhere, head of HR, tenant admin, peers, somebody above."""


def left_by_the_manager(house: House) -> Made:
    """Bo signed; since today Mira leads, and has signed nothing."""
    made = an_agreed_plan(house)
    made.lead("mira")
    return made


def called_in(house: House) -> Made:
    """Chen was called in, and Hugo stands in for Chen; Mira for Bo."""
    made = a_proposed_plan(house)
    made.ask("amara", 1, "", "Before the call")
    made.counter("bo", "Less.")
    made.call("bo")
    made.propose("bo", filled)
    stands_in(house, "hugo", "chen")
    stands_in(house, "mira", "bo")
    return made


def without_a_manager(house: House) -> Made:
    made = a_proposed_plan(house)
    made.lead(None)
    return made


def of_hr_itself(house: House) -> Made:
    """The head of HR leads the HR partner: never both sides and partner in one."""
    made = an_open_plan(house, "chen", "dara")
    made.propose("chen", filled)
    return made


def by_the_manager(house: House) -> Made:
    """Hugo is HR partner of Bo and his reports; the tenant admin is HR partner of Field Engineering, too."""
    made = a_proposed_plan(house)
    with house.within():
        bo, hugo, tova = (people.person(house.person(name)) for name in ("bo", "hugo", "tova"))
        assert bo is not None
        assert hugo is not None
        assert tova is not None
        people.assign_partner(hugo, manager=bo, by=None)
        people.give(tova, "hr_head", by=None)
    return made


SCENES: tuple[Callable[[House], Made], ...] = (
    an_open_plan, a_proposed_plan, an_agreed_plan, left_by_the_manager, called_in, without_a_manager, of_hr_itself,
    by_the_manager,
)  # fmt: skip


def rows(page: Any) -> dict[str, dict[str, str]]:
    """The rows of an answer by whom or what they are about: their facts, and their words as "text"."""
    found = {}
    for row in re.findall(r"<tr ([^>]*data-(?:reader|thing)=[^>]*)>(.*?)</tr>", page.get_data(as_text=True), re.DOTALL):
        facts = dict(re.findall(r'data-([a-z]+)="([^"]*)"', row[0]))
        facts["text"] = " ".join(re.sub(r"<[^>]+>", " ", row[1]).split())
        found[facts.get("reader") or facts["thing"]] = facts
    return found


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_who_can_read_a_plan_is_who_gets_its_page(house: House, scene: Callable[[House], Made]) -> None:
    made = scene(house)
    listed = rows(house.browser("tova").get(f"{made.path}/readers"))
    for name in CAST:
        browser, row = house.browser(name), listed.get(str(house.person(name)))
        assert (row is not None) == (browser.get(made.path).status_code == 200), name
        assert (browser.get(f"{made.path}/readers").status_code == 200) == (row is not None or name == "tova"), name
        if row is not None:
            assert "Why" not in row["text"]
            assert "." in row["text"], f"{name} is told no reason"
    assert len(listed) >= 2 or scene is without_a_manager


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_the_versions_told_are_those_that_open(house: House, scene: Callable[[House], Made]) -> None:
    made = scene(house)
    with house.within():
        page = {str(one.person.id): one for one in _readers(made)}
    for name in CAST:
        told = page.get(str(house.person(name)))
        browser = house.browser(name)
        opening = tuple(no for no in range(1, 5) if browser.get(f"{made.path}/versions/{no}").status_code == 200)
        assert opening == (told.versions if told is not None else ()), name


def _readers(made: Made) -> Any:
    from saas.audit.readers import readers_of_plan
    from tenants import isolation

    isolation.act_as(made.house.person("tova"))
    return readers_of_plan(made.sheet())


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_what_somebody_sees_of_somebody_is_answered_as_the_doors_do(house: House, scene: Callable[[House], Made]) -> None:
    made = scene(house)
    admin, of = house.browser("tova"), made.employee
    person, mail = house.person(of), f"{of}@northlight.example"
    for name in CAST:
        answer = rows(admin.get(f"/settings/sight?reader={name}@northlight.example&of={mail}"))
        browser = house.browser(name)
        entries = "/settings/profile" if name == of else f"/settings/people/{person}"
        opens = {
            str(made.id): browser.get(made.path).status_code == 200,
            "entries": browser.get(entries).status_code == 200,
            "cycle": 'id="cycle"' in browser.get(f"/people/{person}").get_data(as_text=True),
            "place": browser.get(f"/people/{person}").status_code == 200,
        }
        assert {thing: row["sees"] == "yes" for thing, row in answer.items() if thing in opens} == opens, name
        assert all(row["text"].count(".") for row in answer.values()), name


@pytest.mark.parametrize("of", ["amara", "bo", "dara", "tova"])
def test_who_sees_what_of_a_person_is_who_gets_it(house: House, of: str) -> None:
    stands_in(house, "mira", "bo")
    stands_in(house, "liwei", "chen")
    person = house.person(of)
    listed = rows(house.browser("tova").get(f"/people/{person}/readers"))
    for name in CAST:
        browser, row = house.browser(name), listed.get(str(house.person(name)), {"cycle": "no", "entries": "no"})
        cycle = 'id="cycle"' in browser.get(f"/people/{person}").get_data(as_text=True)
        entries = name == of or browser.get(f"/settings/people/{person}").status_code == 200
        assert (row["cycle"] == "yes", row["entries"] == "yes") == (cycle, entries), name
        assert (browser.get(f"/people/{person}/readers").status_code == 200) == (cycle or entries), name


def test_the_reasons_are_relations_with_their_days(house: House) -> None:
    made = called_in(house)
    page = text_of(house.browser("amara").get(f"{made.path}/readers"))
    assert "Line manager since" in page
    assert "HR partner of Field Engineering since" in page
    assert "Was called in to help the two." in page
    assert "Head of HR since" in page
    assert "Stands in for Bo Jensen until" in page
    assert "Before the call" not in page


def test_the_pages_lead_to_their_explanations(house: House) -> None:
    made = a_proposed_plan(house)
    amara, tova = house.browser("amara"), house.browser("tova")
    assert f"{made.path}/readers" in amara.get(made.path).get_data(as_text=True)
    person = house.person("amara")
    assert f"/people/{person}/readers" in amara.get(f"/people/{person}").get_data(as_text=True)
    entry = tova.get(f"/settings/people/{person}").get_data(as_text=True)
    assert f"/people/{person}/readers" in entry
    assert "/settings/sight?reader=amara" in entry


def test_one_asks_about_oneself_and_hr_about_those_they_accompany(house: House) -> None:
    made = a_proposed_plan(house)
    nia = house.browser("nia")
    own = text_of(nia.get("/settings/sight?reader=amara@northlight.example"))
    assert "What you see, and why" in own
    answer = nia.get("/settings/sight?of=amara@northlight.example")
    assert str(made.id) not in answer.get_data(as_text=True), "a peer learns of no plan"
    chen = house.browser("chen")
    assert "What Amara Diallo sees, and why" in text_of(chen.get("/settings/sight?reader=amara@northlight.example"))
    refused = chen.get("/settings/sight?reader=liwei@northlight.example")
    assert refused.status_code == 422
    assert "You can ask about yourself and about those you accompany." in text_of(refused)
    assert house.browser("tova").get("/settings/sight?reader=eve@tidewater.example").status_code == 422


def test_what_follows_names_every_relation_and_right(house: House) -> None:
    stands_in(house, "hugo", "bo")
    tova = house.browser("tova")
    seen = {
        who: text_of(tova.get(f"/settings/sight?reader={who}@northlight.example")) for who in ("bo", "hugo", "dara", "tova")
    }
    assert "Leads 2 people" in seen["bo"]
    assert "HR partner of Operations Shanghai since" in seen["hugo"]
    assert "Stands in for Bo Jensen until" in seen["hugo"]
    assert "Head of HR since" in seen["dara"]
    assert "Tenant admin since" in seen["tova"]
    assert "Reads no plans by it." in seen["tova"]


def test_what_follows_names_what_is_left_of_earlier_lines_and_a_call(house: House) -> None:
    made, tova = called_in(house), house.browser("tova")
    made.lead("mira")
    asked = "/settings/sight?reader={}@northlight.example"
    assert "Led 1 person beforeKeeps what they signed" in text_of(tova.get(asked.format("bo")))
    assert "beforeKeeps" not in text_of(tova.get(asked.format("nia")))
    assert "Called in to 1 planReads every version" in text_of(tova.get(asked.format("chen")))
    made.propose("mira", filled)
    made.sign("amara", 3)
    assert "Called in" not in text_of(tova.get(asked.format("chen")))


def test_the_answer_costs_the_same_for_few_and_for_many(house: House) -> None:
    made = called_in(house)
    tova = house.browser("tova")
    tova.get("/")

    def cost(path: str) -> int:
        with house.counting() as sent:
            assert tova.get(path).status_code == 200
        return len(sent)

    paths = [f"{made.path}/readers", f"/people/{house.person('amara')}/readers"]
    paths += ["/settings/sight?reader=bo@northlight.example&of=amara@northlight.example"]
    before = [cost(path) for path in paths]
    with house.within():
        for name in ("nia", "liwei", "mira", "ingrid"):
            found = people.person(house.person(name))
            assert found is not None
            people.give(found, "hr_head", by=None)
            people.give(found, "tenant_admin", by=None)
    stands_in(house, "ingrid", "bo")
    assert [cost(path) for path in paths] == before
    assert before[0] <= 12
    assert before[1] <= 12


def test_a_readers_list_is_the_policys_own(house: House) -> None:
    """Nobody is named for whom the policy says no, whatever the candidates are."""
    made = an_agreed_plan(house)
    with house.within():
        for one in _readers(made):
            sheet = made.sheet()
            signed = plan.signers(sheet.agreement.id).get(one.person.id, frozenset())
            assert plan.sheets([made.id], one.person.id)[0].signed == signed
