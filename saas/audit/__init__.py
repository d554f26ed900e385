"""Audit: who did what, and who can see what and why.

The log reads the journal of every room, in sentences; nobody writes here and nothing is decided here. It tells events and
never what anybody wrote. Explanations ask the very rules that the doors ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = ["blueprints"]


def blueprints() -> tuple[Blueprint, ...]:
    """The room's pages."""
    from saas.audit import views

    return (views.bp,)
