"""Sending requests as somebody, without leaving a trace, and telling two answers apart."""

from __future__ import annotations

import gc
import logging
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

import pytest
from flask import has_request_context, request
from pypdf import PdfReader
from sqlalchemy import event, select
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import Rule

from tenants import isolation
from tenants.isolation import current_unit
from tenants.people import Person
from tenants.web import address
from tests.fence.walk import doors, rows
from tests.fence.walk.doors import Keys
from tests.fence.walk.markers import SIGN, Markers
from tests.fence.walk.world import MINE
from tests.house_fixture import PASSWORD, Browser, House

TOKENS = re.compile(r'(name="(?:csrf_token|seed)"[^>]*value="|X-CSRFToken&#34;: &#34;|X-CSRFToken": ")[^"&]+')
NUMBER = re.compile(r"<code>[0-9a-f]{12}</code>")
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
POSTS = re.compile(r'\bmethod="post"', re.IGNORECASE)
LEADS = re.compile(r'(?:href="|hx-get="|^location: )(?:http://localhost)?(/o/[^"?#\s]*)', re.IGNORECASE | re.MULTILINE)
UNSTEADY = {"content-length", "date", "set-cookie", "etag"}


@dataclass(frozen=True)
class Seen:
    """An answer, without what differs between any two answers."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    statements: int
    change: tuple[str, ...]
    raw: str
    """Every byte as text: headers, body, and the words of a PDF."""

    def same(self) -> tuple[Any, ...]:
        """What must be equal between an id of another organisation and one that nobody ever gave."""
        return self.status, self.headers, self.body, self.statements, self.change

    def forms(self) -> tuple[str, ...]:
        """The forms of the page that send something, as they are written, but for their tokens."""
        if self.status not in (200, 409) or "<form" not in self.body:
            return ()
        return tuple(TOKENS.sub(r"\1<t>", each) for each in FORM.findall(self.raw) if POSTS.search(each))

    def leads(self) -> set[str]:
        """The addresses to which it leads, without what is asked there."""
        return set(LEADS.findall(self.raw)) if self.status < 500 else set()


@dataclass
class Trail:
    """Where the walk has been: reached doors, opened doors, and which fields each route looked at."""

    reached: set[tuple[str, str]] = field(default_factory=set)
    opened: set[tuple[str, str]] = field(default_factory=set)
    queries: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    fields: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    files: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    asked: set[str] = field(default_factory=set)
    """The names that the program looked for in the last form that was sent; `*` where it went through all of them."""
    requests: int = 0
    logged: list[str] = field(default_factory=list)


TRAIL = Trail()


def opened(rule: Rule, method: str) -> None:
    """Somebody came through that door."""
    TRAIL.opened.add((rule.rule, method))


class Watched(ImmutableMultiDict[str, str]):
    """What was sent, noting which names the program asks for."""

    def _note(self, name: Any) -> None:
        if has_request_context() and request.url_rule is not None and isinstance(name, str):
            held = request.__dict__
            where = TRAIL.queries if self is held.get("args") else TRAIL.files if self is held.get("files") else TRAIL.fields
            where[f"{request.method} {request.url_rule.rule}"].add(name)
            TRAIL.asked.add(name)

    def __contains__(self, name: object) -> bool:
        self._note(name)
        return super().__contains__(name)

    def get(self, name: Any, *args: Any, **more: Any) -> Any:
        self._note(name)
        return super().get(name, *args, **more)

    def getlist(self, name: Any, *args: Any, **more: Any) -> Any:
        self._note(name)
        return super().getlist(name, *args, **more)

    def __getitem__(self, name: Any) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def __iter__(self) -> Any:
        TRAIL.asked.add("*")
        return super().__iter__()

    def keys(self) -> Any:
        TRAIL.asked.add("*")
        return super().keys()

    def items(self, *args: Any, **more: Any) -> Any:
        TRAIL.asked.add("*")
        return super().items(*args, **more)

    def lists(self) -> Any:
        TRAIL.asked.add("*")
        return super().lists()


class _Ears(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        TRAIL.logged.append(self.format(record))


@contextmanager
def watching(house: House) -> Iterator[Trail]:
    """Requests are rolled back after their answer is made, so that each is played on the same rows; all are watched."""
    global TRAIL
    TRAIL = Trail()
    patch, ears = pytest.MonkeyPatch(), _Ears()
    real = address.leave

    def leave(commit: bool) -> None:
        if has_request_context() and request.url_rule is not None:
            TRAIL.reached.add((request.url_rule.rule, request.method))
        if STAYS:
            real(commit)
            return
        if commit and LISTENER is not None and current_unit() is not None:
            LISTENER.append(rows.at_the_end(BEFORE))
        real(False)

    class Request(house.app.request_class):  # type: ignore[name-defined,misc]  # the application's own
        parameter_storage_class = Watched

    patch.setattr(address, "leave", leave)
    patch.setattr(house.app, "request_class", Request)
    logging.getLogger().addHandler(ears)
    try:
        yield TRAIL
    finally:
        logging.getLogger().removeHandler(ears)
        patch.undo()


STAYS: list[bool] = []
LISTENER: list[dict[str, str]] | None = None
BEFORE: dict[str, str] = {}
"""The rows that whoever asks saw before."""


@contextmanager
def for_good() -> Iterator[None]:
    """What is sent meanwhile is committed."""
    STAYS.append(True)
    try:
        yield
    finally:
        STAYS.pop()


class Walker:
    """One role of one organisation, signed in, on its way."""

    def __init__(self, house: House, role: str, slug: str = MINE) -> None:
        self.house, self.role = house, role
        with for_good():
            self.browser = Browser(house, slug)
            self.browser.get("/sign-in")
            if role != "anonymous":
                answer = self.browser.post("/sign-in", {"email": f"{role}@{slug}.example", "password": PASSWORD})
                assert answer.status_code == 303, answer.status_code
                self.browser.token = ""
                self.browser.get("/")
        cookie = self.browser.client.get_cookie("sameboat", path=f"/o/{slug}/")
        assert cookie is not None, "even a stranger has a token for the form"
        self.cookies = f"sameboat={cookie.value}"
        self.token = self.browser.token
        self.before = self._rows(slug)
        self.known = rows.ids(self.before)
        self.clean = house.app.test_client(use_cookies=False)

    def _rows(self, slug: str) -> dict[str, str]:
        who = None
        with isolation.transaction(self.house.tenant(slug)) as session:
            if self.role != "anonymous":
                who = session.scalars(select(Person.id).where(Person.email_key == f"{self.role}@{slug}.example")).one()
        with isolation.transaction(self.house.tenant(slug), who):
            return rows.of_unit()

    def ask(self, method: str, path: str, ids: tuple[str, ...] = (), *, change: bool = False, **sent: Any) -> Seen:
        """Send and forget: the answer, the number of statements, and with `change` what it would have changed."""
        global LISTENER, BEFORE
        statements: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(("SET LOCAL", rows.LOOKS)):
                statements.append(statement)

        data = sent.pop("data", {}) if method in ("POST", "PUT") else None
        if isinstance(data, dict):
            data = {"csrf_token": self.token, "version": "1", **data}
        engine = isolation.engine()
        event.listen(engine, "before_cursor_execute", note)
        LISTENER, BEFORE = [] if change else None, self.before
        headers = {"Cookie": self.cookies, **sent.pop("headers", {})}
        TRAIL.asked.clear()
        gc.disable()  # when it comes is chance: what is still held is not read anew, and two equal requests count differently
        try:
            answer = self.clean.open(path, method=method, data=data, headers=headers, **sent)
        finally:
            gc.enable()
            event.remove(engine, "before_cursor_execute", note)
        changed = rows.difference(self.before, LISTENER[-1], self.known) if LISTENER else ()
        LISTENER = None
        TRAIL.requests += 1
        found = seen(answer, ids, len(statements), changed)
        if not 300 <= found.status < 400:
            return found
        headers = tuple((k, self._led(v) if k == "location" else v) for k, v in found.headers)
        return replace(found, headers=headers, body=self._led(found.body))

    def _led(self, where: str) -> str:
        """Where an answer leads, the id of what was made just now taken out: each time it is another."""
        return doors.IDS.sub(lambda m: m.group(0) if m.group(0) in self.known else "<new>", where)


def seen(answer: Any, ids: tuple[str, ...], statements: int, change: tuple[str, ...]) -> Seen:
    """The answer with tokens, the request's number and the ids that were sent taken out."""
    data = answer.get_data()
    printed = answer.mimetype == "application/pdf" and data
    body = pdf(data) if printed else data.decode("utf-8", "replace")
    headers = tuple(sorted((k.lower(), v) for k, v in answer.headers.items() if k.lower() not in UNSTEADY))
    bytes_ = [data.decode("latin-1")] if printed else []  # markers, ids and hashes read the same in either spelling
    raw = "\n".join((*(f"{k}: {v}" for k, v in answer.headers.items()), *bytes_, body))

    def plain(said: str) -> str:
        for id_ in (i for i in ids if len(i) > 30 or SIGN in i):
            said = said.replace(id_, "<id>")
        return NUMBER.sub("<n>", TOKENS.sub(r"\1<t>", said))

    return Seen(answer.status_code, tuple((k, plain(v)) for k, v in headers), plain(body), statements, change, raw)


