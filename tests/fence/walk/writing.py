"""Forms of one's own pages, filled in so that they are taken, and sent again with what does not belong in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from io import BytesIO
from itertools import compress
from typing import Any

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from saas import migrate
from tenants import jobs
from tests import markup
from tests.fence.walk import crawl, doors, legal
from tests.fence.walk.crawl import Seen, Trail
from tests.fence.walk.ground import Ground
from tests.fence.walk.trying import Walk, between, kinds, own
from tests.fence.walk.world import MINE

Fields = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """A form of a page: its act, the route that takes it, where it goes, what stands in it, what it offers, what is asked."""

    act: str
    rule: Rule
    action: str
    fields: Fields = field(hash=False)
    named: frozenset[str] = frozenset()
    offers: dict[str, list[str]] = field(default_factory=dict, hash=False)
    asks: dict[str, str] = field(default_factory=dict, hash=False)
    """What each field takes: text, date, number, choice, secret, or hidden."""

    @property
    def kind(self) -> tuple[str, str, frozenset[str]]:
        """What makes two forms the same: act, route, and the names of the fields."""
        names = frozenset(re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "#", n) for n in self.named)
        return self.act, self.rule.rule, names

    def filled(self) -> Sheet:
        """The form as somebody fills it in, so that it is taken."""
        more = dict(legal.fields(self.rule.rule))
        for name in [n for n, value in more.items() if value is legal.OFFERED]:
            offered = self.offers.get(name, [])
            more |= {name: offered[:1]} if offered else {}
            if not offered:
                del more[name]
        more |= {name: like for name in self.offers for end, like in legal.ENDINGS.items() if name.endswith(end)}
        return replace(self, fields={**self.fields, **more})


def sheets(walk: Walk, path: str, forms: tuple[str, ...]) -> Iterator[Sheet]:
    """The forms of a page that change something; what saves itself while one types counts as a form of its own."""
    adapter = walk.house.app.url_map.bind("localhost")
    for form in forms:
        for act, action, fields, asks, offers in parsed(form):
            if not action.startswith(f"/o/{MINE}/"):
                continue
            try:
                rule, _ = adapter.match(action.removeprefix(f"/o/{MINE}").partition("?")[0], method="POST", return_rule=True)
            except HTTPException as error:
                walk.wrong.append(f"{path}: the form to {action} leads nowhere ({error.code})")
                continue
            yield Sheet(act or rule.endpoint, rule, action, fields, frozenset(asks), offers, asks)


@cache
def parsed(html: str) -> tuple[tuple[str, str, Fields, dict[str, str], dict[str, list[str]]], ...]:
    """Each way in which a form can be sent: its act, where it goes, what stands in it, what each field takes and offers."""
    tree = markup.tree(html)
    found = []
    for form in tree.iter("form"):
        fields, asks, offers = _fields(form)
        ways = [form.get("action") or "", *(e.get("hx-post") for e in form.iter() if e.get("hx-post"))]
        ways += [e.get("formaction").partition("#")[0] for e in form.iter("button") if e.get("formaction")]
        found += [(form.get("data-act") or "", way, fields, asks, offers) for way in dict.fromkeys(ways)]
    return tuple(found)


def _fields(form: Any) -> tuple[Fields, dict[str, str], dict[str, list[str]]]:
    fields: Fields = {}
    asks: dict[str, str] = {}
    offers: dict[str, list[str]] = defaultdict(list)
    for each in form.iter():
        name, kind = each.get("name"), each.get("type")
        if not name or name == "csrf_token":
            continue
        asks[name] = _takes(each)
        if each.tag == "textarea":
            fields[name] = (each.text or "").removeprefix("\n")
        elif each.tag == "select":
            options = list(each.iter("option"))
            offers[name] += [v for o in options if (v := o.get("value", o.text or ""))]
            chosen = [o for o in options if o.get("selected") is not None] or options[:1]
            if chosen:
                fields[name] = [o.get("value", o.text or "") for o in chosen]
        elif each.tag == "input" and kind not in ("submit", "button", "file"):
            if kind in ("checkbox", "radio"):
                offers[name].append(each.get("value", "on"))
                if each.get("checked") is None:
                    continue
            fields[name] = [*fields.get(name, []), each.get("value", "on" if kind == "checkbox" else "")]
    return fields, asks, offers


def _takes(each: Any) -> str:
    """What somebody may put into a field, as its page says."""
    kind = each.get("type") or "text"
    if each.tag in ("select", "button") or kind in ("checkbox", "radio", "submit", "button"):
        return "choice"
    if kind == "number" or each.get("inputmode") in ("numeric", "decimal"):
        return "number"
    return {"hidden": "hidden", "file": "file", "date": "date", "password": "secret"}.get(kind, "text")


OF_A_KIND = 4
"""So many forms of the same kind are kept: which of them is taken depends on the row's state."""


