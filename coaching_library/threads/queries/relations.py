"""Who answers somebody, and who reads what they ask: the owner, HR's people, and deputies, as of today."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from coaching_library.threads.models import PARTNER, TEAM
from coaching_library.threads.queries.acting import house_id
from tenants import organisations, people
from tenants.people import Accompanying, Standing


@dataclass(frozen=True)
class Circle:
    """HR's people today, and who stands in for each of them."""

    hr: Accompanying
    deputies: dict[UUID, frozenset[UUID]]

    def owner_for(self, standing: Standing, at: datetime | None = None) -> UUID | None:
        """The HR partner who owns what that person asks; None where nobody in HR could."""
        return next(iter(self.hr.partners_of(standing, at)), None)

    def readers(self, audience: str, asker: UUID | None, owner: UUID, at: datetime) -> list[UUID] | None:
        """Who reads a question to that audience that was asked `at` that moment; None where the rights decide alone.

        A right in HR that somebody asked for themselves opens nothing that is older, and whoever stands in for them has none
        of it.
        """
        if audience not in (PARTNER, TEAM):
            return None
        everybody = self.hr.hr
        wanted = everybody if audience == TEAM else {owner: everybody[owner]} if owner in everybody else {}
        found = {who for who, since in wanted.items() if since is None or since <= at}
        if owner in found and everybody[owner] is None:
            found |= self.deputies.get(owner, frozenset())
        return sorted(found | {house_id()} | ({asker} if asker is not None else set()))


def circle() -> Circle:
    """HR's people as they stand today: four statements."""
    hr = people.accompanying()
    deputies: dict[UUID, set[UUID]] = {}
    for each in people.deputies_of(list(hr.hr)):
        deputies.setdefault(each.person_id, set()).add(each.deputy_id)
    return Circle(hr, {who: frozenset(found) for who, found in deputies.items()})


def standings(person_ids: Collection[UUID]) -> dict[UUID, Standing]:
    """Where these people stand today: one statement."""
    return people.standings(list(person_ids), organisations.organisation().time_zone) if person_ids else {}
