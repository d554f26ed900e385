"""Marks on answers: what they rest on, and whether it holds, asked of the policies at the moment of reading."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ARRAY, Uuid, and_, func, select
from sqlalchemy.orm import aliased, defer, joinedload

from coaching_library import audience, policies
from coaching_library.threads.models import Question, QuestionCitation, QuestionOfficial, QuestionVerification
from coaching_library.threads.sheets import Mark
from tenants import find, organisations
from tenants.agreements.redline import words
from tenants.isolation import among, get_locked, session
from tenants.people import Actor
from tenants.web.markdown import read

NEAR = 8
"""Sections of policies that are offered since they are near to a question's words."""
LOOKED_AT = 40
"""So many policies that resemble a question are looked into for such sections."""


def marks(question_ids: Collection[UUID], *, retired: bool = False) -> dict[UUID, Mark]:
    """The mark of each of these questions that has one: a statement, and what the policies need where something is cited.

    Of one that was taken away only where it is asked for and there is no newer one.
    """
    if not question_ids:
        return {}
    rests_on = select(QuestionCitation.section_id).where(QuestionCitation.verification_id == QuestionVerification.id)
    query = (
        select(QuestionOfficial, QuestionVerification, func.array(rests_on.scalar_subquery(), type_=ARRAY(Uuid)))
        .join(QuestionVerification, QuestionVerification.id == QuestionOfficial.verification_id)
        .where(among(QuestionOfficial.question_id, question_ids))
        .options(joinedload(QuestionOfficial.keeper), joinedload(QuestionVerification.by))
        .order_by(QuestionOfficial.since)
    )
    if not retired:
        query = query.where(QuestionOfficial.state != "retired")
    rows: list[Any] = list(session().execute(query))
    every = {section for row in rows for section in row[2]}
    cited = policies.cited(every) if every else {}
    today = organisations.today()
    found = {}
    for official, verification, mine in rows:
        known = tuple(cited[each] for each in sorted(mine) if each in cited)
        found[official.question_id] = Mark(official, verification, known, today, len(mine) - len(known))
    return found


@dataclass(frozen=True)
class Worn:
    """A section that an official answer cites and that does not hold as it did: since when, and what it says instead."""

    cited: policies.Cited
    kind: str
    """"changed", "gone" from the policy, or "withdrawn" with all of it."""
    since: date | None
    old: policies.PolicySection | None
    new: policies.PolicySection | None
    """Of both nothing where the reader does not read the policy."""
    redline: str
    """Where both versions stand beside each other, inside the organisation; nothing where there is nothing to compare."""

    def spans(self, name: str) -> list[tuple[str, str]]:
        """How its title or body changed, word by word as it is read; nothing where it did not."""
        sides = [str(getattr(each, name)) if each is not None else "" for each in (self.old, self.new)]
        before, after = (read(each)[0] for each in sides) if name == "body" else sides
        return [] if before == after else [(_SPANS[each.kind], each.text) for each in words(before, after)]


_SPANS = {"same": "same", "del": "removed", "ins": "added"}


@dataclass(frozen=True)
class Standing:
    """What an official answer rests on today: the cited sections that do not hold as they did, and where each one that is
    still there stands in the version in force: policy and number.
    """

    worn: tuple[Worn, ...] = ()
    places: tuple[tuple[UUID, int], ...] = ()


def standing_of(mark: Mark | None, actor: Actor) -> Standing:
    """What became of the sections that a mark cites, for the reader: one statement, none where all of them hold."""
    cited = mark.cited if mark is not None else ()
    worn = {each.section_id: each for each in cited if each.is_withdrawn or not each.is_current}
    said = _said_by(worn) if worn else {}
    found = tuple(_worn(each, said[each.section_id], actor) for each in worn.values())
    here = [(each.policy_id, int(each.path.rpartition("#s-")[2])) for each in cited if each.section_id not in worn]
    return Standing(found, (*((each.cited.policy_id, each.new.no) for each in found if each.new is not None), *here))


Said = list[tuple[policies.PolicyVersion, policies.PolicySection | None]]


