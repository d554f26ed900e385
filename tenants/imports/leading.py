"""Who leads whom once a file is taken over: managers and circles are found, and who leads is entered before who is led."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tenants.imports.findings import Finding, Here
from tenants.people import Known, email_key

Key = Any
"""Somebody: the id of a person who is here, or the number of the row that would enter them."""


def set_in_order(found: Sequence[Finding], people: Iterable[Known]) -> None:
    """Refuse the rows that would close a circle or follow a row that is refused; give each its place."""
    now = {p.id: p.manager_id for p in people if p.state != "left"}
    followers: dict[int, list[Finding]] = defaultdict(list)
    for each in found:
        row = each.wanted.get("manager", {}).get("row")
        if row is not None:
            followers[row].append(each)
    _follow([each for each in found if each.errors], followers)
    while True:
        circles = list(_circles(_lines(found, now)))
        closing = {_key(e): e for e in found if e.wanted.get("led") and not e.errors}
        wrong = [closing[key] for circle in circles for key in circle if key in closing]
        if not wrong:
            break
        for each in wrong:
            each.wrong("manager", "circle")
        _follow(wrong, followers)
    _place(found, _lines(found, now))


def _key(each: Finding) -> Key:
    return each.person.id if each.person is not None else each.number


def _follow(wrong: list[Finding], followers: dict[int, list[Finding]]) -> None:
    """Whoever is to be led by somebody whom no row enters can't be entered so either."""
    queue = list(wrong)
    while queue:
        row = queue.pop()
        for each in followers.get(row.number, ()):
            if not each.errors:
                each.wrong("manager", "manager_row", row=row.number)
                queue.append(each)


def _lines(found: Sequence[Finding], now: dict[Any, Any]) -> dict[Key, Key]:
    """Who would be led by whom."""
    lines: dict[Key, Key] = {who: over for who, over in now.items() if over is not None}
    for each in found:
        if each.wanted.get("led") and not each.errors and each.manager is not None:
            over = each.manager.id if isinstance(each.manager, Known) else _key(each.manager)
            lines[_key(each)] = over
    return lines


def _circles(lines: dict[Key, Key]) -> Iterable[list[Key]]:
    seen: dict[Key, int] = {}
    for n, start in enumerate(lines):
        path, at = [], start
        while at in lines and at not in seen:
            seen[at] = n
            path.append(at)
            at = lines[at]
        if at in lines and seen.get(at) == n and at in path:
            yield path[path.index(at) :]


def depths(lines: Mapping[Key, Key]) -> dict[Key, int]:
    """How many stand above each, where nobody stands in a circle."""
    depth: dict[Key, int] = {}
    for start in lines:
        path, at = [], start
        while at in lines and at not in depth:
            path.append(at)
            at = lines[at]
        base = depth.get(at, 0)
        for n, each in enumerate(reversed(path), 1):
            depth[each] = base + n
    return depth


def _place(found: Sequence[Finding], lines: dict[Key, Key]) -> None:
    depth = depths(lines)
    order = sorted(found, key=lambda e: (e.leaves_now, depth.get(_key(e), 0), e.number))
    for place, each in enumerate(order):
        each.place = place


def find_managers(found: Sequence[Finding], here: Here) -> None:
    """Managers by address or number, out of the file or of those who are here."""
    by_email = {email_key(e.values["email"]): e for e in found if e.values.get("email")}
    by_number = {e.values["external_id"]: e for e in found if e.values.get("external_id")}
    for each in found:
        text = each.values.get("manager")
        if not text or not each.wanted:
            continue
        if "@" in text:
            row, person = by_email.get(email_key(text)), here.by_email.get(email_key(text))
        else:
            row, person = by_number.get(text), here.by_number.get(text)
        leader: Finding | Known | None = person
        if row is not None and row.person is None:
            leader = row
        if row is not None and row.person is not None:
            leader = row.person
        _leads(each, leader, row, here)


def _leads(each: Finding, leader: Finding | Known | None, row: Finding | None, here: Here) -> None:
    person = each.person
    now = person.manager_id if person is not None and person.state != "left" else None
    if leader is None:
        each.wrong("manager", "manager_unknown")
    elif row is each or (isinstance(leader, Known) and person is not None and leader.id == person.id):
        each.wrong("manager", "self")
    elif (row is not None and row.leaves_now) or (isinstance(leader, Known) and leader.state == "left" and not _back(row)):
        each.wrong("manager", "manager_left")
    elif isinstance(leader, Finding) or leader.id != now:
        if here.me is not None and here.me in (person and person.id, isinstance(leader, Known) and leader.id):
            each.wrong("manager", "own_line")
            return
        if isinstance(leader, Known) and here.brings(person, manager_id=leader.id):
            each.wrong("manager", "own_partner")
            return
        each.manager = leader
        # somebody who had left and is back in this file is entered by their row
        behind = leader if isinstance(leader, Finding) else row if _back(row) else None
        each.wanted |= {"led": True, "manager": {"row": behind.number} if behind else {"id": str(leader.id)}}  # type: ignore[union-attr]
        if behind is not None:
            each.manager = behind
        was = here.by_id[now].name if now in here.by_id else ""
        new = leader.name if isinstance(leader, Known) else str(leader.values.get("name", ""))
        each.changes["manager"] = [was, new]


def _back(row: Finding | None) -> bool:
    return row is not None and row.kind == "back"
