"""The commands by which structure and people are kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tenants import isolation, journal, organisations, people
from tenants.isolation import clock
from tests.house_fixture import House


@pytest.fixture
def run(house: House):  # type: ignore[no-untyped-def]  # a function made on the spot
    runner = house.app.test_cli_runner()

    def command(*words: str, exit_code: int = 0) -> str:
        result = runner.invoke(args=list(words))
        assert result.exit_code == exit_code, (words, result.output, result.exception)
        return result.output

    return command


def test_an_organisation_is_furnished_by_commands(house: House, run) -> None:  # type: ignore[no-untyped-def]
    n = "northlight"
    run(
        "company",
        "add",
        n,
        "Northlight 南方",
        "--legal-name",
        "北光南方有限公司",
        "--time-zone",
        "Asia/Shanghai",
        "--language",
        "zh",
    )
    run("company", "holiday", n, "northlight 南方", "2027-01-01", "--name", "元旦")
    run("unit", "add", n, "Canton", "--company", "Northlight 南方")
    run("unit", "add", n, "Harbour", "--company", "Northlight 南方", "--below", "Canton")
    run("unit", "rename", n, "Canton > Harbour", "Port")
    run("unit", "move", n, "Port")
    run("position", "add", n, "Rigger", "--words", "Keeps lines safe.")
    run("person", "add", n, "nana@northlight.example", "--name", "欧阳 娜娜", "--unit", "Port", "--position", "rigger",
        "--manager", "liwei@northlight.example", "--from", "2026-01-05")  # fmt: skip
    run("person", "place", n, "nana@northlight.example", "--unit", "Canton", "--from", "2026-06-01")
    run("line", "set", n, "nana@northlight.example", "bo@northlight.example")
    run("partner", "assign", n, "hugo@northlight.example", "--unit", "Canton")
    run("partner", "assign", n, "hugo@northlight.example", "--manager", "bo@northlight.example")
    run("grant", "give", n, "nana@northlight.example", "panel")
    assert "Port" in run("unit", "list", n)
    assert "北光南方有限公司" in run("company", "list", n)
    assert "欧阳 娜娜" in run("person", "list", n, "--unit", "Canton")
    assert "hugo@northlight.example\tCanton" in run("partner", "list", n)
    assert "panel\tnana@northlight.example" in run("grant", "list", n)
    assert "Rigger" in run("position", "list", n)
    with house.within():
        nana = people.by_email("nana@northlight.example")
        assert nana is not None
        manager = people.manager_of(nana.id)
        assert manager is not None
        assert manager.name == "Bo Jensen"
        entry = isolation.session().scalars(select(journal.JournalEntry).where(journal.JournalEntry.verb == "person.added"))
        assert {e.actor_id for e in entry} == {None}
    run("grant", "end", n, "nana@northlight.example", "panel")
    run("partner", "end", n, "hugo@northlight.example", "--manager", "bo@northlight.example")
    run("line", "end", n, "nana@northlight.example")
    run("person", "rename", n, "nana@northlight.example", "欧阳娜娜")
    run("person", "leave", n, "nana@northlight.example")
    run("person", "return", n, "nana@northlight.example")
    run("unit", "close", n, "Port")
    run("unit", "reopen", n, "Port")
    run("position", "close", n, "Rigger")
    run("position", "reopen", n, "Rigger")


def test_whatever_can_be_set_can_be_listed(house: House, run) -> None:  # type: ignore[no-untyped-def]
    n = "northlight"
    run("person", "add", n, "nana@northlight.example", "--name", "Nana", "--manager", "liwei@northlight.example",
        "--from", "2026-01-05")  # fmt: skip
    first = clock.now().date() + timedelta(days=40)
    run("line", "set", n, "nana@northlight.example", "bo@northlight.example", "--from", str(first))
    told = run("line", "list", n)
    assert f"nana@northlight.example\tliwei@northlight.example\t2026-01-05\t{first - timedelta(days=1)}\n" in told
    assert f"nana@northlight.example\tbo@northlight.example\t{first}\n" in told
    assert "amara@northlight.example\tbo@northlight.example\t" in told
    led = run("line", "list", n, "--manager", "bo@northlight.example").splitlines()
    assert {line.split("\t")[1] for line in led} == {"bo@northlight.example"}
    assert len(led) == sum("\tbo@northlight.example\t" in line for line in told.splitlines())
    run("person", "add", n, "new@northlight.example", "--name", "Nobody Yet")
    assert "new@northlight.example\tNobody Yet\tinvited" in run("person", "list", n), "also who is placed nowhere"
    run("company", "holiday", n, "Northlight Asia", "2027-01-01", "--name", "元旦")
    assert "2027-01-01\t元旦\n" in run("company", "holidays", n, "Northlight Asia")


def test_a_refusal_is_one_clear_line_and_changes_nothing(house: House, run) -> None:  # type: ignore[no-untyped-def]
    for words, says in (
        (("company", "list", "nowhere"), "no organisation at “nowhere”"),
        (("company", "close", "northlight", "Northlight Asia"), "1 person is placed there"),
        (("company", "add", "northlight", "Northlight Asia"), "in use already"),
        (("unit", "add", "northlight", "X", "--company", "None"), "no company “None”"),
        (("unit", "close", "northlight", "Nothing"), "no unit “Nothing”"),
        (("line", "set", "northlight", "bo@northlight.example", "amara@northlight.example"), "circle"),
        (("line", "set", "northlight", "bo@northlight.example", "eve@tidewater.example"), "nobody with the address"),
        (("grant", "end", "northlight", "tova@northlight.example", "tenant_admin"), "At least one tenant admin"),
        (("person", "add", "northlight", "amara@northlight.example", "--name", "Twin"), "has this address already"),
    ):
        output = run(*words, exit_code=1)
        assert says in output, output
        assert len(output.strip().splitlines()) == 1, output
    run("grant", "give", "northlight", "bo@northlight.example", "emperor", exit_code=2)
    run("person", "leave", "northlight", "bo@northlight.example", "--last-day", "tomorrow", exit_code=2)
    with house.within():
        assert [c.name for c in organisations.companies()] == ["Northlight Asia", "Northlight Energy"]
        assert people.find("twin") == []


def test_names_that_are_used_twice_are_told_by_their_way_from_the_top(house: House, run) -> None:  # type: ignore[no-untyped-def]
    for above in ("Field Engineering", "People and Finance"):
        run("unit", "add", "northlight", "Team", "--company", "Northlight Energy", "--below", above)
    assert "more than one unit" in run("unit", "close", "northlight", "Team", exit_code=1)
    run("unit", "close", "northlight", "Field Engineering > Team")
    assert run("unit", "list", "northlight").count("closed") == 1


def test_a_company_is_changed_by_commands_and_keeps_what_is_not_said(house: House, run) -> None:  # type: ignore[no-untyped-def]
    n = "northlight"
    run("company", "change", n, "Northlight Asia", "--letterhead", "1 New Road", "--working-days", "123456", "--language", "en")
    run("company", "holiday", n, "Northlight Asia", "2027-02-06", "--name", "春节")
    run("company", "workday", n, "Northlight Asia", "2027-02-06")
    assert "works on 2027-02-06 already" in run("company", "workday", n, "Northlight Asia", "2027-02-06", exit_code=1)
    for wrong in (("--working-days", "8"), ("--time-zone", "Moon/Crater"), ("--language", "tlh"), ("--legal-name", " ")):
        run("company", "change", n, "Northlight Asia", *wrong, exit_code=1)
    with house.within():
        found = next(each for each in organisations.companies() if each.name == "Northlight Asia")
        assert (found.letterhead, found.working_days, found.language) == ("1 New Road", "123456", "en")
        assert found.time_zone == "Asia/Shanghai"
        assert organisations.holidays(found.id) == []


def test_a_position_gets_its_criteria_in_words_by_commands(house: House, run) -> None:  # type: ignore[no-untyped-def]
    def rigger() -> organisations.Position:
        return next(each for each in organisations.positions() if each.title == "Rigger")

    n = "northlight"
    run("position", "add", n, "Rigger")
    run("position", "change", n, "Rigger", "--criterion", "Safety first", "--level", "l3", "Follows the rules.")
    with house.within():
        key = rigger().criteria[0]["key"]
    run("position", "change", n, "Rigger", "--criterion", "Safety first", "--level", "l4", "Others do so too.")
    run(
        "position", "change", n, "Rigger", "--criterion", "Care", "--level", "l3", "Leaves it clean.", "--words", "Keeps lines."
    )
    with house.within():
        first, second = rigger().criteria
        assert first["key"] == key
        assert first["words"] == {"l3": "Follows the rules.", "l4": "Others do so too."}
        assert (second["title"], rigger().words) == ("Care", "Keeps lines.")
    run("position", "change", n, "Rigger", "--drop", "Care")
    assert "no criterion “Care”" in run("position", "change", n, "Rigger", "--drop", "Care", exit_code=1)
    with house.within():
        assert [each["title"] for each in rigger().criteria] == ["Safety first"]


def test_an_organisation_begins_with_its_scale_in_its_own_language(house: House, run) -> None:  # type: ignore[no-untyped-def]
    for slug, language, lowest in (("kunlun", "zh", "未达成"), ("fjord", "en", "Not reached")):
        run("tenant", "create", slug, "--language", language)
        with house.within(slug):
            levels = organisations.organisation().scale
        assert levels[0]["label"] == lowest
        assert all(level["label"] and level["words"] for level in levels)
        assert [level["key"] for level in levels] == ["l1", "l2", "l3", "l4", "l5"]


def test_the_organisation_itself_is_changed_by_commands(house: House, run) -> None:  # type: ignore[no-untyped-def]
    n = "northlight"
    run("organisation", "change", n, "--name", "Northlight 北光", "--hue", "200")
    run("organisation", "set", n, "threshold", "5")
    shown = run("organisation", "show", n).splitlines()
    assert shown[0].startswith("Northlight 北光\ten\t")
    assert "threshold\t5" in shown
    assert "report_days\t7" in shown
    for wrong, says in (
        (("change", n, "--time-zone", "Moon/Crater"), "Choose a time zone"),
        (("set", n, "threshold", "2"), "from 3 to 10"),
        (("set", n, "nothing", "2"), "no such setting"),
    ):
        assert says in run("organisation", *wrong, exit_code=1)


def test_a_person_is_invited_and_changed_by_commands_and_found_by_company(house: House, run) -> None:  # type: ignore[no-untyped-def]
    n, mail = "northlight", "nana@northlight.example"
    run("person", "add", n, mail, "--name", "Nana", "--unit", "Field Engineering", "--invite")
    run("person", "change", n, mail, "--called", "Na", "--number", "77", "--email", "na@northlight.example")
    run("person", "invite", n, "na@northlight.example")
    assert "can be invited" in run("person", "invite", n, "bo@northlight.example", exit_code=1)
    refused = run("person", "change", n, "bo@northlight.example", "--email", "x@northlight.example", exit_code=1)
    assert "second person" in refused
    with house.within():
        found = people.by_email("na@northlight.example")
        assert found is not None
        assert (found.name, found.called, found.external_id) == ("Nana", "Na", "77")
        verbs = select(journal.JournalEntry.verb).where(journal.JournalEntry.about_id == found.id)
        assert list(isolation.session().scalars(verbs)).count("sign_in.invited") == 2
    asia, energy = (run("person", "list", n, "--company", name) for name in ("Northlight Asia", "Northlight Energy"))
    assert ("liwei@" in asia, "liwei@" in energy, "bo@" in asia, "bo@" in energy) == (True, False, False, True)
    assert "na@" in run("person", "list", n, "--company", "Northlight Energy", "--unit", "Field Engineering")
    assert "na@" not in run("person", "list", n, "--company", "Northlight Asia", "--unit", "Field Engineering")
