"""For a while a unit of work acts for somebody else, and afterwards for whom it did before, whatever happened within."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tenants import isolation, organisations
from tenants.isolation import NoTenant, acting_for, session
from tenants.law import Invalid
from tests.house_fixture import House


def acts() -> str:
    """For whom the database thinks that we act."""
    found: str = session().execute(text("SELECT current_setting('app.person_id', true)")).scalar_one()
    return found


def test_within_for_the_other_and_afterwards_as_before(house: House) -> None:
    other, third = uuid4(), uuid4()
    with house.acting("bo") as bo:
        with acting_for(other):
            assert acts() == str(other)
            with acting_for(third):
                assert acts() == str(third)
            assert acts() == str(other)
        assert acts() == str(bo.id)


def test_for_nobody_and_afterwards_for_nobody(house: House) -> None:
    other = uuid4()
    with house.within():
        before = acts()
        with acting_for(other):
            assert acts() == str(other)
        assert acts() == before
        assert isolation.tenant_id() == house.tenant("northlight")


def test_as_before_where_it_failed(house: House) -> None:
    with house.acting("bo") as bo:
        with pytest.raises(Invalid), acting_for(uuid4()):
            raise Invalid({"": "No."})
        assert acts() == str(bo.id)


def test_as_before_where_a_part_of_it_was_rolled_back(house: House) -> None:
    with house.acting("bo") as bo:
        with pytest.raises(DBAPIError), session().begin_nested(), acting_for(uuid4()):
            session().execute(text("SELECT 1/0"))
        assert acts() == str(bo.id)
        assert organisations.organisation().slug == "northlight"


def test_what_broke_it_is_what_is_told(house: House) -> None:
    with pytest.raises(DBAPIError, match="division by zero"), house.acting("bo"), acting_for(uuid4()):
        session().execute(text("SELECT 1/0"))
    with house.acting("bo") as bo:
        assert acts() == str(bo.id)


def test_only_inside_a_unit_of_an_organisation() -> None:
    with pytest.raises(NoTenant), acting_for(uuid4()):
        pass