def gathered(walk: Walk, ground: Ground) -> dict[tuple[str, str, frozenset[str]], list[Sheet]]:
    """The forms of all pages that this role may open, by kind; of pages with ids those to which a page or a letter leads."""
    found: dict[tuple[str, str, frozenset[str]], list[Sheet]] = defaultdict(list)
    left = [
        (rule, values, crawl.path_of(walk.house, rule, values))
        for rule in crawl.rules(walk.house)
        if "GET" in (rule.methods or ()) and not crawl.is_root(walk.house, rule)
        for values in own(rule, ground)
    ]
    role = walk.who.role
    led = ground.led.setdefault(role, set())
    for behind in doors.BEHIND:
        led |= walk.who.ask("GET", f"/o/{MINE}{behind}").leads()
    while True:
        is_led = [not kinds(rule) or "token" in rule.arguments or address in led for rule, _values, address in left]
        now, left = list(compress(left, is_led)), list(compress(left, (not each for each in is_led)))
        if not now:
            return found
        for rule, values, address in now:
            path = address + doors.QUERIES.get(rule.rule, "")
            if (role, path) not in ground.forms:
                walk.ask("GET", rule, values)
            for sheet in sheets(walk, rule.rule, ground.forms[role, path]):
                same = found[sheet.kind]
                if len(same) < OF_A_KIND and sheet.action not in {s.action for s in same}:
                    same.append(sheet.filled())


COLUMNS = {
    name: value
    for table in migrate.models().tables.values()
    for column in table.columns
    if (name := column.name)
    for value in ["1" if str(column.type) in ("INTEGER", "SMALLINT", "BOOLEAN") else "planted"]
}
"""Every name of a column of every table, with something to put there."""


