"""Where an import stands. Only one at a time is applied or undone in an organisation: the database holds that, too."""

from __future__ import annotations

from tenants.imports.models import ALONE
from tenants.law import Machine, Move

__all__ = ["ALONE", "IMPORT", "RUNNING"]

WHO = "tenant admin"

IMPORT = Machine(
    "people_import",
    Move("check", {"uploaded", "checked"}, "checking", WHO, "the columns are told"),
    Move("find", {"checking"}, "checked", "system", "every row was looked at"),
    Move("stumble", {"checking"}, "uploaded", "system", "the file can't be read to its end"),
    Move("apply", {"checked"}, "applying", WHO, "no other import is applied or undone"),
    Move("finish", {"applying"}, "applied", "system", "no row is left"),
    Move("undo", {"applied"}, "undoing", WHO, "the window is open, and no other import is applied or undone"),
    Move("undone", {"undoing"}, "undone", "system", "no row is left"),
    Move("drop", {"uploaded", "checking", "checked"}, "dropped", WHO),
)

RUNNING = ("checking", "applying", "undoing")
"""A job is at it."""
