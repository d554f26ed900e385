"""The cast of the tests: the same people as in the demo, fewer of them, and nothing agreed yet."""

from __future__ import annotations

from datetime import timedelta

from saas.demo.stage import Stage, at, raised
from tenants import organisations, people
from tenants.isolation import clock
from tests.house_fixture import House


def raise_the_cast(house: House) -> None:
    """Both organisations with their companies, units, people and rights. Nobody has a cycle or a plan."""
    with house.app.app_context():
        raised("northlight", "Northlight", "UTC", "en", clock.now() - timedelta(days=120), _northlight)
        raised("tidewater", "Tidewater", "UTC", "en", clock.now() - timedelta(days=120), _tidewater)


def _northlight(stage: Stage) -> None:
    energy = organisations.open_company(
        name="Northlight Energy", legal_name="Northlight Energy A/S", letterhead="Nordhavnsvej 14", by=None
    )
    asia = organisations.open_company(
        name="Northlight Asia", legal_name="北光能源（上海）有限公司", language="zh", time_zone="Asia/Shanghai", by=None
    )
    field = organisations.make_unit(energy, name="Field Engineering", by=None)
    house_ = organisations.make_unit(energy, name="People and Finance", by=None)
    shanghai = organisations.make_unit(asia, name="Operations Shanghai", by=None)
    engineer = organisations.make_position(title="Field engineer", words="Keeps our sites running.", by=None)
    since = (stage.now - timedelta(days=400)).date()
    stage.join("ingrid", "Ingrid Holm", house_, since=since)
    stage.join("dara", "Dara Okonkwo", house_, None, "ingrid", since=since)
    stage.join("chen", "Chen Yifan 陈一帆", house_, None, "dara", called="Chen", since=since)
    stage.join("hugo", "Hugo Martins", house_, None, "dara", since=since)
    stage.join("tova", "Tova Berg", house_, None, "dara", since=since)
    stage.join("mira", "Mira Haddad", field, None, "ingrid", since=since)
    stage.join("bo", "Bo Jensen", field, None, "ingrid", since=since)
    stage.join("amara", "Amara Diallo", field, engineer, "mira", since=since)
    stage.join("nia", "Nia Adeyemi", field, engineer, "bo", since=since)
    stage.join("liwei", "李伟", shanghai, None, "ingrid", language="zh", time_zone="Asia/Shanghai", since=since)
    with at(stage, days=20):
        people.set_manager(stage.people["amara"], manager=stage.people["bo"], by=None)
    people.give(stage.people["tova"], "tenant_admin", by=None)
    people.give(stage.people["dara"], "hr_head", by=stage.acting("tova"))
    people.assign_partner(stage.people["chen"], unit=field, by=stage.acting("tova"))
    people.assign_partner(stage.people["hugo"], unit=shanghai, by=stage.acting("tova"))
    stage.as_system()


def _tidewater(stage: Stage) -> None:
    ferries = organisations.open_company(name="Tidewater Ferries", legal_name="Tidewater Ferries, Lda.", by=None)
    crew = organisations.make_unit(ferries, name="Crew", by=None)
    since = (stage.now - timedelta(days=400)).date()
    stage.join("ivy", "Ivy Marsh", crew, since=since)
    stage.join("gus", "Gus Almeida", crew, None, "ivy", since=since)
    stage.join("finn", "Finn Gallagher", crew, None, "ivy", since=since)
    stage.join("eve", "Eve Moreau", crew, None, "finn", since=since)
    people.give(stage.people["ivy"], "tenant_admin", by=None)
    people.give(stage.people["gus"], "hr_head", by=stage.acting("ivy"))
    stage.as_system()
