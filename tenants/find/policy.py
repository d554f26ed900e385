"""Who may search."""

from __future__ import annotations

from typing import Any

from tenants.people import Actor


def can_find(_actor: Actor, _thing: Any = None) -> bool:
    """Everybody, each inside their own rights."""
    return True
