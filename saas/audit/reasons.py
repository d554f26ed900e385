"""Why somebody can see something, in sentences: the relation, since when, and in whose place."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from saas.audit.around import Around
from tenants.people import Deputyship, HrAssignment
from tenants.web.dates import long_day

ASKED_FOR = _l("Asked for this right themselves: what was proposed before it began stays closed to them.")


class Way(Protocol):
    """A tie to a person, or a ground on which a plan is read."""

    @property
    def kind(self) -> str:
        """Its word."""

    @property
    def for_id(self) -> UUID | None:
        """The one in whose place, where it is not their own."""


def why(way: Way, who: UUID, there: Around) -> list[str]:
    """The reasons behind a tie or a ground of `who`, each a sentence."""
    seat = way.for_id or who
    if way.kind in ("self", "employee"):
        return [_("It is about themselves.")]
    if way.kind == "admin":
        return [_("Tenant admin: looks after entries and rights.")]
    if way.kind == "signed":
        return [_("Signed it: keeps reading what they signed, and nothing newer.")]
    if way.kind in ("manager", "deputy"):
        said = [_("Line manager since %(day)s.", day=long_day(there.line.starts_on)) if there.line else _("Line manager.")]
    else:
        said = _partner(seat, there)
        if way.kind == "mediator":
            said = [_("Was called in to help the two."), *said]
    return said if seat == who else [*(_in_place(who, seat, there)), *said]


def _partner(seat: UUID, there: Around) -> list[str]:
    held = [one for one in there.partnerships if one.partner_id == seat]
    heads = [one for one in there.held if one.kind == "hr_head" and one.person_id == seat]
    said = [_of(one) for one in held]
    said += [_("Head of HR since %(day)s.", day=long_day(one.starts_on)) for one in heads]
    since = [one.opens_from for one in held] + [one.opens_from for one in heads]
    if since and None not in since:
        said.append(str(ASKED_FOR))
    return said


def _of(one: HrAssignment) -> str:
    day = long_day(one.starts_on)
    if one.unit is not None:
        return str(_("HR partner of %(unit)s since %(day)s.", unit=one.unit.name, day=day))
    return str(_("HR partner of %(manager)s and their reports since %(day)s.", manager=_name(one), day=day))


def _name(one: HrAssignment) -> str:
    return str(one.manager.name) if one.manager is not None else "–"


def _in_place(who: UUID, seat: UUID, there: Around) -> list[str]:
    name = there.names[seat].name if seat in there.names else "–"
    fitting: list[Deputyship] = [one for one in there.deputyships if (one.person_id, one.deputy_id) == (seat, who)]
    return [
        _("Stands in for %(who)s until %(day)s, reads and prepares, never signs.", who=name, day=long_day(one.ends_on))
        for one in fitting
    ]
