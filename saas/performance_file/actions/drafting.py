"""Writing in private: a draft with its evidence, of which nobody but its author knows."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from saas.performance_file import policy, queries, rules, sniffing
from saas.performance_file.private import FileDraft, FileDraftPiece
from saas.performance_file.rules import Written
from saas.performance_file.sheets import EntrySheet, Sheet
from tenants import files, organisations
from tenants.isolation import clock, get_locked, session
from tenants.law import Invalid, NotNow, Stale, require
from tenants.people import Actor


@dataclass(frozen=True)
class Upload:
    """A file as it came."""

    name: str
    content: bytes


def take_draft(sheet: Sheet, *, by: Actor, edits: EntrySheet | None = None, corrects: EntrySheet | None = None) -> FileDraft:
    """There is a draft to write in: of a new entry, of an edit of an open one, or of a correction of a sealed one.

    Both of the two, while they work together; an edit and a correction only by the author. NotNow where the entry is sealed
    already, or not yet. The same draft is taken up again rather than a second one begun.
    """
    require(policy.can_write(by, sheet))
    one = edits or corrects
    if one is not None:
        require(policy.can_edit(by, one))
        _fitting(one, edits is not None)
    purpose = "edit" if edits is not None else "correct" if corrects is not None else "new"
    mine = queries.drafts_of(sheet.id)
    same = [each for each in mine if one is not None and (each.entry_id, each.purpose) == (one.id, purpose)]
    found = same[0] if same else None if one is not None else queries.untouched(sheet.id)
    if found is not None:
        return found
    if len(mine) >= rules.DRAFTS:
        raise NotNow(_("You have %(most)s drafts in this file. Add or let go of one of them first.", most=rules.DRAFTS))
    written = edits.written if edits is not None else Written(happened_on=organisations.today())
    made = FileDraft(
        author_id=by.id,
        file_id=sheet.id,
        purpose=purpose,
        entry_id=one.id if one is not None else None,
        kind=written.kind if edits is not None else "",
        happened_on=written.happened_on,
        words=written.words,
        goal_id=written.goal_id,
        part=written.part,
        saved_at=clock.now(),
    )
    session().add(made)
    session().flush()
    for each in edits.evidence if edits is not None else ():
        session().add(FileDraftPiece(author_id=by.id, draft_id=made.id, stored_id=each.stored_id, url=each.url, name=each.name))
    session().flush()
    return made


def _fitting(one: EntrySheet, edits: bool) -> None:
    if one.is_withdrawn:
        raise NotNow(_("This entry was taken back."))
    if edits and not one.is_open(clock.now()):
        raise NotNow(_("This entry is sealed: it can be corrected by a new one, and changed no more."))
    if not edits and one.is_open(clock.now()):
        raise NotNow(_("This entry can still be edited."))


def save(draft: FileDraft, written: Written, *, by: Actor, seen: int) -> FileDraft:
    """The draft reads so. Invalid where it is too long, or about a goal of nobody's; Stale where another window has saved
    meanwhile: nothing is lost.
    """
    require(policy.can_use_draft(by, draft))
    errors = rules.too_long(written.words)
    if written.goal_id is not None and not queries.is_goal_of(draft.file.employee_id, written.goal_id):
        errors["about"] = _("The agreed plan does not hold this any more. Choose another goal, or none.")
    if errors:
        raise Invalid(errors)
    fresh = locked(draft)
    if seen != fresh.version:
        raise Stale(fresh, seen)
    fresh.kind, fresh.happened_on, fresh.words = written.kind, written.happened_on, written.words
    fresh.goal_id, fresh.part = written.goal_id, written.part
    fresh.version += 1
    fresh.saved_at = clock.now()
    session().flush()
    return fresh


def locked(draft: FileDraft) -> FileDraft:
    """The draft under its lock. NotNow where it was added or let go meanwhile."""
    fresh = get_locked(FileDraft, draft.id)
    if fresh is None:
        raise NotNow(_("This draft was added to the file, or let go, in another window."))
    return fresh


def keep_file(draft: FileDraft, upload: Upload, *, by: Actor) -> FileDraftPiece:
    """The file lies with the draft as evidence. Only what its bytes say it is counts; Invalid says why one is not taken."""
    require(policy.can_use_draft(by, draft))
    fresh = locked(draft)
    _has_room(fresh, "file")
    name = files.safe_name(upload.name)
    try:
        kind = sniffing.sniff(upload.content, name)
    except sniffing.NotTaken as no:
        raise Invalid({"file": str(no)}) from None
    stored = files.keep(upload.content, name=name, media_type=kind.media_type, owner=by.id, by=by)
    return _lay(fresh, FileDraftPiece(author_id=by.id, draft_id=fresh.id, stored_id=stored.id, name=stored.name))


def keep_link(draft: FileDraft, url: str, *, by: Actor) -> FileDraftPiece:
    """The link lies with the draft as evidence. Nobody looks at what is behind it. Invalid unless it is a whole https link."""
    require(policy.can_use_draft(by, draft))
    fresh = locked(draft)
    _has_room(fresh, "url")
    wrong = rules.link_problem(url)
    if wrong:
        raise Invalid({"url": wrong})
    return _lay(fresh, FileDraftPiece(author_id=by.id, draft_id=fresh.id, url=url, name=rules.host_of(url)))


def _has_room(draft: FileDraft, field: str) -> None:
    if len(queries.draft_pieces(draft.id)) >= rules.PIECES:
        raise Invalid({field: _("An entry holds at most %(most)s pieces of evidence.", most=rules.PIECES)})


def _lay(draft: FileDraft, piece: FileDraftPiece) -> FileDraftPiece:
    session().add(piece)
    draft.saved_at = clock.now()
    session().flush()
    return piece


def take_out(draft: FileDraft, piece: FileDraftPiece, *, by: Actor) -> None:
    """The evidence lies with the draft no longer. What is in the file already stays there."""
    require(policy.can_use_draft(by, draft) and piece.draft_id == draft.id)
    _take_away(piece)


def discard(draft: FileDraft, *, by: Actor) -> None:
    """The draft is gone, with what lay in it. Nobody else ever knew of it."""
    require(policy.can_use_draft(by, draft))
    let_go(locked(draft))


def let_go(draft: FileDraft) -> None:
    """The draft's row and those of its evidence are gone."""
    for piece in queries.draft_pieces(draft.id):
        _take_away(piece)
    session().delete(draft)
    session().flush()


def _take_away(piece: FileDraftPiece) -> None:
    """The piece is gone; the bytes of its file, too, where no entry rests on them."""
    stored = piece.stored
    session().delete(piece)
    session().flush()
    if stored is not None and not queries.rests_on(stored.id):
        files.expire(stored)
