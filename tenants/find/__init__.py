"""Find: people, pages and one's own records by their words, inside one's rights, in every language of the house.

Other rooms register what they offer (`offer`, `register`) and say when a record changed (`changed`); it is indexed in the same
transaction, so that whoever may not read it any more does not find it from that moment on. Promises: drafts, private notes
and what is not released are never in the index; the reader is matched inside the database before anything is counted; what
is found is read again by its room, with its rights.
"""

from __future__ import annotations

from flask import Blueprint

from tenants.find.actions import Through, changed, forget, rebuild
from tenants.find.kinds import Document, Hit, Kind, Source, in_every_language, offer, register
from tenants.find.models import SearchDoc as SearchDoc  # its import makes the table known
from tenants.find.queries import Group, alike, ids, search, weighed
from tenants.find.rules import telling, tokens


def blueprints() -> tuple[Blueprint, ...]:
    """The pages of this room."""
    from tenants.find import views

    return (views.bp,)


__all__ = [
    "Document", "Group", "Hit", "Kind", "Source", "Through", "alike", "blueprints", "changed", "forget", "ids",
    "in_every_language", "offer", "rebuild", "register", "search", "telling", "tokens", "weighed",
]  # fmt: skip
