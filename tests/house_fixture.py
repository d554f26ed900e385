"""What a test holds in its hand: the application, its people by name, browsers that inspect every page, and the jobs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, update
from werkzeug.test import TestResponse

from saas.launch.testbed import Services
from tenants import isolation, jobs, people
from tenants.isolation import clock, steward
from tenants.jobs.models import Job
from tests import markup
from tests.standing import Standing

HOMES = {"eve": "tidewater", "finn": "tidewater", "gus": "tidewater", "ivy": "tidewater"}
PASSWORD = "sameboat"
T = TypeVar("T")


class Browser:
    """A client of one organisation that inspects each page it gets, as a reader's browser and its owner would."""

    def __init__(self, house: House, slug: str) -> None:
        self.house, self.slug = house, slug
        self.client: FlaskClient = house.app.test_client()
        self.token = ""

    def at(self, path: str) -> str:
        """`path` below the organisation; whole addresses stay as they are."""
        return path if path.startswith(("/o/", "http")) else f"/o/{self.slug}{path if path.startswith('/') else '/' + path}"

    def get(self, path: str, **options: Any) -> TestResponse:
        """Fetch and inspect a page."""
        return self._see(self.client.get(self.at(path), **options))

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """Send a form with the token of the last page seen."""
        if not self.token:
            self.get("/")
        return self._see(self.client.post(self.at(path), data={"csrf_token": self.token, **(data or {})}, **options))

    def act(self, response: TestResponse, act: str, **fields: Any) -> TestResponse:
        """Fill in and send the form `data-act=act` of a page, with what already stands in it."""
        form = forms(response)[act]
        return self.post(form.action, {**form.fields, **fields})

    def follow(self, response: TestResponse) -> TestResponse:
        """The page that a redirect leads to."""
        assert response.status_code in (302, 303), (response.status_code, response.get_data(as_text=True)[:2000])
        return self.get(response.headers["Location"].removeprefix("http://localhost"))

    def _see(self, response: TestResponse) -> TestResponse:
        if response.mimetype == "text/html" and response.data and not response.location:
            inspect(response)
            found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', response.get_data(as_text=True))
            if found:
                self.token = found.group(1)
        response.get_data()
        response.close()  # as a server does once the answer has left
        return response


class FoundForm:
    """A form of a page: where it goes and what stands in it."""

    def __init__(self, action: str, fields: dict[str, Any]) -> None:
        self.action, self.fields = action, fields


def forms(response: TestResponse) -> dict[str, FoundForm]:
    """The acts that a page offers, by the name of the act (the first form of each)."""
    found: dict[str, FoundForm] = {}
    for form in markup.tree(response.get_data(as_text=True)).iter("form"):
        name = form.get("data-act")
        if not name or name in found:
            continue
        fields: dict[str, Any] = {}
        for field in form.iter():
            key = field.get("name")
            if not key or field.tag == "button" or field.get("type") in {"submit", "button", "file"}:
                continue
            if field.tag == "textarea":
                fields[key] = (field.text or "").removeprefix("\n")
            elif field.tag == "select":
                options = [o for o in field.iter("option") if o.get("selected") is not None] or list(field.iter("option"))[:1]
                if options:
                    fields[key] = options[0].get("value", options[0].text)
            elif field.tag == "input":
                if field.get("type") in {"checkbox", "radio"} and field.get("checked") is None:
                    continue
                fields[key] = field.get("value", "on" if field.get("type") == "checkbox" else "")
        found[name] = FoundForm(form.get("action", ""), fields)
    return found


def main_of(response: TestResponse) -> dict[str, str]:
    """The data-* facts of the page's <main>: object, id, state, version."""
    main = next(markup.tree(response.get_data(as_text=True)).iter("main"))
    return {k.removeprefix("data-"): v for k, v in main.attrib.items() if k.startswith("data-")}


def text_of(response: TestResponse) -> str:
    """What a reader reads, blanks folded."""
    return " ".join("".join(_readable(markup.tree(response.get_data(as_text=True)))).split())


def _readable(element: Any) -> Iterator[str]:
    if element.tag not in ("script", "style", "svg"):
        yield element.text or ""
    for child in element:
        yield from _readable(child)
        yield child.tail or ""


