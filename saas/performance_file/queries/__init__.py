"""Reading: files and who may, the timeline page by page, one entry, what only its author reads, and what waits."""

from saas.performance_file.queries.entries import (
    contests_of_former,
    due_to_seal,
    entry_sheet,
    evidence,
    last_wording_no,
    locked_contest,
    locked_entry,
    whole,
    written_by,
)
from saas.performance_file.queries.files import (
    FileRow,
    began_together,
    file_between,
    file_sheet,
    files_by_id,
    files_of,
    files_written_in,
    rows_of_team,
    rows_query,
    team,
)
from saas.performance_file.queries.goals import About, Choice, choices, goals_in, is_goal_of
from saas.performance_file.queries.own import (
    draft,
    draft_pieces,
    drafts_of,
    every_note,
    note,
    notes_of,
    piece,
    rests_on,
    untouched,
)
from saas.performance_file.queries.timeline import KEYS, Narrowed, filled, timeline, told, with_words
from saas.performance_file.queries.waiting import TURNS, with_open_contests

__all__ = [
    "KEYS", "TURNS", "About", "Choice", "FileRow", "Narrowed", "began_together", "choices", "contests_of_former", "draft",
    "draft_pieces", "drafts_of", "due_to_seal", "entry_sheet", "every_note", "evidence", "file_between", "file_sheet",
    "files_by_id", "files_of", "files_written_in", "filled", "goals_in", "is_goal_of", "last_wording_no", "locked_contest",
    "locked_entry", "note", "notes_of", "piece", "rests_on", "rows_of_team", "rows_query", "team", "timeline", "told",
    "untouched", "whole", "with_open_contests", "with_words", "written_by",
]  # fmt: skip