class Writing(Walk):
    """One role sends every form of its own pages, with keys and columns that do not belong in them."""

    looked: frozenset[str] = frozenset()
    """The fields that the program looked for in the last form that was tried, beside the token."""

    def send(self, sheet: Sheet, more: Fields | None = None, change: bool = True) -> Seen:
        """The form, with some fields changed."""
        sent = {name: value() if callable(value) else value for name, value in {**sheet.fields, **(more or {})}.items()}
        if "password" in sheet.rule.rule or "sign-in" in sheet.rule.rule:
            jobs.bell().redis.flushdb()  # else the throttle would tell the first try from the next
        ids = tuple(part for name, value in (more or {}).items() for part in (*_ids(name), *_ids(value)))
        seen = self.who.ask("POST", sheet.action, ids, data=sent, change=change)
        leaks = crawl.leaks(self.ground.markers, seen, ids)
        if leaks or seen.status >= 500:
            self.wrong.append(f"{self.who.role} POST {sheet.action} {more}: {seen.status} {leaks[:3]}")
        return seen

    def turned_away(self, seen: Seen) -> bool:
        """Whether a stranger was asked to sign in first: nothing of what they sent was looked at."""
        stranger, leads = self.who.role == "anonymous", dict(seen.headers).get("location", "")
        return stranger and seen.status == 303 and leads.endswith("/sign-in") and not seen.change

    def names(self, sheet: Sheet, trail: Trail) -> set[str]:
        """The fields that stand on the page, and those that the program looks for."""
        return set(sheet.named) | trail.fields[f"POST {sheet.rule.rule}"]

    def foreign(self, sheet: Sheet, trail: Trail) -> Iterator[tuple[str, Fields, Fields]]:
        """Each field that names a row: its name, with an id of the other organisation, and with one of nobody."""
        for name in sorted(self.names(sheet, trail)):
            try:
                kind = doors.kind_of_field(name, sheet.rule.rule)
            except doors.Unmapped as unmapped:
                self.wrong.append(f"{sheet.act} ({sheet.rule.rule}): {unmapped}")
                continue
            if kind:
                theirs, nobodys = self.ground.theirs.of(kind)[0], doors.unknown(kind)
                for shape in doors.SHAPES.get(name, ("{}",)):
                    yield name, {name: shape.format(theirs)}, {name: shape.format(nobodys)}
            if name in doors.TYPED:
                for theirs, nobodys in self.ground.typed:
                    yield name, {name: theirs}, {name: nobodys}
        for shape, kind in doors.NAMES.get(sheet.rule.rule, {}).items():
            theirs, nobodys = self.ground.theirs.of(kind)[0], doors.unknown(kind)
            yield shape, {shape.format(theirs): "12"}, {shape.format(nobodys): "12"}

    def try_keys(self, sheet: Sheet, trail: Trail) -> set[str]:
        """The other organisation's id in each field that names a row gets what nobody's id gets. Returns these fields."""
        tried = set()
        for name, theirs, nobodys in self.foreign(sheet, trail):
            one, other = self.send(sheet, theirs), self.send(sheet, nobodys)
            tried.add(name)
            if one.same() != other.same():  # a difference that tells something is there the second time, too
                one, other = self.send(sheet, theirs), self.send(sheet, nobodys)
            if one.same() != other.same():
                self.wrong.append(f"{self.who.role} {sheet.act} {name} tells theirs from nobody's: {between(one, other)}")
        return tried

    def columns(self, sheet: Sheet, trail: Trail) -> Fields:
        """The names of all columns, save those that the form itself has; whatever names something names theirs."""
        theirs = str(self.house.tenant(self.ground.theirs.slug))
        known = self.names(sheet, trail) | {"csrf_token", "version"}
        extra = {name: theirs if name.endswith("_id") or name == "id" else value for name, value in COLUMNS.items()}
        return {name: value for name, value in extra.items() if name not in known}

    def try_columns(self, sheet: Sheet, trail: Trail) -> Seen:
        """The names of all columns change nothing of what the form does. A form that nobody looked into is not sent again."""
        plain = self.send(sheet)
        self.looked = frozenset(trail.asked - {"csrf_token"})
        if not self.looked:
            return plain
        more = self.send(sheet, self.columns(sheet, trail))
        if (plain.status, plain.change) != (more.status, more.change):
            self.wrong.append(f"{self.who.role} {sheet.act} takes columns: {between(plain, more)}")
        return plain

    def try_files(self, sheet: Sheet, plain: Seen) -> None:
        """The same form as multipart, with a real file in a field that it does not have: nothing of it is taken.

        A form that takes files is sent one that is none of what it takes.
        """
        if sheet.rule.rule in legal.TAKES_FILES:
            pdf = (BytesIO(b"%PDF-1.7\n%%EOF\n"), "people.csv", "text/csv")
            refused = self.send(sheet, {"file": pdf})
            told = refused.status == 422 or sheet.rule.rule in legal.TOLD_FILE_BY_FILE
            if not told and not self.turned_away(refused):
                self.wrong.append(f"{self.who.role} {sheet.act} takes a PDF: {refused.status}")
            return
        pdf = (BytesIO(b"%PDF-1.7\n%%EOF\n"), f"{sheet.rule.endpoint}.pdf", "application/pdf")
        more = self.send(sheet, {"file": pdf})
        if (plain.status, plain.change) != (more.status, more.change):
            self.wrong.append(f"{self.who.role} {sheet.act} takes a file unasked: {between(plain, more)}")


def _ids(value: Any) -> list[str]:
    """What the walk itself put in, and may come back in an answer."""
    texts = [value] if isinstance(value, str) else [v for v in value if isinstance(v, str)] if isinstance(value, list) else []
    return [part for text in texts for part in (*doors.IDS.findall(text), *([text] if crawl.SIGN in text else []))]
