"""The floor: what any signed-in Flask page on PostgreSQL costs, without rights, journal, languages or a house around it.

Flask, signed session, flask-login, `SET LOCAL` of the tenant, an ORM list of 50 rows with a join, a page of about 10 kB.
"""

from __future__ import annotations

import os
from typing import Any
from uuid import UUID

from flask import Flask, g, render_template
from flask_login import LoginManager, UserMixin, login_required, login_user
from jinja2 import DictLoader
from sqlalchemy import DateTime, Text, Uuid, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, contains_eager, mapped_column, relationship

TENANT = UUID(os.environ.get("FLOOR_TENANT", "00000000-0000-0000-0000-000000000000"))

LIST = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>People</title></head><body><main><h1>People</h1>
<p>{{ words }}</p><table><thead><tr><th>Name</th><th>E-mail</th><th>Unit since</th></tr></thead><tbody>
{% for row in rows %}<tr><th scope="row"><a href="/people/{{ row.person.id }}">{{ row.person.name }}</a></th>
<td>{{ row.person.email }}</td><td>{{ row.starts_on }}</td></tr>{% endfor %}</tbody></table></main></body></html>"""
LIGHT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hello</title></head><body><main>
<h1>Hello {{ user.name }}</h1><p>{{ words }}</p></main></body></html>"""
WORDS = "One thing after the other, and nothing twice. " * 40


class Base(DeclarativeBase):
    """The floor's own mapping of two of our tables."""


class Person(UserMixin, Base):  # type: ignore[misc]  # flask-login is untyped
    """A row of `person`."""

    __tablename__ = "person"
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Text)


class Placement(Base):
    """A row of `placement`."""

    __tablename__ = "placement"
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    person_id: Mapped[UUID] = mapped_column(Uuid)
    starts_on: Mapped[Any] = mapped_column(DateTime)
    person: Mapped[Person] = relationship(primaryjoin="foreign(Placement.person_id) == Person.id", viewonly=True)


def make() -> Flask:
    """The floor's application on DATABASE_URL."""
    app = Flask(__name__)
    app.secret_key = "the floor measures and guards nothing"  # noqa: S105  # it serves one measurement on this machine
    app.jinja_loader = DictLoader({"list.html": LIST, "light.html": LIGHT})
    engine = create_engine(os.environ["DATABASE_URL"])
    event.listen(engine, "begin", lambda c: c.exec_driver_sql(f"SET LOCAL app.tenant_id = '{TENANT}'"))
    manager = LoginManager(app)

    def session() -> Session:
        """The request's one session, as Flask-SQLAlchemy gives it."""
        if "session" not in g:
            g.session = Session(engine)
        found: Session = g.session
        return found

    @app.teardown_appcontext
    def _close(_error: BaseException | None) -> None:
        found = g.pop("session", None)
        if found is not None:
            found.close()

    @manager.user_loader  # type: ignore[untyped-decorator]  # flask-login is untyped
    def _load(key: str) -> Person | None:
        return session().scalars(select(Person).where(Person.id == UUID(key))).one_or_none()

    @app.get("/enter")
    def enter() -> str:
        login_user(session().scalars(select(Person).order_by(Person.sort_key).limit(1)).one())
        return "in"

    @app.get("/light")
    @login_required  # type: ignore[untyped-decorator]  # flask-login is untyped
    def light() -> str:
        from flask_login import current_user

        return render_template("light.html", user=current_user, words=WORDS)

    @app.get("/list")
    @login_required  # type: ignore[untyped-decorator]  # flask-login is untyped
    def fifty() -> str:
        query = select(Placement).join(Placement.person).options(contains_eager(Placement.person)).order_by(Person.sort_key)
        return render_template("list.html", rows=session().scalars(query.limit(50)).all(), words=WORDS)

    return app
