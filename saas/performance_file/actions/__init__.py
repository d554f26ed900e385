"""The verbs of files: begin, draft, add, edit, withdraw, seal, answer, contest, settle; and what arrives by itself."""

from saas.performance_file.actions.answering import contest, line_ended, respond, settle, stand
from saas.performance_file.actions.arriving import arrive, begin, has_arrived
from saas.performance_file.actions.drafting import discard, keep_file, keep_link, save, take_draft, take_out
from saas.performance_file.actions.entering import add, note_sights, withdraw
from saas.performance_file.actions.noting import drop_note, make_note, save_note
from saas.performance_file.actions.sealing import seal

__all__ = [
    "add", "arrive", "begin", "contest", "discard", "drop_note", "has_arrived", "keep_file", "keep_link", "line_ended",
    "make_note", "note_sights", "respond", "save", "save_note", "seal", "settle", "stand", "take_draft", "take_out", "withdraw",
]  # fmt: skip
