"""The organisation chart opens one step at a time, by links and keys, and costs the same however many people there are."""

from __future__ import annotations

from uuid import uuid4

import pytest

from saas.home import queries
from tenants import people
from tenants.isolation import session
from tests.house_fixture import House, text_of


def names(query: object) -> list[tuple[str, int]]:
    return [(row.name, row.reports) for row in session().execute(query)]  # type: ignore[call-overload]


def test_from_the_top_down_to_somebody_and_below_them(house: House) -> None:
    with house.within():
        above = [one.name for one in queries.line_up(house.person("amara"))]
        assert above[0] == "Ingrid Holm"
        assert above[-1] == "Bo Jensen"
        below = dict(names(queries.reports(house.person("bo"))))
        assert "Amara Diallo" in below
        assert below["Amara Diallo"] == 0


def test_the_numbers_are_those_who_come_when_it_opens(house: House) -> None:
    with house.within():
        top = names(queries.roots())
        assert "Ingrid Holm" in dict(top)
        for row in session().execute(queries.roots()):
            assert row.reports == len(names(queries.reports(row.id)))


def test_leavers_lead_nobody_and_are_led_by_nobody(house: House) -> None:
    with house.within():
        bo = people.by_email("bo@northlight.example")
        assert bo is not None
        bo.state, bo.left_on = "left", queries.today()
        session().flush()
        assert "Amara Diallo" in dict(names(queries.roots()))
        assert "Bo Jensen" not in dict(names(queries.reports(house.person("mira")))) | dict(names(queries.roots()))


@pytest.mark.parametrize("who", ["amara", "bo", "dara", "tova"])
def test_everybody_walks_the_chart_by_links(house: House, who: str) -> None:
    browser = house.browser(who)
    page = browser.get("/people/chart")
    assert "Ingrid Holm" in text_of(page)
    assert "Priya" not in text_of(page), "a branch that is closed holds nobody"
    page = browser.get(f"/people/{house.person('bo')}/reports")
    words = text_of(page)
    assert words.index("Ingrid Holm") < words.index("Nia Adeyemi")


def test_a_branch_is_a_part_of_its_page(house: House) -> None:
    path = f"/people/{house.person('bo')}/reports"
    part = house.browser("amara").get(path, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert "Amara Diallo" in part.text


def test_people_of_elsewhere_have_no_reports(house: House) -> None:
    bo = house.browser("bo")
    random, foreign = bo.get(f"/people/{uuid4()}/reports"), bo.get(f"/people/{house.person('eve')}/reports")
    assert random.status_code == foreign.status_code == 404
