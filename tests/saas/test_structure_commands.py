"""The commands by which structure and people are kept."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tenants import isolation, journal, organisations, people
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
