"""Performance file: the one dated record of a working relation, owned by the two whose work it is.

Both write in it, each entry can be answered and contested, nothing is hidden from whom it is about, and after some days
nothing is changed any more: a correction is an entry of its own. Private notes lie apart and are their author's alone.
HR and administrators have no way in. When the line ends, the new manager begins a new file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from saas.performance_file import chores, policy, words
from saas.performance_file.actions import (
    add,
    arrive,
    begin,
    contest,
    discard,
    drop_note,
    has_arrived,
    keep_file,
    keep_link,
    line_ended,
    make_note,
    note_sights,
    respond,
    save,
    save_note,
    seal,
    settle,
    stand,
    take_draft,
    take_out,
    withdraw,
)
from saas.performance_file.actions.drafting import Upload
from saas.performance_file.events import (
    ContestSettled,
    ContestStands,
    EntryAdded,
    EntryArrived,
    EntryContested,
    EntryResponded,
    EntryReworded,
    EntrySealed,
    EntryWithdrawn,
)
from saas.performance_file.exporting import Own, own
from saas.performance_file.models import FileEntry, PerformanceFile
from saas.performance_file.queries import (
    TURNS,
    FileRow,
    entry_sheet,
    file_between,
    file_sheet,
    files_of,
    rows_query,
    with_open_contests,
    written_by,
)
from saas.performance_file.rules import Written, gap
from saas.performance_file.searched import CHANGES_WHAT_IS_FOUND, FOUND
from saas.performance_file.sheets import EntrySheet, Sheet
from saas.performance_file.states import CONTEST, ENTRY

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "CHANGES_WHAT_IS_FOUND", "CONTEST", "ENTRY", "FOUND", "TURNS", "ContestSettled", "ContestStands", "EntryAdded",
    "EntryArrived", "EntryContested", "EntryResponded", "EntryReworded", "EntrySealed", "EntrySheet", "EntryWithdrawn",
    "FileEntry", "FileRow", "Own", "PerformanceFile", "Sheet", "Upload", "Written", "add", "arrive", "begin", "blueprints",
    "contest", "discard", "drop_note", "entry_sheet", "file_between", "file_sheet", "files_of", "gap", "has_arrived",
    "keep_file", "keep_link", "line_ended", "make_note", "note_sights", "own", "policy", "respond", "rows_query", "save",
    "save_note", "seal", "settle", "stand", "take_draft", "take_out", "with_open_contests", "withdraw", "written_by",
]  # fmt: skip


def blueprints() -> tuple[Blueprint, ...]:
    """The room's pages."""
    from saas.performance_file import views

    words.register()
    return (views.bp,)


assert chores.__name__  # imported for the chore that it registers