def _said_by(section_ids: Collection[UUID]) -> dict[UUID, Said]:
    """What each of these sections says in every version of its policy, oldest first; None where it is not in one: one
    statement.
    """
    one, section, version = aliased(policies.PolicySection), policies.PolicySection, policies.PolicyVersion
    there = section.version_id == version.id, section.edition == version.edition, section.key == one.key
    query = (
        select(one.id, version, section)
        .join(version, version.policy_id == one.policy_id)
        .outerjoin(section, and_(*there))
        .where(among(one.id, section_ids))
        .options(defer(version.sections), joinedload(version.policy))
        .order_by(version.no)
    )
    found: dict[UUID, Said] = {each: [] for each in section_ids}
    for id_, row, said in session().execute(query):
        found[id_].append((row, said))
    return found


def _worn(cited: policies.Cited, said: Said, actor: Actor) -> Worn:
    sheet = policies.PolicySheet(said[0][0].policy, tuple(row for row, _said in said), organisations.today())
    now, by_version = sheet.in_force, {row.id: section for row, section in said}
    if now is None:
        gone = sheet.withdrawn
        since = organisations.day_of(gone.withdrawn_at) if gone is not None and gone.withdrawn_at is not None else None
        return Worn(cited, "withdrawn", since, None, None, "")
    old = next((each for each in by_version.values() if each is not None and each.id == cited.section_id), None)
    new = by_version[now.id]
    kind = "gone" if new is None else "changed"
    later = [each for each in sheet.published if cited.no < each.no <= now.no]
    other = (each for each in later if old is None or (there := by_version[each.id]) is None or there.hash != old.hash)
    since = next((each.effective_on for each in other), None)
    if old is None or not audience.reads(actor, cited.audience):
        return Worn(cited, kind, since, None, None, "")
    return Worn(cited, kind, since, old, new, f"/policies/{sheet.id}/redline?from={cited.no}&to={now.no}#c-{old.key}")


def near_sections(actor: Actor, text: str) -> list[UUID]:
    """The sections in force that are nearest to a text, of policies that the actor reads, the nearest first: two statements."""
    found = [id_ for _kind, id_, _weight in find.weighed(text, ["policy"], LOOKED_AT)]
    return [each.id for each in policies.clauses_for(actor, found, text, NEAR)]


def citing(section_ids: Collection[UUID]) -> list[policies.Citing]:
    """Official answers that rest on one of these sections. Of a private question nothing is told but that it is one: whoever
    keeps policies need not be among its readers. One statement.
    """
    query = (
        select(QuestionOfficial.question_id, Question.title)
        .join(QuestionCitation, QuestionCitation.verification_id == QuestionOfficial.verification_id)
        .outerjoin(Question, and_(Question.id == QuestionOfficial.question_id, Question.readers.is_(None)))
        .where(among(QuestionCitation.section_id, section_ids), QuestionOfficial.state != "retired")
        .order_by(QuestionOfficial.since, QuestionOfficial.id)
    )
    rows = {row[0]: row[1] for row in session().execute(query)} if section_ids else {}
    kind, private = str(_("Official answer")), str(_("An answer to a private question"))
    return [policies.Citing(title or private, f"/threads/{question_id}", kind) for question_id, title in rows.items()]


def mark_of(question_id: UUID) -> Mark | None:
    """The mark of one question, also one that was taken away."""
    return marks([question_id], retired=True).get(question_id)


def official_of(question_id: UUID) -> QuestionOfficial | None:
    """The mark that has not been taken away, under its lock, or None."""
    query = select(QuestionOfficial.id).where(QuestionOfficial.question_id == question_id, QuestionOfficial.state != "retired")
    found = session().scalars(query).one_or_none()
    return get_locked(QuestionOfficial, found) if found is not None else None


def last_number(official_id: UUID) -> int:
    """How often an answer was verified."""
    query = select(func.max(QuestionVerification.no)).where(QuestionVerification.official_id == official_id)
    return session().scalar(query) or 0


def standing_marks(most: int) -> list[Mark]:
    """Marks that stand as official although what they rest on does not hold any more, at most so many."""
    ids = session().scalars(select(QuestionOfficial.question_id).where(QuestionOfficial.state == "official"))
    return [mark for mark in marks(list(ids)).values() if not mark.holds][:most]
