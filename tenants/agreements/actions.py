"""The verbs of two people who agree. Each locks the agreement first: of two at once, the later one sees what the first did.

They flush and never commit. Who may act is a matter of being one of the two, and of the table of states.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from tenants.agreements import queries
from tenants.agreements.drafting import drop_draft, take_draft
from tenants.agreements.drafts import AgreementDraft
from tenants.agreements.events import (
    AgreementOpened,
    LineAsked,
    VersionAgreed,
    VersionCountered,
    VersionProposed,
    VersionWithdrawn,
)
from tenants.agreements.lines import ABSENT, at, path_of
from tenants.agreements.models import (
    Agreement,
    AgreementVersion,
    AgreementWithdrawal,
    Amendment,
    LineComment,
)
from tenants.agreements.rules import Talk, acts, hears, machine
from tenants.agreements.signing import fingerprint_of, freeze, put_signature
from tenants.isolation import clock, get_locked, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, Refused, Stale
from tenants.people import Actor

LONGEST = 4000
"""Characters of a line comment."""


@dataclass(eq=False)  # not frozen: Python notes the way of an exception on it
class Behind(Exception):
    """The draft rests on another version than the newest: `theirs` must be read and merged first (409)."""

    draft: AgreementDraft
    theirs: AgreementVersion


def open_agreement(kind: str, first: UUID, second: UUID, *, by: Actor | None) -> Agreement:
    """`first` and `second` have something to agree on; nothing is said yet."""
    made = Agreement(kind=kind, first_id=first, second_id=second, moved_at=clock.now())
    session().add(made)
    record(AgreementOpened(kind), by=by, on=made, about=first)
    return made


def lock(agreement: Agreement) -> tuple[Agreement, Amendment | None]:
    """The agreement and its open amendment, locked and fresh. Every verb begins here."""
    fresh = get_locked(Agreement, agreement.id)
    assert fresh is not None, "an agreement is never deleted"
    amendment = queries.open_amendment(fresh.id) if fresh.state == "agreed" else None
    if amendment is not None:
        session().refresh(amendment)
    return fresh, amendment


def may(
    agreement: Agreement, amendment: Amendment | None, verb: str, by: Actor, seen: int | None, who: UUID | None = None
) -> Talk:
    """The talk in which `by` (in the place of `who`) may do `verb` now; else Refused, Stale or NotNow.

    Only the two may do anything, save that an HR partner who was called may say something, too.
    """
    talk: Talk = amendment if amendment is not None else agreement
    side = who or by.id
    if side not in agreement.parties and not (verb == "ask" and hears(talk, side)):
        raise Refused(_("Only the two who agree may do this."))
    if seen is not None and seen != talk.version:
        raise Stale(agreement, seen)
    if verb not in acts(agreement, amendment, side):
        raise NotNow(_("This is not possible any more: the other side has acted in between."))
    return talk


def propose(agreement: Agreement, *, by: Actor, seen: int | None = None) -> AgreementVersion:
    """The own draft is frozen as the next version, hashed, and signed by its author; the other side is to answer.

    Answering an open proposal this way counters it first. Raises Behind where the draft rests on an older version,
    Invalid where nothing was changed in answer to a proposal.
    """
    agreement, amendment = lock(agreement)
    talk = may(agreement, amendment, "propose", by, seen)
    draft = take_draft(agreement, by=by)
    last = talk.last_version
    if last is not None and draft.based_on_id != last.id:
        raise Behind(draft, last)
    if talk.state == "proposed":
        if last is not None and draft.content == last.content:
            raise Invalid({"": _("Nothing differs from their proposal. You can sign it, or change something.")})
        _counter(agreement, talk, by)
    if amendment is not None and agreement.active_version and draft.content == agreement.active_version.content:
        raise Invalid({"": _("Nothing differs from what is in force. Change something, or discard the amendment.")})
    made = freeze(agreement, amendment, draft, by)
    machine(talk).move(talk, "propose")
    talk.open_version = talk.last_version = made
    talk.open_version_id = talk.last_version_id = made.id
    if amendment is not None:
        agreement.last_version_id = made.id
    talk.moved_at = clock.now()
    drop_draft(draft)
    session().flush()
    record(VersionProposed(made.no, made.hash), by=by, on=agreement, about=agreement.first_id)
    return made


def withdraw(agreement: Agreement, *, by: Actor, seen: int | None = None) -> None:
    """The own proposal is taken back; its words stand in a private draft again."""
    agreement, amendment = lock(agreement)
    talk = may(agreement, amendment, "withdraw", by, seen)
    take_back(agreement, talk, by, "author")
    take_draft(agreement, by=by)


def take_back(agreement: Agreement, talk: Talk, by: Actor | None, why: str) -> None:
    """The open proposal is withdrawn: by its author, or (`by` None) because a line changed or a person left."""
    version = talk.open_version
    assert version is not None, "a proposed talk has its version"
    session().add(AgreementWithdrawal(version_id=version.id, by_id=by.id if by else None, why=why, at=clock.now()))
    machine(talk).move(talk, "withdraw")
    talk.open_version_id, talk.open_version = None, None
    talk.moved_at = clock.now()
    session().flush()
    record(VersionWithdrawn(version.no, why), by=by, on=agreement, about=agreement.first_id)


def counter(agreement: Agreement, *, by: Actor, words: str = "", seen: int | None = None) -> AgreementDraft:
    """A private draft on the other side's proposal begins.

    With words, or once the draft differs, the proposal can no longer be signed; before that it still can.
    """
    agreement, amendment = lock(agreement)
    talk = may(agreement, amendment, "counter", by, seen)
    version = talk.open_version
    assert version is not None, "a proposed talk has its version"
    draft = take_draft(agreement, by=by)
    if draft.based_on_id != version.id:
        raise Behind(draft, version)
    if words:
        _comment(agreement, talk, version, "", words, by)
    if words or draft.content != version.content:
        _counter(agreement, talk, by)
    return draft


def _counter(agreement: Agreement, talk: Talk, by: Actor) -> None:
    version = talk.open_version
    assert version is not None, "a proposed talk has its version"
    machine(talk).move(talk, "counter")
    talk.open_version_id, talk.open_version = None, None
    talk.moved_at = clock.now()
    session().flush()
    record(VersionCountered(version.no), by=by, on=agreement, about=agreement.first_id)


def sign(
    agreement: Agreement, no: int, *, by: Actor, in_force: Callable[[Agreement], bool], seen: int | None = None
) -> AgreementVersion:
    """The second signature stands under the same hash: the version is in force.

    `in_force` is asked under the lock: whether both parties stand in the relation today that the agreement is about;
    otherwise NotNow.
    Refuses where the version is not the one that waits, or its content no longer gives its hash.
    """
    agreement, amendment = lock(agreement)
    talk = may(agreement, amendment, "sign", by, seen)
    version = talk.open_version
    if version is None or version.no != no:
        raise Stale(agreement, seen)
    if not in_force(agreement):
        raise NotNow(_("The reporting line has changed: this version can no longer be signed."))
    if fingerprint_of(agreement, version) != version.hash:
        raise NotNow(_("This version does not give its fingerprint any more and cannot be signed. Tell your HR partner."))
    put_signature(agreement, version, by)
    machine(talk).move(talk, "sign")
    talk.open_version_id, talk.open_version = None, None
    talk.moved_at = clock.now()
    agreement.active_version_id, agreement.active_version = version.id, version
    talk.mediation_id, talk.mediation = None, None  # the HR partner reads on until it is agreed
    agreement.adoption_since = None  # whoever sits here now has signed what is in force
    if amendment is not None:
        agreement.version += 1
        agreement.moved_at = clock.now()
    draft = queries.draft(agreement.id)
    if draft is not None:
        drop_draft(draft)
    session().flush()
    record(VersionAgreed(version.no, version.hash), by=by, on=agreement, about=agreement.first_id)
    return version


def ask(agreement: Agreement, no: int, address: str, words: str, *, by: Actor, stands_for: UUID | None = None) -> LineComment:
    """A question or remark stands beside a line of version `no` (address "" = the whole).

    The two may, and the HR partner who was called; a deputy for one of these (`stands_for`), and it says so.
    """
    agreement, amendment = lock(agreement)
    talk = may(agreement, amendment, "ask", by, None, stands_for)
    version = queries.version(agreement.id, no)
    if version is None:
        raise Invalid({"": _("This version does not exist.")})
    if address and at(version.content, path_of(address)) is ABSENT:
        raise Invalid({"": _("Version %(no)s has no such line. Ask about the whole version instead.", no=no)})
    if not words.strip():
        raise Invalid({"words": _("Write what you want to ask.")})
    return _comment(agreement, talk, version, address, words, by, stands_for)


def _comment(
    agreement: Agreement,
    talk: Talk,
    version: AgreementVersion,
    address: str,
    words: str,
    by: Actor,
    stands_for: UUID | None = None,
) -> LineComment:
    if len(words) > LONGEST:
        raise Invalid({"words": _("At most %(most)s characters fit; these are %(length)s.", most=LONGEST, length=len(words))})
    made = LineComment(
        agreement_id=agreement.id,
        version_id=version.id,
        address=address,
        author_id=by.id,
        for_id=stands_for,
        with_id=agreement.second_id,
        mediation_id=talk.mediation_id,
        words=words,
        at=clock.now(),
    )
    session().add(made)
    session().flush()
    record(LineAsked(version.no, stands_for), by=by, on=agreement, about=agreement.first_id)
    return made
