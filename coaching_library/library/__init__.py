"""Library: guides, templates, words to say, examples, exercises and rating practice, kept by HR and shown at the step.

What people read was published: a change is the next version, and until then the last one stands. Keepers write drafts, others
approve them, somebody answers for each item until its day of review. One guide at most stands beside a step, is put away and
called back. What somebody writes in an exercise, and how they rate a vignette, nobody else ever reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coaching_library.library import chores, packing, policy, words
from coaching_library.library.actions import (
    answer_exercise,
    approve,
    call_back,
    card_for,
    change,
    fall_due,
    keep,
    let_rest,
    make,
    needs_review,
    note_asked,
    note_opened,
    note_used,
    propose,
    publish,
    put_away,
    rate,
    reopen,
    retire,
    say_unhelpful,
    send_back,
    set_tried,
    set_verdict,
    take_back,
    translate,
    verify,
)
from coaching_library.library.actions.importing import apply, drop, upload
from coaching_library.library.actions.publishing import path_of
from coaching_library.library.asking import ask_at, asks
from coaching_library.library.content import KINDS, Anchor, Content
from coaching_library.library.events import CHANGES_WHAT_IS_FOUND, LibraryItemDue, LibraryItemPublished, LibraryItemRetired
from coaching_library.library.exporting import exported
from coaching_library.library.models import LibraryAnchor, LibraryItem, LibraryRemark, LibraryVersion
from coaching_library.library.queries import (
    best_of,
    came_from,
    due_exercises,
    item,
    items_by,
    linking_to,
    read_by,
    tried_by,
)
from coaching_library.library.queries.uploads import uploaded_files
from coaching_library.library.rules import returns_on
from coaching_library.library.searched import FOUND, as_hit, helping, suggest
from coaching_library.library.sheets import Card, Due
from coaching_library.library.starting import give_starter_set
from coaching_library.library.states import IMPORT, MACHINE
from coaching_library.library.traces import (
    ExerciseAnswer,
    ExerciseNote,
    LibraryEvent,
    LibraryMark,
    VignetteAnswer,
    VignetteTally,
)
from coaching_library.library.uploads import LibraryImport, LibraryImportFile
from tenants.web import sizes

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "CHANGES_WHAT_IS_FOUND", "FOUND", "IMPORT", "KINDS", "MACHINE", "Anchor", "Card", "Content", "Due", "ExerciseAnswer",
    "ExerciseNote", "LibraryAnchor", "LibraryEvent", "LibraryImport", "LibraryImportFile", "LibraryItem", "LibraryItemDue",
    "LibraryItemPublished", "LibraryItemRetired", "LibraryMark", "LibraryRemark", "LibraryVersion", "VignetteAnswer",
    "VignetteTally", "answer_exercise", "apply", "approve", "as_hit", "ask_at", "asks", "best_of", "blueprints", "call_back",
    "came_from", "card_for", "change", "drop", "due_exercises", "exported", "fall_due",
    "give_starter_set", "helping", "item", "items_by", "keep", "let_rest", "linking_to", "make", "needs_review", "note_asked",
    "note_opened", "note_used", "path_of", "policy", "propose", "publish", "put_away", "rate", "read_by", "reopen", "retire",
    "returns_on", "say_unhelpful", "send_back", "set_tried", "set_verdict", "suggest", "take_back", "translate", "tried_by",
    "upload", "uploaded_files", "verify", "words",
]  # fmt: skip


def blueprints() -> tuple[Blueprint, ...]:
    """The room's pages."""
    from coaching_library.library import linking, views

    words.register()
    linking.install()
    sizes.allow("library.upload", packing.PACKED + 1024 * 1024)
    return (views.bp,)


assert chores.__name__  # imported for the chore that it registers
