"""A statement that takes too long has words of its own; a database that is away has others."""

from __future__ import annotations

import pytest
from flask import Blueprint, Flask
from flask_babel import Babel
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from saas.launch.testbed import Services
from tenants.isolation.engine import database_url
from tenants.web import errors
from tests.house_fixture import House

bp = Blueprint("slow", __name__)
engines: dict[str, Engine] = {}


def run(name: str, *statements: str) -> str:
    with engines[name].begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    return "done"


@bp.get("/slow")
def slow() -> str:
    return run("here", "SET statement_timeout = 50", "SELECT pg_sleep(20)")


@bp.get("/held")
def held() -> str:
    return run("here", "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '55P03'; END $$")


@bp.get("/away")
def away() -> str:
    return run("away", "SELECT 1")


@pytest.fixture
def faulty(house: House, bed: Services) -> Flask:
    """An application with our error pages and three routes that go wrong."""
    app = Flask(__name__)
    Babel(app)
    app.jinja_env.loader = house.app.jinja_env.loader
    engines["here"] = create_engine(database_url(bed.url("app", house.database)), poolclass=NullPool)
    engines["away"] = create_engine("postgresql+psycopg://app@127.0.0.1:9/nothing", poolclass=NullPool)
    errors._install_faults(app)
    app.register_blueprint(bp)
    return app


@pytest.mark.parametrize(
    ("path", "status", "context"), [("/slow", 503, {"too_long": True}), ("/away", 503, {}), ("/held", 409, {})]
)
def test_each_fault_has_its_page(
    faulty: Flask, monkeypatch: pytest.MonkeyPatch, path: str, status: int, context: dict[str, bool]
) -> None:
    said: list[tuple[int, dict[str, object]]] = []

    def page(number: int, **more: object) -> tuple[str, int]:
        said.append((number, more))
        return "page", number

    monkeypatch.setattr(errors, "page", page)
    assert faulty.test_client().get(path).status_code == status
    assert said == [(status, context)]


def test_the_two_pages_say_different_things(house: House) -> None:
    with house.app.test_request_context("/"):
        slow, _status = errors.page(503, too_long=True)
        away, _status = errors.page(503)
    assert "took too long" in slow
    assert "Nothing was changed" in slow
    assert "took too long" not in away
