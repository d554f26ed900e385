"""What readers say and write: tried, helpful or not; an exercise for themselves; how they would rate a vignette."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from coaching_library.library import policy, queries, rules
from coaching_library.library.content import tidy
from coaching_library.library.models import LibraryItem
from coaching_library.library.traces import ExerciseAnswer, ExerciseNote, LibraryMark, VignetteAnswer, VignetteTally
from tenants import organisations
from tenants.isolation import clock, session, tenant_id, uuid7
from tenants.law import Invalid, NotNow, require
from tenants.people import Actor

VERDICTS = ("helpful", "not_helpful")


def _mark(item: LibraryItem, by: Actor) -> LibraryMark:
    """What the actor says of it: a row that is there, or is made now."""
    assert item.latest is not None, "the caller has looked"
    found = queries.mark(by.id, item.id)
    if found is None:
        row = {
            "id": uuid7(), "tenant_id": tenant_id(), "person_id": by.id, "item_id": item.id, "verdict": "",
            "no": item.latest.no, "at": clock.now(),
        }  # fmt: skip
        session().execute(insert(LibraryMark).values(row).on_conflict_do_nothing())
        found = queries.mark(by.id, item.id)
        assert found is not None, "it was just made, here or by another window"
    found.no, found.at = item.latest.no, clock.now()
    return found


def set_tried(item: LibraryItem, tried: bool, *, by: Actor) -> LibraryMark:
    """The actor says that they have tried it, or takes that back. Whoever reads it."""
    require(policy.can_use(by, item))
    found = _mark(item, by)
    found.tried_at = (found.tried_at or clock.now()) if tried else None
    session().flush()
    return found


def set_verdict(item: LibraryItem, verdict: str, *, by: Actor) -> LibraryMark:
    """The actor says that it helped, or did not, or takes that back. Whoever reads it; Invalid for anything else."""
    require(policy.can_use(by, item))
    if verdict not in ("", *VERDICTS):
        raise Invalid({"op": _("Choose one from the list.")})
    found = _mark(item, by)
    found.verdict = verdict
    session().flush()
    return found


def answer_exercise(item: LibraryItem, words: str, *, no: int, by: Actor) -> ExerciseAnswer | ExerciseNote:
    """The actor has written it down, for the `no`-th time, and nobody else ever reads it. Before the day on which it comes back
    it is a note of the last time: it comes back all the same, on that day. Whoever reads the exercise; Invalid without words.
    The same words sent twice stand once; NotNow where another window has written others.
    """
    require(policy.can_use(by, item))
    said = tidy(words)
    if not said.strip():
        raise Invalid({"words": _("Write a sentence, for yourself.")})
    if len(said) > rules.ANSWER:
        raise Invalid(
            {"words": _("At most %(most)s characters fit; these are %(length)s.", most=rules.ANSWER, length=len(said))}
        )
    there = queries.own_answers(item.id)
    day = queries.comes_back(there)
    if no == len(there) + 1 and day is not None and organisations.today() < day:
        return _noted(item, there[-1], by, said)
    return _written(item, no, by, words=said)


def _noted(item: LibraryItem, last: ExerciseAnswer, by: Actor, words: str) -> ExerciseAnswer | ExerciseNote:
    assert item.latest is not None, "the caller has looked"
    if last.words == words:
        return last
    notes = [each for each in queries.own_notes(item.id) if each.times == last.no]
    same = next((each for each in notes if each.words == words), None)
    if same is not None:
        return same
    made = ExerciseNote(
        author_id=by.id, item_id=item.id, version_id=item.latest.id, times=last.no, no=len(notes) + 1, words=words,
        at=clock.now(),
    )  # fmt: skip
    try:
        with session().begin_nested():
            session().add(made)
    except IntegrityError:  # another window has added something in the same moment
        return _noted(item, last, by, words)
    return made


def let_rest(item: LibraryItem, *, no: int, by: Actor) -> ExerciseAnswer:
    """The exercise does not come back to the actor, until they write in it again. What they wrote is kept."""
    require(policy.can_use(by, item))
    return _written(item, no, by, rests=True)


def _written(item: LibraryItem, no: int, by: Actor, *, words: str = "", rests: bool = False) -> ExerciseAnswer:
    assert item.latest is not None, "the caller has looked"
    if item.latest.kind != "exercise":
        raise NotNow(_("This is no exercise."))
    there = queries.own_answers(item.id)
    same = next((each for each in there if each.no == no), None)
    if same is not None and (same.words, same.rests) == (words, rests):
        return same
    if no != len(there) + 1:
        raise NotNow(_("You wrote something here in another window. Both are kept: look at it, then send this again."))
    made = ExerciseAnswer(
        author_id=by.id, item_id=item.id, version_id=item.latest.id, no=no, words=words, rests=rests, at=clock.now()
    )
    try:
        with session().begin_nested():
            session().add(made)
    except IntegrityError:
        return _written(item, no, by, words=words, rests=rests)
    return made


def rate(item: LibraryItem, version_id: UUID, level: str, words: str, *, by: Actor) -> VignetteAnswer:
    """The actor says, alone, which level it is and why: once for each version, in one of its languages. Only they read it; the
    level is counted without their name. Whoever reads the vignette; Invalid without a level or a reason; NotNow once they have,
    or where another version is read by now.
    """
    require(policy.can_use(by, item))
    assert item.latest is not None, "whoever may use it reads a version"
    if item.latest.kind != "vignette":
        raise NotNow(_("This is no vignette."))
    if item.latest.id != version_id:
        raise NotNow(_("It was rewritten meanwhile. Read it again, then say which level it is."))
    errors, said = {}, tidy(words).strip()
    if level not in {each["key"] for each in organisations.scale()}:
        errors["level"] = _("Choose a level.")
    if not said:
        errors["words"] = _("Say in a sentence why.")
    elif len(said) > rules.REMARK:
        errors["words"] = _("At most %(most)s characters fit.", most=rules.REMARK)
    if errors:
        raise Invalid(errors)
    if queries.own_rating(queries.same_case(item)) is not None:
        raise NotNow(_("You have rated this one already."))
    made = VignetteAnswer(author_id=by.id, version_id=version_id, level=level, words=said, at=clock.now())
    try:
        with session().begin_nested():
            session().add(made)
    except IntegrityError:
        raise NotNow(_("You have rated this one already.")) from None
    one = insert(VignetteTally).values(id=uuid7(), tenant_id=tenant_id(), version_id=version_id, level=level, many=1)
    session().execute(
        one.on_conflict_do_update(
            index_elements=["tenant_id", "version_id", "level"], set_={"many": VignetteTally.many + 1}
        )
    )  # fmt: skip
    return made
