"""How colleagues are found by the search of the house: by words of a name or address, each with their place."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from saas.home.queries.people import directory
from tenants import people
from tenants.find import Hit, Source
from tenants.isolation import anew, session
from tenants.people import Actor, Person


def _find(_actor: Actor, q: str, at_most: int) -> list[Hit]:
    rows = session().execute(anew(directory(q).order_by(Person.sort_key, Person.id).limit(at_most))).all()
    known = people.names([row.id for row in rows])
    return [
        Hit(
            url=f"/people/{row.id}",
            title=row.name,
            line=" · ".join(part for part in (row.position, row.unit or row.company) if part),
            person=known[row.id],
        )
        for row in rows
        if row.id in known
    ]


FOUND = Source(_l("People"), _find)
