"""Who may do what with people: rows are the cast, columns the verbs."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tenants import isolation, people
from tenants.people import Person, policy, queries
from tests.house_fixture import House

NORTHLIGHT = ["amara", "bo", "chen", "dara", "tova", "hugo", "mira", "nia"]


def table(text: str) -> list[tuple[str, ...]]:
    return [tuple(line.split()) for line in text.strip().splitlines()]


ACCESS = table("""
    who    list manage read_amara read_liwei read_self lead_amara give_amara assign_self end_self email_amara ask_right
    amara  -    -      -          -          -         -          -          -           -        yes         -
    bo     -    -      -          -          -         -          -          -           -        -           -
    chen   yes  -      yes        -          -         -          -          -           -        -           -
    dara   yes  -      yes        yes        yes       -          -          -           -        -           -
    tova   yes  yes    yes        yes        yes       yes        yes        -           -        yes         yes
    hugo   yes  -      -          yes        -         -          -          -           -        -           -
    mira   -    -      -          -          -         -          -          -           -        -           -
    nia    -    -      -          -          -         -          -          -           -        -           -
""")


@pytest.mark.parametrize("row", ACCESS[1:], ids=lambda row: str(row[0]))
def test_the_table_of_rights(house: House, row: tuple[str, ...]) -> None:
    with house.acting(row[0]) as actor:
        amara, liwei = (people.by_email(f"{n}@northlight.example") for n in ("amara", "liwei"))
        assert amara is not None
        assert liwei is not None
        where = people.standings([amara.id, liwei.id, actor.id], "UTC")
        found = {
            "list": policy.can_list(actor),
            "manage": policy.can_manage(actor),
            "read_amara": policy.can_read(actor, amara, where[amara.id]),
            "read_liwei": policy.can_read(actor, liwei, where[liwei.id]),
            "read_self": policy.can_read(actor, actor.person, where[actor.id]),
            "lead_amara": policy.can_lead(actor, amara, liwei),
            "give_amara": policy.can_give(actor, amara.id),
            "assign_self": policy.can_assign(actor, actor.id),
            "end_self": policy.can_end_account(actor, actor.person),
            "email_amara": policy.can_ask_email(actor, amara),
            "ask_right": policy.can_ask_right(actor),
        }
        assert {name: "yes" if held else "-" for name, held in found.items()} == dict(zip(ACCESS[0][1:], row[1:], strict=True))


@pytest.mark.parametrize("name", NORTHLIGHT)
def test_who_is_listed_is_who_may_be_read(house: House, name: str) -> None:
    with house.acting(name) as actor:
        everybody = list(isolation.session().scalars(select(Person)))
        where = people.standings([p.id for p in everybody], "UTC")
        listed = set(isolation.session().scalars(select(Person.id).where(queries.visible_to(actor))))
        assert listed == {p.id for p in everybody if policy.can_read(actor, p, where[p.id])}


def test_the_command_of_the_operator_passes_and_nobody_else_without_an_actor(house: House) -> None:
    with house.within():
        assert policy.may(None, policy.can_manage)
    with house.acting("amara") as amara:
        assert not policy.may(amara, policy.can_manage)


WISHES = table("""
    who    see confirm decline let_be
    amara  -   -       -       -
    bo     -   -       -       -
    chen   -   -       -       -
    dara   yes yes     yes     -
    tova   yes -       -       yes
    mira   yes yes     yes     -
    hugo   -   -       -       -
    nia    -   -       -       -
""")
"""For a right that Tova asked for herself, where Mira is a tenant admin as well."""


@pytest.mark.parametrize("row", WISHES[1:], ids=lambda row: str(row[0]))
def test_who_has_a_say_in_a_right_that_an_admin_asked_for(house: House, row: tuple[str, ...]) -> None:
    with house.acting("tova") as tova:
        mira = people.by_email("mira@northlight.example")
        assert mira is not None
        people.give(mira, "tenant_admin", by=tova)
        people.ask_grant("publish", by=tova)
    with house.acting(row[0]) as actor:
        wish = people.wishes_waiting()[0]
        found = {
            "see": policy.can_see_wish(actor, wish),
            "confirm": policy.can_confirm(actor, wish),
            "decline": policy.can_decline_right(actor, wish),
            "let_be": policy.can_let_right_be(actor, wish),
        }
        assert {name: "yes" if held else "-" for name, held in found.items()} == dict(zip(WISHES[0][1:], row[1:], strict=True))
