"""Every page that somebody can open, once for each state that its thing stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from werkzeug.routing import Rule

from tenants.isolation import clock
from tests.fence.walk import crawl, doors
from tests.fence.walk.crawl import Walker
from tests.fence.walk.ground import Ground
from tests.fence.walk.trying import own
from tests.house_fixture import House

READERS = ("bo", "dara", "tova", "amara", "renewed", "nia", "shore1", "anonymous")
"""Who opens doors, those first who open most of them."""
MORE = 3
"""How many ids of an address are tried by those who come after somebody who opened it."""

FACTS = re.compile(r'<main[^>]*?data-object="(\w+)"[^>]*?data-state="(\w+)"')

NO_PAGES = {
    "/account/password": "leads to the account",
    "/notices/<uuid:notice_id>": "leads to what it is about",
    "/brand.css": "style",
    "/calendar/<token>.ics": "a calendar",
    "/healthz": "JSON",
    "/meetings/<uuid:meeting_id>/invitation.ics": "a calendar",
    "/meetings/notes.json": "JSON",
    "/performance-file/evidence/<uuid:evidence_id>": "a file that somebody laid there",
    "/performance-file/export.json": "JSON",
    "/performance-file/notes.json": "JSON",
    "/readyz": "JSON",
    "/reports/<uuid:report_id>.json": "JSON",
    "/reports/<uuid:report_id>/file": "a PDF",
    "/settings/people/imports/<uuid:import_id>/errors.csv": "CSV",
    "/settings/people/imports/sample.csv": "CSV",
}
"""Addresses that are answered with something else than a page."""


@dataclass(frozen=True)
class Leaf:
    """One page: who opens it, where, and what tells it from others."""

    role: str
    path: str
    rule: str
    state: str


def is_page(rule: Rule) -> bool:
    """Whether a reader is meant to open it."""
    made = not rule.endpoint.startswith("styleguide.") and "/static/" not in rule.rule and rule.rule not in NO_PAGES
    return made and "GET" in (rule.methods or ())


def leaves(house: House, ground: Ground, readers: tuple[str, ...] = READERS) -> tuple[list[Leaf], set[str]]:
    """One reader of each page and state, and the addresses that nobody could open."""
    found: dict[tuple[str, str], Leaf] = {}
    every = [rule for rule in crawl.rules(house) if is_page(rule)]
    with crawl.watching(house), clock.at(clock.now()):
        for role in readers:
            walker = Walker(house, role)
            for rule in every:
                known = any(rule.rule == each for each, _state in found)
                for values in list(own(rule, ground))[: MORE if known else None]:
                    path = crawl.path_of(house, rule, values) + doors.QUERIES.get(rule.rule, "")
                    answer = walker.ask("GET", path)
                    if answer.status != 200 or "<!doctype html" not in answer.body[:60].lower():
                        continue
                    facts = FACTS.search(answer.body)
                    key = (rule.rule, " ".join(facts.groups()) if facts else "")
                    found.setdefault(key, Leaf(role, path, *key))
    opened = {rule for rule, _state in found}
    return sorted(found.values(), key=lambda each: (READERS.index(each.role), each.rule)), {r.rule for r in every} - opened
