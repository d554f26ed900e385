"""Imports: people from a file of another system, looked at before anything changes, and taken back if it was wrong.

A file is uploaded, its columns are told, every row is compared (the dry run), and only then a job takes the rows over, each
whole or not at all, through the verbs of people and organisations. Nobody is invited by it until somebody says so. One import
at a time is applied or undone in an organisation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tenants.imports import chores, inviting
from tenants.imports.actions import apply, check, drop, invite, undo, upload
from tenants.imports.events import InvitationDue
from tenants.imports.models import ImportHeading, ImportRow, PeopleImport
from tenants.imports.queries import people_import, rows

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "ImportHeading", "ImportRow", "InvitationDue", "PeopleImport", "apply", "blueprints", "check", "drop", "invite",
    "people_import", "rows", "undo", "upload",
]  # fmt: skip


def blueprints() -> tuple[Blueprint, ...]:
    """The pages of this room."""
    from tenants.imports.views import bp

    return (bp,)


assert chores.__name__  # imported for what they register, as the verbs do with the jobs
assert inviting.__name__
