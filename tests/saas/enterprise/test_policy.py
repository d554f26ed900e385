"""The access table: rows are the cast, columns what they may do with goals of companies and units."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from saas import enterprise
from saas.enterprise import policy, queries
from saas.enterprise.models import EnterpriseGoal
from tenants import isolation, organisations, people
from tenants.law import Refused
from tests.house_fixture import House
from tests.saas.enterprise import goals

# A goal of the company, one of Field Engineering that Bo owns, and a draft of Field Engineering that Nia owns.
TABLE = """
who     make read-open read-draft change-company change-unit check-in
amara   no   yes       no         no             no          no
bo      yes  yes       yes        no             yes         yes
mira    no   yes       no         no             no          no
nia     no   yes       yes        no             no          no
ingrid  yes  yes       no         no             no          no
chen    yes  yes       yes        no             yes         no
hugo    yes  yes       no         no             no          no
dara    yes  yes       yes        yes            yes         no
tova    yes  yes       yes        yes            yes         no
"""


def table() -> list[tuple[str, dict[str, bool]]]:
    head, *rows = [line.split() for line in TABLE.strip().splitlines()]
    return [(row[0], dict(zip(head[1:], [cell == "yes" for cell in row[1:]], strict=True))) for row in rows]


def test_who_may_do_what_with_goals_of_companies_and_units(house: House) -> None:
    company = goals.opened(house, "dara", at=None, company="Northlight Energy", owner="ingrid")
    of_unit = goals.opened(house)
    draft = goals.draft(house, title="Not yet", owner="nia")
    for who, expected in table():
        with house.acting(who) as actor:
            found = {
                "make": policy.can_make(actor),
                "read-open": policy.can_read(actor, goals.sheet(of_unit)) and policy.can_read(actor, goals.sheet(company)),
                "read-draft": policy.can_read(actor, goals.sheet(draft)),
                "change-company": policy.can_change(actor, goals.sheet(company)),
                "change-unit": policy.can_change(actor, goals.sheet(of_unit)),
                "check-in": policy.can_check_in(actor, goals.sheet(of_unit)),
            }
        assert found == expected, who


def test_what_is_listed_is_what_may_be_read(house: House) -> None:
    goals.opened(house)
    goals.draft(house, title="Of the field")
    goals.draft(house, "dara", at=goals.HOUSE, title="Of the house", owner="amara")
    goals.draft(house, "dara", at=goals.SHANGHAI, title="Of Shanghai", owner="dara")
    goals.draft(house, "dara", at=None, company="Northlight Energy", title="Of the company", owner="dara")
    for who, _row in table():
        with house.acting(who) as actor:
            listed = set(isolation.session().scalars(select(EnterpriseGoal.id).where(queries.visible_to(actor))))
            every = isolation.session().scalars(select(EnterpriseGoal.id)).all()
            assert listed == {each for each in every if policy.can_read(actor, goals.sheet(each))}, who


def test_a_unit_is_led_by_whoever_works_in_it_and_has_reports_in_it_or_below(house: House) -> None:
    with house.acting("bo") as bo:
        assert queries.led_unit(bo) == goals.unit(goals.FIELD).id
    with house.acting("ingrid") as ingrid:
        assert queries.led_unit(ingrid) == goals.unit(goals.HOUSE).id
        assert not queries.leads_unit(ingrid, goals.unit(goals.FIELD).id), "her reports work there, and she does not"
    with house.within():
        field = goals.unit(goals.FIELD)
        below = organisations.make_unit(organisations.company(field.company_id), name="North", parent=field, by=None)
        for name in ("amara", "nia"):
            people.place(goals.who(name), unit=below, by=None)
    with house.acting("bo") as bo:
        assert queries.led_unit(bo) == goals.unit(goals.FIELD).id, "those of the units below count, too"
        assert not queries.leads_unit(bo, goals.unit("North").id)
    with house.within():
        people.place(goals.who("bo"), unit=goals.unit(goals.SHANGHAI), by=None)
    with house.acting("bo") as bo:
        assert queries.led_unit(bo) is None


def test_a_manager_whose_line_ends_keeps_no_goals_from_that_day_on(house: House) -> None:
    made = goals.opened(house)
    with house.acting("tova") as tova:
        for name in ("amara", "nia"):
            people.set_manager(goals.who(name), manager=goals.who("mira"), by=tova)
    with house.acting("bo") as bo:
        assert not policy.can_change(bo, goals.sheet(made))
        assert policy.can_check_in(bo, goals.sheet(made)), "he is still its owner"
        with pytest.raises(Refused):
            enterprise.close(goals.sheet(made), "reach", "Done.", by=bo)
    with house.acting("mira") as mira:
        assert policy.can_change(mira, goals.sheet(made))