def pdf(data: bytes) -> str:
    """What stands in a PDF, its facts included."""
    found = PdfReader(BytesIO(data))
    return "\n".join([*(page.extract_text() for page in found.pages), *(str(v) for v in (found.metadata or {}).values())])


def rules(house: House) -> list[Rule]:
    """Every rule of the application, in a steady order."""
    return sorted(house.app.url_map.iter_rules(), key=lambda r: (r.rule, sorted(r.methods or ())))


def is_root(house: House, rule: Rule) -> bool:
    """Whether it lies outside of every organisation."""
    return rule.endpoint in house.app.extensions["root_endpoints"]


def path_of(house: House, rule: Rule, values: dict[str, str], slug: str = MINE) -> str:
    """The address with these arguments; they are put in as they are, so that malformed ones are sent too."""
    path = re.sub(r"<(?:[^<>:]+:)?([^<>:]+)>", lambda m: values[m.group(1)], rule.rule)
    return path if is_root(house, rule) else f"/o/{slug}{path}"


def leaks(markers: Markers, answer: Seen, given: tuple[str, ...]) -> list[str]:
    """What of the other organisation stands in the answer."""
    return markers.found_in(answer.raw, frozenset(given))


__all__ = ["Keys", "Seen", "Trail", "Walker", "doors", "for_good", "is_root", "leaks", "opened", "path_of", "rules", "watching"]
