"""Alignment: how goals hang together, from the company down to one's own, and from one's own up to the company.

It has no tables: goals are the enterprise's, what contributes to them stands in the plans. Other people's goals are shown
to those who may read their plan; to everybody else they are a number, and below the organisation's threshold "a few".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from saas.alignment.sight import Sight, lines_of_sight

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = ["Sight", "blueprints", "lines_of_sight"]


def blueprints() -> tuple[Blueprint, ...]:
    """The room's pages."""
    from saas.alignment import views

    return (views.bp,)
