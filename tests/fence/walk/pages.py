"""Every page that somebody can open, once for each state that its thing stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from werkzeug.routing import Rule

from tenants.isolation import clock
from tests import markup
from tests.fence.walk import crawl, doors
from tests.fence.walk.crawl import Seen, Walker
from tests.fence.walk.ground import Ground
from tests.fence.walk.trying import kinds, own
from tests.fence.walk.world import MINE
from tests.house_fixture import House

READERS = ("bo", "dara", "tova", "amara", "renewed", "nia", "shore1", "anonymous")
"""Who opens doors, those first who open most of them."""
FACTS = re.compile(r'<main[^>]*?data-object="(\w+)"[^>]*?data-state="(\w+)"')

NO_PAGES = {
    "/account/password": "leads to the account",
    "/notices/<uuid:notice_id>": "leads to what it is about",
    "/brand.css": "style",
    "/calendar/<token>.ics": "a calendar",
    "/healthz": "JSON",
    "/library/export": "a ZIP",
    "/library/keys/<item_key>": "leads to the item",
    "/meetings/<uuid:meeting_id>/invitation.ics": "a calendar",
    "/meetings/notes.json": "JSON",
    "/performance-file/evidence/<uuid:evidence_id>": "a file that somebody laid there",
    "/performance-file/export.json": "JSON",
    "/performance-file/notes.json": "JSON",
    "/policies/sections/<uuid:section_id>": "leads to the section",
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
    shapes: frozenset[str] = frozenset()
    """What it is put together of."""


def is_page(rule: Rule) -> bool:
    """Whether a reader is meant to open it."""
    made = not rule.endpoint.startswith("styleguide.") and "/static/" not in rule.rule and rule.rule not in NO_PAGES
    return made and "GET" in (rule.methods or ())


def opened(
    house: House, ground: Ground, readers: tuple[str, ...], wanted: Callable[[Rule], bool]
) -> Iterator[tuple[Walker, Rule, str, Seen]]:
    """Whatever the readers can open, one after another: where no id is asked for, everything; else what a page or a letter
    led one of them to, until somebody could open it; and at last what nothing led to, tried by everybody at every id.
    """
    left = [
        (rule, crawl.path_of(house, rule, values))
        for rule in crawl.rules(house)
        if "GET" in (rule.methods or ()) and wanted(rule)
        for values in own(rule, ground)
    ]
    led: set[str] = set()
    reached: set[str] = set()
    walkers = [Walker(house, role) for role in readers]
    for walker in walkers:
        tried: set[str] = set()
        for behind in doors.BEHIND:
            led |= walker.ask("GET", f"/o/{MINE}{behind}").leads()
        while now := [(r, a) for r, a in left if a not in tried and (not kinds(r) or "token" in r.arguments or a in led)]:
            for rule, address in now:
                path = address + doors.QUERIES.get(rule.rule, "")
                seen = walker.ask("GET", path)
                tried.add(address)
                led |= seen.leads()
                if seen.status == 200:
                    reached.add(rule.rule)
                    if kinds(rule):
                        left.remove((rule, address))
                    yield walker, rule, path, seen
    for rule, address in [each for each in left if each[0].rule not in reached]:
        path = address + doors.QUERIES.get(rule.rule, "")
        for walker in walkers if rule.rule not in reached else ():
            seen = walker.ask("GET", path)
            if seen.status == 200:
                reached.add(rule.rule)
                yield walker, rule, path, seen
                break


def leaves(house: House, ground: Ground, readers: tuple[str, ...] = READERS) -> tuple[list[Leaf], set[str]]:
    """One reader of each page and state, and the addresses that nobody could open."""
    found: dict[tuple[str, str], Leaf] = {}
    with crawl.watching(house), clock.at(clock.now()):
        for walker, rule, path, seen in opened(house, ground, readers, is_page):
            if "<!doctype html" in seen.body[:60].lower():
                facts = FACTS.search(seen.body)
                key = (rule.rule, " ".join(facts.groups()) if facts else "")
                found.setdefault(key, Leaf(walker.role, path, *key, frozenset(shapes(seen.body))))
    every = {rule.rule for rule in crawl.rules(house) if is_page(rule)}
    shut = every - {rule for rule, _state in found}
    return sorted(found.values(), key=lambda each: (READERS.index(each.role), each.rule)), shut


def shapes(html: str) -> Iterator[str]:
    """What a page is put together of: each element with its classes, its role and its type."""
    for element in markup.tree(html).iter():
        if isinstance(element.tag, str):
            facts = (element.get("class") or "", element.get("role") or "", element.get("type") or "")
            yield f"{element.tag} {' '.join(facts)}"


def few(leaves: list[Leaf]) -> list[Leaf]:
    """As few of them as have everything of which all of them are put together, in the same order: next comes each time the one
    with most that is new.
    """
    left, chosen = list(leaves), set[Leaf]()
    missing = frozenset[str]().union(*(each.shapes for each in leaves))
    while missing:
        best = max(left, key=lambda each: len(each.shapes & missing))
        left.remove(best)
        chosen.add(best)
        missing -= best.shapes
    return [each for each in leaves if each in chosen]
