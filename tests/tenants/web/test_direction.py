"""A name that reads from right to left stands in a sentence, a title and a letter without turning its neighbours around."""

from __future__ import annotations

import pytest
from markupsafe import Markup
from sqlalchemy import select

from tenants import people
from tenants.isolation import session
from tenants.notices import Notice
from tenants.web.direction import FSI, PDI, isolated
from tests import factories
from tests.house_fixture import House, forms, text_of

NAME = "ليلى حداد"


@pytest.mark.parametrize("name", ["לאה כהן", NAME, "Leila ليلى (2)", "ߒߞߏ", "𞤀𞤣𞤤𞤢𞤥"])
def test_names_that_read_from_right_to_left_stand_apart(name: str) -> None:
    assert isolated(name) == f"{FSI}{name}{PDI}"
    assert isolated(isolated(name)) == isolated(name)


@pytest.mark.parametrize("value", ["Amara Diallo", "陈一帆", "Åse", "", 7, None, Markup("<b>Bo</b>")])
def test_everything_else_stays_as_it_is(value: object) -> None:
    assert isolated(value) is value


def test_markup_stays_markup() -> None:
    assert isinstance(isolated(Markup("<time>٣ يناير</time>")), Markup)


def rename(house: House) -> None:
    with house.within():
        bo = people.by_email("bo@northlight.example")
        assert bo is not None
        bo.name, bo.called = NAME, ""
        session().flush()


def test_pages_sentences_titles_and_notices_keep_their_direction(house: House) -> None:
    rename(house)
    made = factories.a_proposed_plan(house, by="bo")
    amara = house.browser("amara")
    page = amara.get("/")
    assert f"Answer {FSI}{NAME}{PDI}" in text_of(page)
    page = amara.get(made.path)
    assert f"plan with {FSI}{NAME}{PDI}" in page.text
    assert f"<bdi>{NAME}</bdi>" in page.text
    assert f"{FSI}{NAME}{PDI} put version 1" in text_of(amara.get("/notices/"))
    assert forms(page)["plan.sign"].fields["csrf_token"]
    with house.within():
        told = session().scalars(select(Notice).where(Notice.kind == "plan.proposed")).one()
        assert FSI not in str(told.params), "what is kept has no signs in it"


def test_a_form_gives_a_name_back_as_it_was_written(house: House) -> None:
    rename(house)
    tova = house.browser("tova")
    page = tova.get(f"/settings/people/{house.person('bo')}")
    assert forms(page)["person.change"].fields["name"] == NAME
    assert 'dir="auto"' in page.text
