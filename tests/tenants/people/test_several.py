"""A file of people does to each of them what somebody would do by hand: the same rows, entries, notices and jobs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from tenants import organisations, people
from tenants.law import NotNow, Refused, Stale
from tenants.people import Actor, Entry, Leaver, Person
from tests.factories import a_proposed_plan, an_agreed_plan
from tests.fence.walk import rows
from tests.house_fixture import House

Act = Callable[[Actor], Any]


class Undo(Exception):
    """Nothing of it is kept."""


def who(name: str) -> Person:
    found = people.by_email(f"{name}@northlight.example")
    assert found is not None
    return found


def unit(name: str) -> organisations.Unit:
    found = [each.unit for each in organisations.flat(organisations.unit_tree()) if each.unit.name.startswith(name)]
    return found[0]


def done(house: House, act: Act) -> tuple[str, ...]:
    """What is different after it, with how often a person moved left out: by hand each step counts."""
    found: tuple[str, ...] = ()
    with suppress(Undo), house.acting("tova") as by:
        before = rows.of_unit()
        act(by)
        found = rows.difference(before, rows.of_unit())
        raise Undo
    return tuple(sorted(_steps_left_out(line) for line in found))


def _steps_left_out(line: str) -> str:
    head, mark, rest = line.partition('"version": ')
    return head + mark + rest.lstrip("0123456789") if line[2:].startswith("person ") else line


def entry(whose: str, **given: Any) -> Entry:
    """As a file speaks of somebody who is here already."""
    there = who(whose)
    kept: dict[str, Any] = {"name": there.name, "called": there.called, "external_id": there.external_id or ""}
    return Entry(**{"email": there.email, "day": organisations.today(), "person": there, **kept, **given})


def later() -> Any:
    return organisations.today() + timedelta(days=30)


def by_file(*made: Callable[[], Entry]) -> Act:
    def act(by: Actor) -> None:
        entries = [each() for each in made]
        people.enter(entries, by=by)
        assert [each.refused for each in entries] == [None] * len(entries)

    return act


def _new(by: Actor) -> None:
    added = people.add(name="Zoë Lind", email="zoe@northlight.example", external_id="77", language="zh", by=None)
    people.place(added, unit=unit("Field"), by=by)
    people.set_manager(added, manager=who("bo"), by=by)


def _back(by: Actor) -> None:
    people.come_back(who("nia"), by=by, invite=False)
    people.place(who("nia"), unit=unit("Field"), by=by)
    people.set_manager(who("nia"), manager=who("mira"), by=by)


PAIRS: dict[str, tuple[Act, Act]] = {
    "another name and number": (
        lambda by: people.change(who("amara"), name="Amara Keita", called="Ama", external_id="A-9", by=by),
        by_file(lambda: entry("amara", name="Amara Keita", called="Ama", external_id="A-9")),
    ),
    "nothing new": (
        lambda by: people.change(who("amara"), name=who("amara").name, called=who("amara").called, by=by),
        by_file(lambda: entry("amara")),
    ),
    "another unit": (
        lambda by: people.place(who("nia"), unit=unit("People"), by=by),
        by_file(lambda: entry("nia", moves=True, unit=unit("People"))),
    ),
    "another unit next month": (
        lambda by: people.place(who("nia"), unit=unit("People"), starts_on=later(), by=by),
        by_file(lambda: entry("nia", day=later(), moves=True, unit=unit("People"))),
    ),
    "another manager": (
        lambda by: people.set_manager(who("amara"), manager=who("mira"), by=by),
        by_file(lambda: entry("amara", led=True, manager=who("mira"))),
    ),
    "another manager next month": (
        lambda by: people.set_manager(who("amara"), manager=who("mira"), starts_on=later(), by=by),
        by_file(lambda: entry("amara", day=later(), led=True, manager=who("mira"))),
    ),
    "no manager": (
        lambda by: people.set_manager(who("amara"), manager=None, by=by),
        by_file(lambda: entry("amara", led=True)),
    ),
    "the manager of before": (
        lambda by: people.set_manager(who("amara"), manager=who("bo"), by=by),
        by_file(lambda: entry("amara", led=True, manager=who("bo"))),
    ),
    "a manager of managers": (
        lambda by: people.set_manager(who("bo"), manager=who("mira"), by=by),
        by_file(lambda: entry("bo", led=True, manager=who("mira"))),
    ),
}


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("made", ["nothing", "proposed", "agreed"])
def test_by_file_as_by_hand(house: House, pair: str, made: str) -> None:
    """Whether nothing runs, a proposal waits, or a plan stands: what follows from a change follows in both."""
    if made != "nothing":
        (a_proposed_plan if made == "proposed" else an_agreed_plan)(house)
    by_hand, from_file = PAIRS[pair]
    expected = done(house, by_hand)
    assert bool(expected) == (pair != "nothing new")
    assert done(house, from_file) == expected


def test_who_stood_in_for_their_new_manager_does_so_no_more(house: House) -> None:
    with house.acting("bo") as bo:
        today = organisations.today()
        people.name_deputy(bo.person, who("hugo"), starts_on=today, ends_on=today + timedelta(days=20), by=bo)
    by_hand, from_file = (
        lambda by: people.set_manager(who("hugo"), manager=who("bo"), by=by),
        by_file(lambda: entry("hugo", led=True, manager=who("bo"))),
    )
    expected = done(house, by_hand)
    assert any("deputy.ended" in line for line in expected)
    assert done(house, from_file) == expected


def test_somebody_who_comes_back(house: House) -> None:
    with house.acting("tova") as by:
        people.leave(who("nia"), by=by)
    back = by_file(lambda: entry("nia", moves=True, unit=unit("Field"), led=True, manager=who("mira")))
    assert done(house, back) == done(house, _back)


def test_somebody_new(house: House) -> None:
    new = by_file(
        lambda: Entry("Zoë Lind", "zoe@northlight.example", organisations.today(), external_id="77", language="zh",
                      moves=True, unit=unit("Field"), led=True, manager=who("bo"))
    )  # fmt: skip
    made, by_hand = done(house, new), done(house, _new)
    verbs = [line.partition('"verb": "')[2].partition('"')[0] for line in by_hand if "+ journal_entry" in line]
    assert verbs == [line.partition('"verb": "')[2].partition('"')[0] for line in made if "+ journal_entry" in line]
    rest = [line for line in by_hand if "journal_entry" not in line]
    assert [line for line in made if "journal_entry" not in line] == rest


def _told(lines: tuple[str, ...]) -> list[str]:
    """What was told of it: entries without the days that people were placed and led until."""
    return sorted(line for line in lines if line[2:].startswith(("journal_entry ", "notice ", "mail ", "job ", "sign_in")))


@pytest.mark.parametrize("made", ["nothing", "proposed", "agreed"])
@pytest.mark.parametrize("whose", ["amara", "bo", "chen"])
def test_to_leave_with_others_is_to_leave(house: House, whose: str, made: str) -> None:
    """An employee, a manager, an HR partner: the same entries, notices and jobs as by hand, and the same in their plans."""
    if made != "nothing":
        (a_proposed_plan if made == "proposed" else an_agreed_plan)(house)
    alone = done(house, lambda by: people.leave(who(whose), by=by))
    together = done(house, lambda by: people.leave_several([Leaver(who(whose))], by=by))
    assert _told(alone)
    assert _told(together) == _told(alone)
    dated = ("placement ", "reporting_line ", "hr_assignment ", "grant ")
    rest = [[line for line in found if not line[2:].startswith(dated)] for found in (alone, together)]
    assert rest[0] == rest[1]


def test_who_leaves_with_others_is_over_today_and_who_may_not_leave_stays(house: House) -> None:
    with house.acting("tova") as by:
        seen = who("nia").version
        people.change(who("nia"), name="Nia A.", by=by)
        leavers = [Leaver(who("amara")), Leaver(who("bo")), Leaver(who("tova")), Leaver(who("nia"), seen)]
        people.leave_several(leavers, by=by)
        assert [type(each.refused) for each in leavers] == [type(None), type(None), Refused, Stale]
        again = Leaver(who("bo"))
        people.leave_several([again], by=by)
        assert isinstance(again.refused, NotNow)
        assert people.placements_of([who("amara").id, who("bo").id]) == {}
        assert people.manager_of(who("nia").id) is None
    with house.acting("hugo") as by, pytest.raises(Refused):
        people.leave_several([Leaver(who("nia"))], by=by)


def test_the_last_tenant_admin_stays_with_whomever_others_leave(house: House) -> None:
    with house.within():
        people.give(who("hugo"), "tenant_admin", by=None)
        leavers = [Leaver(who("hugo")), Leaver(who("tova")), Leaver(who("nia"))]
        people.leave_several(leavers, by=None)
        assert [each.refused is None for each in leavers] == [True, False, True]


def test_to_leave_together_costs_hardly_more_statements_for_seven_than_for_two(house: House) -> None:
    cost = []
    for names in (("nia", "amara"), ("bo", "mira", "liwei", "ingrid", "chen", "hugo", "dara")):
        with suppress(Undo), house.acting("tova") as by:
            with house.counting() as seen:
                people.leave_several([Leaver(who(name)) for name in names], by=by)
            cost.append(len(seen) - len(names))
            raise Undo
    assert cost[1] - cost[0] <= 21, "what lines and rights bring with them, not what each person does"