def inspect(response: TestResponse) -> None:
    """What must be true of every page: strict HTML, a title, one h1, unique ids, forms with an action, labels, the CSP."""
    html = response.get_data(as_text=True)
    wrong = markup.mistakes(html)
    assert not wrong, f"not strict HTML: {wrong}"
    tree = markup.tree(html)
    twice = [name for name, times in Counter(e.get("id") for e in tree.iter()).items() if name and times > 1]
    assert not twice, f"ids stand twice: {twice}"
    for form in tree.iter("form"):
        assert form.get("action"), "a form without an action does not work with scripts off"
        if form.get("method", "get").lower() == "post":
            names = [f.get("name") for f in form.iter("input")]
            assert "csrf_token" in names, f"the form to {form.get('action')} has no token"
    for element in tree.iter():
        assert element.get("style") is None, f"<{element.tag}> carries a style"
        assert not any(a.startswith(("on", "hx-on")) for a in element.attrib), f"<{element.tag}> carries a handler"
    if markup.is_whole(html):
        assert (tree.find(".//title").text or "").strip(), "no title"
        assert len(list(tree.iter("h1"))) == 1, "a page has one h1"
        assert len(list(tree.iter("main"))) == 1, "a page has one main"
        assert tree.get("lang"), "the page does not say its language"
        named = {label.get("for") for label in tree.iter("label")}
        inside = {field for label in tree.iter("label") for field in label.iter()}
        for field in (*tree.iter("input"), *tree.iter("textarea"), *tree.iter("select")):
            if field.get("type") in {"hidden", "submit", "button"}:
                continue
            assert field in inside or field.get("id") in named or field.get("aria-label") or field.get("aria-labelledby"), (
                f"field {field.get('name')} has no label"
            )
        policy = response.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy


class House:
    """The running application and everything a test wants of it."""

    def __init__(self, app: Flask, bed: Services, database: str, standing: Standing | None = None) -> None:
        self.app, self.bed, self.database, self.standing = app, bed, database, standing
        self._ids: dict[str, UUID] = {}

    def scene(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` writes and returns; where nothing was written before, its rows may be those of an earlier test."""
        if self.standing is None or clock.is_fixed():
            return make()
        return self.standing.scene(key, make)

    def tenant(self, slug: str) -> UUID:
        """The id of an organisation."""
        if slug not in self._ids:
            found = steward.resolve(slug)
            assert found is not None, slug
            self._ids[slug] = found.id
        return self._ids[slug]

    def home_of(self, name: str) -> str:
        """The organisation in which a member of the cast works."""
        return HOMES.get(name, "northlight")

    def person(self, name: str) -> UUID:
        """The id of a member of the cast."""
        slug = self.home_of(name)
        email = f"{name}@{slug}.example"
        if email not in self._ids:
            query = select(people.Person.id).where(people.Person.email_key == email)
            unit = isolation.current_unit()
            if unit is not None and unit.tenant == self.tenant(slug):
                self._ids[email] = isolation.session().scalars(query).one()
            else:
                with isolation.transaction(self.tenant(slug)) as session:
                    self._ids[email] = session.scalars(query).one()
        return self._ids[email]

    @contextmanager
    def within(self, slug: str = "northlight") -> Iterator[Any]:
        """A committed transaction of the system in an organisation."""
        with self.app.app_context(), isolation.transaction(self.tenant(slug)) as session:
            yield session

    @contextmanager
    def acting(self, name: str) -> Iterator[people.Actor]:
        """A committed transaction in which this member of the cast acts."""
        slug, who = self.home_of(name), self.person(name)
        with self.app.app_context(), isolation.transaction(self.tenant(slug), who):
            person = isolation.get(people.Person, who)
            assert person is not None
            yield people.load_actor(person, "UTC")

    def anonymous(self, slug: str = "northlight") -> Browser:
        """Somebody who is not signed in."""
        return Browser(self, slug)

    def browser(self, name: str) -> Browser:
        """A member of the cast, signed in through the form."""
        slug = self.home_of(name)
        found = Browser(self, slug)
        found.get("/sign-in")
        answer = found.post("/sign-in", {"email": f"{name}@{slug}.example", "password": PASSWORD})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        found.token = ""  # signing in gives a new one, which the next page tells
        return found

    def run_jobs(self, most: int = 200) -> int:
        """Do every due job of every organisation, in this process; returns how many."""
        done = 0
        while done < most:
            due = steward.due_tenants()
            if not due:
                break
            for tenant in due:
                with self.app.app_context():
                    done += jobs.run_due(tenant) is not None
        return done

    def let_pass(self, time: timedelta, slug: str = "northlight") -> set[str]:
        """So much time goes by in an organisation: whatever waits for a day is done, chores too. Returns the kinds of jobs."""
        kinds: set[str] = set()
        with self.app.app_context(), clock.at(clock.now() + time):
            waits = True
            while waits:
                done = jobs.run_due(self.tenant(slug))
                kinds |= {done.kind} if done else set()
                with isolation.transaction(self.tenant(slug)) as session:  # the database's own clock can't be moved
                    long_ago = datetime(2000, 1, 1, tzinfo=UTC)
                    queued = session.execute(update(Job).where(Job.state == "queued").values(due_at=long_ago))
                    waits = done is not None or queued.rowcount > 0
        return kinds

    @contextmanager
    def counting(self) -> Iterator[list[str]]:
        """The SQL statements that are sent while this is open; SET LOCAL left out."""
        seen: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith("SET LOCAL"):
                seen.append(statement)

        engine = isolation.engine()
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)
