"""What only its author reads: drafts with their evidence, and private notes. Row security shows nobody else's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload

from saas.performance_file.models import FileEvidence
from saas.performance_file.private import FileDraft, FileDraftPiece, FileNote
from tenants.isolation import get, session


def draft(draft_id: UUID, **_address: object) -> FileDraft | None:
    """The draft with this id of whoever acts in this unit of work, or None."""
    return get(FileDraft, draft_id)


def drafts_of(file_id: UUID) -> list[FileDraft]:
    """The own drafts in a file, the last written first, at most thirty."""
    query = select(FileDraft).where(FileDraft.file_id == file_id)
    return list(session().scalars(query.order_by(FileDraft.saved_at.desc(), FileDraft.id.desc()).limit(30)))


def untouched(file_id: UUID) -> FileDraft | None:
    """An own draft of a new entry in which nothing was written yet, or None."""
    query = select(FileDraft).where(
        FileDraft.file_id == file_id, FileDraft.purpose == "new", FileDraft.words == "", FileDraft.kind == "",
        FileDraft.goal_id.is_(None), ~exists().where(FileDraftPiece.draft_id == FileDraft.id),
    )  # fmt: skip
    return session().scalars(query.order_by(FileDraft.id).limit(1)).first()


def draft_pieces(draft_id: UUID) -> list[FileDraftPiece]:
    """The evidence that lies with a draft, in the order in which it came."""
    query = select(FileDraftPiece).where(FileDraftPiece.draft_id == draft_id).options(joinedload(FileDraftPiece.stored))
    return list(session().scalars(query.order_by(FileDraftPiece.id)))


def piece(piece_id: UUID) -> FileDraftPiece | None:
    """A piece of evidence of an own draft, or None."""
    return get(FileDraftPiece, piece_id)


def rests_on(stored_id: UUID) -> bool:
    """Whether an entry, or another own draft, rests on that file."""
    of = select(FileEvidence.id).where(FileEvidence.stored_id == stored_id)
    also = select(FileDraftPiece.id).where(FileDraftPiece.stored_id == stored_id)
    return session().scalars(of.union_all(also).limit(1)).first() is not None


def note(note_id: UUID, **_address: object) -> FileNote | None:
    """The own note with this id, or None."""
    return get(FileNote, note_id)


def notes_of(author_id: UUID) -> Select[Any]:
    """The private notes of somebody, as a query for `paged` (by `FileNote.id`, falling)."""
    return select(FileNote).where(FileNote.author_id == author_id)


def every_note(author_id: UUID) -> list[FileNote]:
    """All private notes of somebody, the oldest first."""
    return list(session().scalars(notes_of(author_id).order_by(FileNote.id)))
