"""Telling those concerned: in the app, and by mail where somebody waits for them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from saas.cycle import queries
from saas.cycle.models import Cycle
from tenants import notices
from tenants.people import Actor


def tell(person_id: UUID, kind: str, cycle: Cycle, by: Actor, *, mail: bool = False, page: str = "", **more: Any) -> None:
    """The person has a notice about the cycle that leads to its page, or to `page` below it; `more` fills its words."""
    words = {"who": by.person, "cycle": cycle.name, **more}
    notices.tell(person_id, f"cycle.{kind}", on=cycle, url=f"/cycle/{cycle.id}{page}", params=words, by=by, mail=mail)


def tell_participants(kind: str, cycle: Cycle, by: Actor) -> None:
    """Everybody who takes part has a notice: one flush, however many they are."""
    words = {"cycle": cycle.name}
    whom = queries.participant_ids(cycle)
    notices.tell_all(whom, f"cycle.{kind}", on=cycle, url=f"/cycle/{cycle.id}", params=words, by=by)


def answered(person_id: UUID, cycle: Cycle) -> None:
    """What was told to the person about the cycle is done with."""
    notices.settle(person_id, on=cycle)
