"""What each row of a file means beside the entries that are here: somebody new, a change, an end, nothing; or why it can't be
taken. Nothing is written here and no database is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from tenants.imports import cells, leading
from tenants.imports.cells import Wrong
from tenants.imports.findings import Finding, Here
from tenants.imports.places import Named
from tenants.imports.reading import Row
from tenants.imports.rules import DATES
from tenants.people import AHEAD, EXTERNAL_LENGTH, NAME_LENGTH, Known, email_key, is_email

BACK = timedelta(days=31)
"""How long ago somebody may have left who is entered as gone only now."""


def compare(rows: Sequence[Row], columns: Sequence[str], order: str, here: Here) -> list[Finding]:
    """A finding for each row, in its order, and behind them one for each person who stands in none."""
    found = [_parsed(row, columns, order) for row in rows]
    _told_apart(found)
    for each in found:
        _matched(each, here)
    _once_each(found)
    for each in found:
        if not each.errors:
            _wanted(each, here)
    leading.find_managers(found, here)
    _an_admin_stays(found, here)
    leading.set_in_order(found, here.people)
    made = {new["code"]: new for new in here.places.new.values()}
    for each in found:
        _named(each, made)
    return found


def missing(found: Sequence[Finding], here: Here) -> list[Known]:
    """Who is here and stands in no row, who leads before who is led."""
    seen = {each.person.id for each in found if each.person is not None}
    lines = {p.id: p.manager_id for p in here.people if p.state != "left" and p.manager_id is not None}
    depth = leading.depths(lines)
    return sorted((p for p in here.people if p.state != "left" and p.id not in seen), key=lambda p: depth.get(p.id, 0))


def _name(text: str) -> str:
    return cells.words(text, NAME_LENGTH)


_TEXTS: dict[str, Callable[[str], Any]] = {
    "external_id": lambda text: cells.words(text, EXTERNAL_LENGTH),
    "language": cells.language,
    "time_zone": cells.zone,
}


def _parsed(row: Row, columns: Sequence[str], order: str) -> Finding:
    found = Finding(row.number, {f: row.cells[n] for n, f in enumerate(columns) if f and row.cells[n]})
    if row.wide:
        found.wrong("", "wide")
    for name, text in found.cells.items():
        plain = cells.said(text)
        if not plain:
            continue
        try:
            if name in DATES:
                found.values[name] = cells.day(plain, order)
            else:
                found.values[name] = _TEXTS.get(name, _name)(plain)
        except Wrong as no:
            if name == "language":  # no reason to leave somebody out
                found.unspoken = plain
            else:
                found.wrong(name, no.code)
    first, last = found.values.pop("first_name", ""), found.values.pop("last_name", "")
    if "name" not in found.values and (first or last):
        found.values["name"] = cells.joined(first, last)
        if len(found.values["name"]) > NAME_LENGTH:
            found.wrong("last_name", "long")
    if "email" in found.values and not is_email(found.values["email"]):
        found.wrong("email", "email")
    starts, ends = found.values.get("starts_on"), found.values.get("ends_on")
    if starts and ends and ends < starts:
        found.wrong("ends_on", "before_start")
    return found


def _told_apart(found: Sequence[Finding]) -> None:
    """No number and no address may stand in two rows."""
    for name, key in (("external_id", str), ("email", email_key)):
        rows = defaultdict(list)
        for each in found:
            if each.values.get(name):
                rows[key(each.values[name])].append(each)
        for same in rows.values():
            for each in same if len(same) > 1 else ():
                other = next(o for o in same if o is not each)
                each.wrong(name, "twice", row=other.number)


def _matched(each: Finding, here: Here) -> None:
    number, email = each.values.get("external_id"), each.values.get("email")
    by_number = here.by_number.get(number) if number else None
    by_email = here.by_email.get(email_key(email)) if email else None
    if not number and not email:
        each.wrong("email", "nobody")
    elif by_number and by_email and by_number.id != by_email.id:
        each.wrong("email", "email_taken", name=by_email.name)
    elif by_number is None and by_email and number and by_email.external_id:
        each.wrong("external_id", "number_differs", name=by_email.name, number=by_email.external_id)
        each.person = by_email
    else:
        each.person = by_number or by_email


def _once_each(found: Sequence[Finding]) -> None:
    first: dict[UUID, Finding] = {}
    for each in found:
        if each.person is None:
            continue
        other = first.setdefault(each.person.id, each)
        if other is not each and not each.errors:
            each.wrong("", "same_person", row=other.number)


def _wanted(each: Finding, here: Here) -> None:
    """What the entries are to be, as far as the row itself says it."""
    person, values = each.person, each.values
    ends = values.get("ends_on")
    if (person is None or person.state == "left") and ends and ends < here.today:
        each.kind = "same"
        each.note("gone_already", day=ends.isoformat())
        return
    if person is None:
        for name in ("name", "email"):
            if not values.get(name):
                each.wrong(name, "missing")
    each.kind = "add" if person is None else "back" if person.state == "left" else "same"
    _entries(each)
    each.wanted["day"] = _day(each, here)
    _placed(each, here)
    _ends(each, here)


def _day(each: Finding, here: Here) -> str:
    starts = each.values.get("starts_on")
    if starts and starts > here.today + AHEAD:
        each.wrong("starts_on", "far")
    if each.kind == "add":
        return (starts or here.today).isoformat()
    if each.kind == "back":
        return max(here.today, starts or here.today).isoformat()
    assert each.person is not None
    return (each.person.begins_on or here.today).isoformat()


def _entries(each: Finding) -> None:
    person, values = each.person, each.values
    names = ("name", "email", "called", "external_id")
    each.wanted |= {n: values.get(n) or (getattr(person, n) if person else "") or "" for n in names}
    if person is None:
        each.wanted |= {n: values.get(n) for n in ("language", "time_zone")}
        if each.unspoken:
            each.note("language", text=each.unspoken[:40])
        return
    if person.state == "active":
        each.wanted["called"] = person.called  # how we speak to them is theirs to say, once they have been here
        if values.get("email") and email_key(values["email"]) != person.email_key:
            each.wanted |= {"email": person.email, "ask_email": values["email"]}
            each.note("email_asks", email=values["email"])
        else:
            each.wanted["email"] = person.email
    for name in names:
        if (getattr(person, name) or "") != each.wanted[name]:
            each.changes[name] = [getattr(person, name) or "", each.wanted[name]]


def _placed(each: Finding, here: Here) -> None:
    person, values = each.person, each.values
    place, unit, position = here.places, None, None
    now = person if person is not None and person.state != "left" else None
    company = _try(each, "company", place.company)
    in_it = bool(company and now and now.unit_id and place.company_of(now.unit_id) == company.ref)
    if values.get("unit"):
        near = place.company_of(now.unit_id) if now else ""
        unit = _try(each, "unit", lambda text: place.unit(text, company, near))
    elif company is not None and not in_it:
        unit = place.unit(company.label, company, "")
    position = _try(each, "position", place.position)
    unit_id = str(now.unit_id) if now and now.unit_id else None
    position_id = str(now.position_id) if now and now.position_id else None
    moves = bool(unit and unit.ref != unit_id) or bool(position and position.ref != position_id)
    if moves and unit is None and unit_id is None:
        each.wrong("position", "no_unit")
    each.wanted |= {
        "moves": moves,
        "unit": unit.ref if unit else unit_id,
        "position": position.ref if position else position_id,
    }
    if unit and unit.ref != unit_id:
        each.changes["unit"] = [place.label(now.unit_id if now else None), unit.label]
    if position and position.ref != position_id:
        each.changes["position"] = [place.title(now.position_id if now else None), position.label]
    if moves and unit and here.brings(person, unit.ref):
        each.wrong("unit", "own_partner")
    for named in (unit, position) if moves else ():  # whoever is there already stays there, closed or not
        each.needs |= set(named.needs if named else ())


def _try(each: Finding, name: str, find: Callable[[str], Named]) -> Named | None:
    text = each.values.get(name)
    if not text:
        return None
    try:
        return find(text)
    except Wrong as no:
        each.wrong(name, no.code)
        return None


def _ends(each: Finding, here: Here) -> None:
    ends, person = each.values.get("ends_on"), each.person
    if not ends or (person is not None and person.leaves_on == ends):
        return
    if ends < here.today - BACK:
        each.wrong("ends_on", "long_ago")
    elif ends > here.today + AHEAD:
        each.wrong("ends_on", "far")
    elif person is not None and person.id == here.me:
        each.wrong("ends_on", "own_end")
    else:
        each.wanted |= {"ends_on": ends.isoformat(), "gone": ends <= here.today}
        was = person.leaves_on.isoformat() if person is not None and person.leaves_on else ""
        each.changes["ends_on"] = [was, ends.isoformat()]


def _an_admin_stays(found: Sequence[Finding], here: Here) -> None:
    leaving = {e.person.id: e for e in found if e.person is not None and e.wanted.get("ends_on") and not e.errors}
    staying = {p.id for p in here.people if p.id in here.admins and p.leaves_on is None and p.state != "left"} - set(leaving)
    if not staying:
        for person_id, each in leaving.items():
            if person_id in here.admins:
                each.wrong("ends_on", "last_admin")


def _named(each: Finding, made: dict[str, dict[str, Any]]) -> None:
    """The kind, now that everything is known."""
    if each.errors:
        each.kind, each.needs = "error", set()
    elif each.kind == "same" and each.wanted.get("ends_on"):
        each.kind = "leave"
    elif each.kind == "same" and (each.changes or each.wanted.get("ask_email")):
        each.kind = "change"
    for code in each.needs:
        made[code]["rows"] += 1
