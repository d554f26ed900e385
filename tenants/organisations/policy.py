"""Who may do what with the structure of an organisation.

The structure is looked after by the tenant admin alone. It holds no words about people: whoever wants those needs another
right. `by` is None for the operator's command on this machine, which verbs let pass and pages never do.
"""

from __future__ import annotations

from typing import Any, Protocol
from uuid import UUID


class Asker(Protocol):
    """What these rules ask of an actor (`people.Actor`)."""

    @property
    def id(self) -> UUID:
        """The person."""

    @property
    def is_admin(self) -> bool:
        """Whether they hold the tenant admin's grant."""

    @property
    def partner_unit_ids(self) -> frozenset[UUID]:
        """Units whose HR partner they are."""


def can_manage(actor: Asker, _thing: Any = None) -> bool:
    """The tenant admin sees and changes organisation, companies, units and positions."""
    return actor.is_admin


def can_move_unit(actor: Asker, unit: Any, parent: Any | None) -> bool:
    """The tenant admin moves units; nobody moves one under a unit whose HR partner they are, for that would give
    themselves a right over people.
    """
    gains = parent is not None and parent.id in actor.partner_unit_ids and unit.id not in actor.partner_unit_ids
    return actor.is_admin and not gains


def may(by: Asker | None, rule: Any, *things: Any) -> bool:
    """Whether the operator's command acts, or `rule` allows it to `by`."""
    return by is None or bool(rule(by, *things))
