"""Which company, unit and position a row names: one that is here, or one that would have to be made or opened again. No
database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tenants.imports.cells import Wrong
from tenants.organisations import Branch, Company, Position, folded

_LEVELS = re.compile(r"\s*[›>»]\s*|\s+/\s+")
DEEPEST = 12


@dataclass
class Named:
    """A company, unit or position of a row: `ref` is its id, or the code of a new one; `needs` are the codes of what has to be
    made or opened again before.
    """

    ref: str
    label: str
    needs: tuple[str, ...] = ()


@dataclass
class Places:
    """What is here, and what the rows name beyond it."""

    companies: Iterable[Company]
    branches: Iterable[Branch]
    positions: Iterable[Position]
    new: dict[tuple[str, ...], dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._companies = {folded(c.name): c for c in self.companies}
        self._names = {c.id: c.name for c in self.companies}
        self._by_id = {c.id: c for c in self.companies}
        self._positions = {folded(p.title): p for p in self.positions}
        self._titles = {p.id: p.title for p in self.positions}
        self.units: dict[UUID, Branch] = {b.unit.id: b for b in self.branches}
        self._units: dict[str, list[Branch]] = {}
        for branch in self.units.values():
            for said in {folded(branch.unit.name), _path((*branch.path, branch.unit.name))}:
                self._units.setdefault(said, []).append(branch)

    def label(self, unit_id: UUID | None) -> str:
        """The unit with its company, as people read it."""
        branch = self.units.get(unit_id) if unit_id else None
        return f"{self._names.get(branch.unit.company_id, '')}: {branch.label}" if branch else ""

    def title(self, position_id: UUID | None) -> str:
        """The position's title."""
        return self._titles.get(position_id, "") if position_id else ""

    def company_of(self, unit_id: UUID | None) -> str:
        """The id of the company that the unit lies in, or ""."""
        branch = self.units.get(unit_id) if unit_id else None
        return str(branch.unit.company_id) if branch else ""

    def company(self, name: str) -> Named:
        """The company of this name."""
        found = self._companies.get(folded(name))
        if found is None:
            return self._make("company", ("company", folded(name)), name)
        return self._company(found)

    def _company(self, found: Company) -> Named:
        return Named(str(found.id), found.name, () if found.state == "open" else (self._open("company", found.id, found.name),))

    def only_company(self) -> Named | None:
        """The one company there is, if there is one."""
        open_ones = [c for c in self.companies if c.state == "open"]
        return Named(str(open_ones[0].id), open_ones[0].name) if len(open_ones) == 1 else None

    def unit(self, text: str, company: Named | None, near: str) -> Named:
        """The unit of this name or way ("Field › Team 2") in that company; without one, of `near` or wherever it is the only
        one. Raises Wrong.
        """
        parts = [part for part in _LEVELS.split(text) if part]
        fitting = self._units.get(_path(parts), [])
        if company is not None:
            fitting = [b for b in fitting if str(b.unit.company_id) == company.ref]
        elif len(fitting) > 1:
            fitting = [b for b in fitting if str(b.unit.company_id) == near] or fitting
        here = [b for b in fitting if b.unit.state == "open"] or fitting
        if len(here) > 1:
            raise Wrong("several")
        if here:
            return self._unit(here[0])
        home = company or self.only_company()
        if home is None:
            raise Wrong("no_company")
        if len(parts) > DEEPEST:
            raise Wrong("deep")
        return self._make_unit(home, parts)

    def _unit(self, branch: Branch) -> Named:
        """The unit, with its company and whatever it lies in: what of them is closed has to be opened again, from the top."""
        needs = self._company(self._by_id[branch.unit.company_id]).needs
        way: list[Branch] = [branch]
        while (above := way[0].unit.parent_id) is not None:
            way.insert(0, self.units[above])
        closed = [each.unit.id for each in way if each.unit.state != "open"]
        opened = [self._open("unit", each, self.units[each].unit.name, self.label(each)) for each in closed]
        return Named(str(branch.unit.id), self.label(branch.unit.id), (*needs, *opened))

    def _make_unit(self, home: Named, parts: list[str]) -> Named:
        above, found = home, home
        for n, part in enumerate(parts):
            way = parts[: n + 1]
            here = [b for b in self._units.get(_path(way), []) if str(b.unit.company_id) == home.ref and len(b.path) == n]
            if here:
                found = self._unit(here[0])
            else:
                key = ("unit", home.ref, _path(way))
                label = f"{home.label}: {' › '.join(way)}"
                found = self._make("unit", key, part, label, above.needs, company=home.ref, above=above.ref if n else "")
            above = found
        return found

    def standing_unit(self, ref: str) -> UUID | None:
        """The unit of this id; for a new one, the nearest above it that stands already."""
        codes = {each["code"]: each for each in self.new.values()}
        while ref in codes:
            ref = codes[ref].get("above", "")
        return UUID(ref) if ref else None

    def position(self, title: str) -> Named:
        """The position of this title."""
        found = self._positions.get(folded(title))
        if found is None:
            return self._make("position", ("position", folded(title)), title)
        needs = () if found.state == "open" else (self._open("position", found.id, found.title),)
        return Named(str(found.id), found.title, needs)

    def _open(self, kind: str, id_: UUID, name: str, label: str = "") -> str:
        """The code under which this closed one is opened again."""
        return self._make(kind, (kind, "open", str(id_)), name, label, opens=str(id_)).ref

    def _make(
        self, kind: str, key: tuple[str, ...], name: str, label: str = "", needs: tuple[str, ...] = (), **more: str
    ) -> Named:
        made = self.new.get(key)
        if made is None:
            code = f"{kind[0]}{len(self.new)}"
            made = {"code": code, "kind": kind, "name": name, "label": label or name, "needs": list(needs), "rows": 0, **more}
            self.new[key] = made
        return Named(made["code"], made["label"], (*made["needs"], made["code"]))


def _path(parts: Iterable[str]) -> str:
    return " › ".join(folded(part) for part in parts)
