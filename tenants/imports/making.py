"""What a file needs beyond people: companies, units and positions are made or opened again before its rows are taken over, and
closed again once it is taken back, where nobody else uses them.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from tenants import organisations
from tenants.imports import queries, words
from tenants.imports.models import PeopleImport
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Refused, Stale
from tenants.organisations import NewUnit
from tenants.people import Actor

NO = (Invalid, NotNow, Refused, Stale)
AT_ONCE = 100
"""So many are closed in one transaction."""


def make_structure(thing: PeopleImport, by: Actor | None) -> None:
    """The companies, units and positions that were chosen are there and open, each below what it lies in."""
    chosen: set[str] = set(thing.choices.get("create", ()))
    made: dict[str, str] = {}
    structure = [dict(each) for each in thing.structure]
    wanted = [each for each in structure if each["code"] in chosen]
    for each in sorted(wanted, key=lambda each: each["kind"] != "company"):  # what lies in one is opened after it
        if each.get("opens"):
            _try(each, made, lambda each=each: _opened(each, by))
        elif each["kind"] != "unit":
            _try(each, made, lambda each=each: _made(each, by))
    _make_units([each for each in wanted if each["kind"] == "unit" and not each.get("opens")], made, by)
    thing.structure = structure
    thing.choices = thing.choices | {"made": made}
    session().flush()


def _try(each: dict[str, Any], made: dict[str, str], act: Any) -> None:
    try:
        with session().begin_nested():
            made[each["code"]] = act()
    except NO as no:
        each["reason"] = words.why(no)


def _made(each: dict[str, Any], by: Actor | None) -> str:
    if each["kind"] == "company":
        each["id"] = str(organisations.open_company(name=each["name"], legal_name=each["name"], by=by).id)
    else:
        each["id"] = str(organisations.make_position(title=each["name"], by=by).id)
    return str(each["id"])


def _opened(each: dict[str, Any], by: Actor | None) -> str:
    """It is open; where somebody else has opened it meanwhile, it is not the file's to close."""
    there = _there(each["kind"], UUID(each["opens"]))
    assert there is not None, "what was closed is never deleted"
    if there.state != "open":
        _REOPEN[each["kind"]](there, by=by)
        each["id"] = each["opens"]
    return str(each["opens"])


_REOPEN: dict[str, Any] = {
    "company": organisations.reopen_company,
    "unit": organisations.reopen_unit,
    "position": organisations.reopen_position,
}
_CLOSE: dict[str, Any] = {
    "company": organisations.close_company,
    "unit": organisations.close_unit,
    "position": organisations.close_position,
}


def _there(kind: str, id_: UUID) -> Any:
    if kind == "company":
        return organisations.company(id_)
    return organisations.unit(id_) if kind == "unit" else organisations.position(id_)


def _make_units(wanted: list[dict[str, Any]], made: dict[str, str], by: Actor | None) -> None:
    """Those of them are there whose company was made and that lie below one that was."""
    companies = {str(company.id): company for company in organisations.companies()}
    units = {str(branch.unit.id): branch.unit for branch in organisations.flat(organisations.unit_tree())}
    new: dict[str, NewUnit] = {}
    for each in wanted:
        company = companies.get(made.get(each["company"], each["company"]))
        above = units.get(each["above"]) or new.get(each["above"])
        if company is not None and (above is not None or not each["above"]):
            new[each["code"]] = NewUnit(company, each["name"], above)
    organisations.make_units(list(new.values()), by=by)
    for each in wanted:
        unit = new.get(each["code"])
        if unit is not None and unit.made is not None:
            made[each["code"]] = each["id"] = str(unit.made.id)
        elif unit is not None and unit.refused is not None:
            each["reason"] = words.why(unit.refused)


def close_some(thing: PeopleImport, by: Actor | None) -> int:
    """The next of what the import has made or opened again is closed, the last first, or bears why it stays open. Returns how
    many there were; 0 where none is left.
    """
    structure = [dict(each) for each in thing.structure]
    now = [each for each in reversed(structure) if each.get("id") and not each.get("over")][:AT_ONCE]
    held = queries.holders_of([UUID(each["id"]) for each in now if each["kind"] == "position"])
    for each in now:
        try:
            with session().begin_nested():
                _close(each, held, by)
        except NO as no:
            each["stays"] = words.why(no)
        each["over"] = True
    if now:
        thing.structure = structure
        session().flush()
    return len(now)


def _close(each: dict[str, Any], held: dict[UUID, int], by: Actor | None) -> None:
    there = _there(each["kind"], UUID(each["id"]))
    if there is None or there.state != "open":
        return  # closed meanwhile
    if held.get(there.id):
        raise NotNow(ngettext("%(num)s person holds it.", "%(num)s people hold it.", held[there.id]))
    if each["kind"] == "company" and any(b.unit.state == "open" for b in organisations.unit_tree(there.id)):
        raise NotNow(_("A unit in it is still open."))
    _CLOSE[each["kind"]](there, by=by)
