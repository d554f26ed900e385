"""Where a report stands is where its job stands (states f.13): its table is the job's, and only read here."""

from __future__ import annotations

from tenants.jobs import ACTIVE
from tenants.jobs.models import MACHINE

WAITING = frozenset(ACTIVE)
"""It is still to come: the page asks again by itself."""

UNMADE = frozenset({"failed", "dead"})
"""It will not come; the words say why."""

OVER = UNMADE | {"expired", "cancelled"}
"""One may ask anew."""

__all__ = ["MACHINE", "OVER", "UNMADE", "WAITING"]
