"""What the operator's commands print: organisations, structure, people and states, and nothing that anybody wrote."""

from __future__ import annotations

from collections.abc import Iterator

import click
from sqlalchemy import select

from tenants.agreements import LineComment
from tenants.isolation import session
from tests.factories import a_proposed_plan
from tests.house_fixture import House
from tests.saas.performance_file import files

SECRET = "Zuckerrohr 甘蔗"
READS = frozenset({"list", "check", "routes", "show", "status"})
"""How commands are called that change nothing."""


def leaves(group: click.Group, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command of the house, with the words that lead to it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, (*way, name))
        else:
            yield (*way, name), command


def test_no_command_shows_what_anybody_wrote(house: House) -> None:
    made = a_proposed_plan(house)
    made.ask("bo", 1, "", SECRET)
    files.added(house, words=SECRET)
    with house.acting("amara"):
        assert session().scalars(select(LineComment.words)).all() == [SECRET], "there is something to be kept back"
    runner, said = house.app.test_cli_runner(), {}
    for way, command in leaves(house.app.cli):
        if way[-1] not in READS:
            continue
        wanted = [each for each in command.params if isinstance(each, click.Argument) and each.required]
        assert len(wanted) <= 1, f"{way} wants more than the organisation"
        result = runner.invoke(args=[*way, *("northlight" for _each in wanted)])
        assert result.exit_code == 0, (way, result.output)
        said[way] = result.output
    assert {way[0] for way in said} >= {"tenant", "company", "unit", "position", "person", "partner", "grant", "check"}
    assert "amara@northlight.example" in said["person", "list"], "they do say something"
    assert [way for way, output in said.items() if SECRET in output or SECRET.split()[1] in output] == []
