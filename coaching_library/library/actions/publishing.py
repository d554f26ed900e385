"""From a draft to what people read: proposing, approving, sending back, publishing, verifying, retiring."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, select

from coaching_library.library import events, policy, queries, rules
from coaching_library.library.actions.writing import held, review_problem
from coaching_library.library.models import REASONS, LibraryAnchor, LibraryItem, LibraryRemark, LibraryVersion
from coaching_library.library.states import MACHINE
from tenants import journal, notices, organisations, people
from tenants.isolation import clock, session, uuid7
from tenants.law import Invalid, NotNow, Refused, require
from tenants.people import Actor
from tenants.web.markdown import minutes


def two_person() -> bool:
    """Whether the organisation wants that a second person approves what others read."""
    return organisations.setting("two_person") == 1


def propose(item: LibraryItem, words: str = "", *, by: Actor, seen: int | None = None) -> LibraryItem:
    """It waits for somebody who may publish; whoever proposes is its author. Every keeper; Invalid with what is missing;
    Stale, NotNow where nothing differs from what people read.
    """
    require(policy.can_propose(by, item))
    item = held(item, seen)
    _may(item, "propose")
    _differs(item)
    _ready(item)
    said = _said(words)
    MACHINE.move(item, "propose")
    item.author_id, item.changed_at = by.id, clock.now()
    if said:
        _remark(item, "propose", said, by)
    journal.record(events.LibraryItemProposed(), by=by, on=item)
    session().flush()
    others = {each.person_id for each in people.holders("publish", "hr_head")} - {by.id}
    notices.tell_all(others, "library.proposed", on=item, url=path_of(item), params=_params(item, by), by=by)
    return item


def take_back(item: LibraryItem, *, by: Actor, seen: int | None = None) -> LibraryItem:
    """Whoever proposed it goes on writing. Stale, NotNow once somebody has decided."""
    require(policy.can_take_back(by, item))
    item = held(item, seen)
    MACHINE.move(item, "take_back")
    item.changed_at = clock.now()
    journal.record(events.LibraryItemTakenBack(), by=by, on=item)
    session().flush()
    notices.settle_all([item])
    return item


def send_back(item: LibraryItem, words: str, *, by: Actor, seen: int | None = None) -> LibraryItem:
    """Its author is asked to change it first; the words are kept. Whoever may publish; Invalid without words; Stale, NotNow."""
    require(policy.can_send_back(by, item))
    item = held(item, seen)
    said = _said(words)
    if not said:
        raise Invalid({"words": _("Say what should be changed.")})
    MACHINE.move(item, "send_back")
    item.changed_at = clock.now()
    _remark(item, "send_back", said, by)
    journal.record(events.LibraryItemSentBack(), by=by, on=item)
    session().flush()
    notices.settle_all([item])
    if item.author_id is not None:
        notices.tell(
            item.author_id, "library.sent_back", on=item, url=path_of(item), params=_params(item, by), by=by, mail=True
        )
    return item


def approve(item: LibraryItem, *, by: Actor, seen: int | None = None) -> LibraryVersion:
    """People read what was proposed. Whoever may publish; with the two-person rule nobody what they wrote or proposed
    themselves. Stale, NotNow.
    """
    require(policy.may_publish(by))
    item = held(item, seen)
    if not policy.can_approve(by, item, two_person()):
        raise Refused(_("You wrote or proposed this yourself. With the two-person rule somebody else approves it."))
    _may(item, "approve")
    _ready(item)
    author = item.author_id
    made = put_out(item, "approve", author=author, approver=by.id)
    journal.record(events.LibraryItemPublished(made.no, author), by=by, on=item)
    session().flush()
    notices.settle_all([item])
    if author is not None:
        notices.tell(author, "library.published", on=item, url=path_of(item), params=_params(item, by), by=by)
    return made


def publish(item: LibraryItem, *, by: Actor, seen: int | None = None) -> LibraryVersion:
    """People read what is written, at once. Whoever may publish, without the two-person rule; Invalid with what is missing;
    Stale, NotNow where nothing differs.
    """
    require(policy.may_publish(by))
    if not policy.can_publish(by, item, two_person()):
        raise Refused(_("With the two-person rule somebody else approves it: propose it."))
    item = held(item, seen)
    _may(item, "publish")
    _differs(item)
    _ready(item)
    made = put_out(item, "publish", author=by.id, approver=None)
    journal.record(events.LibraryItemPublished(made.no, by.id), by=by, on=item)
    session().flush()
    return made


def put_out(item: LibraryItem, verb: str, *, author: UUID | None, approver: UUID | None) -> LibraryVersion:
    """What is written is the next version, which people read and are shown at its steps; the item moves by `verb`. Its witness
    is there before it.
    """
    made = LibraryVersion(**version_facts(item, queries.last_number(item.id) + 1, author, approver))
    session().add(made)
    session().flush()
    item.latest_id, item.latest = made.id, made
    MACHINE.move(item, verb)
    verified(item)
    _anchor(item)
    return made


def version_facts(item: LibraryItem, no: int, author: UUID | None, approver: UUID | None) -> dict[str, object]:
    """The columns of a version of what the item says now."""
    return item.content.to_columns() | {
        "id": uuid7(),
        "item_id": item.id,
        "no": no,
        "title_key": item.title_key,
        "minutes": minutes(item.body),
        "author_id": author,
        "approver_id": approver,
        "published_at": clock.now(),
    }


def verified(item: LibraryItem) -> None:
    """Nothing is to be looked at again before its day."""
    item.hands, item.reason, item.unverified_since, item.changed_at = [], "", None, clock.now()
    today = organisations.today()
    if item.review_on is None or item.review_on <= today:
        item.review_on = today + timedelta(days=rules.REVIEW_DAYS)


def _anchor(item: LibraryItem) -> None:
    """It is shown at the steps that the version names, and at no others."""
    wanted = {(each.task, each.phase, each.signal) for each in item.content.anchors}
    there = session().scalars(select(LibraryAnchor).where(LibraryAnchor.item_id == item.id)).all()
    for row in there:
        if (row.task, row.phase, row.signal) not in wanted:
            session().delete(row)
    known = {(row.task, row.phase, row.signal) for row in there}
    session().add_all(
        [LibraryAnchor(item_id=item.id, task=t, phase=p, signal=s) for t, p, s in sorted(wanted) if (t, p, s) not in known]
    )
    session().flush()


def needs_review(item: LibraryItem, reason: str, *, by: Actor | None = None) -> bool:
    """Readers see that it is no longer verified, and whoever answers for it is told. False where it was so before, or where
    nobody reads it. Other rooms call it where what it rests on has changed; `reason` is one of `models.REASONS`.
    """
    if reason not in REASONS or not reason:
        raise ValueError(f"an item does not need review because of “{reason}”")
    fresh = queries.locked(item.id)
    if fresh is None or not MACHINE.may(fresh, "fall_due"):
        return False
    MACHINE.move(fresh, "fall_due")
    fresh.reason, fresh.unverified_since, fresh.changed_at = reason, clock.now(), clock.now()
    journal.record(events.LibraryItemDue(reason), by=by, on=fresh)
    session().flush()
    if fresh.owner_id is not None:
        notices.tell(fresh.owner_id, "library.needs_review", on=fresh, url=path_of(fresh), params={"title": fresh.title}, by=by)
    return True


def fall_due(most: int) -> int:
    """Published items whose day of review has come need review, at most so many; returns how many."""
    query = select(LibraryItem).where(LibraryItem.state == "published", LibraryItem.review_on <= organisations.today())
    query = query.order_by(LibraryItem.review_on).limit(most).with_for_update(skip_locked=True, of=LibraryItem)
    return sum(needs_review(each, "day") for each in session().scalars(query).all())


def verify(item: LibraryItem, review_on: date | None, *, by: Actor, seen: int | None = None) -> LibraryItem:
    """It is still right, and is to be looked at again on that day. Whoever answers for it, or may publish; Invalid, Stale,
    NotNow where nobody reads it.
    """
    require(policy.can_verify(by, item))
    item = held(item, seen)
    errors = review_problem(review_on)
    if errors:
        raise Invalid(errors)
    assert review_on is not None, "it was checked"
    MACHINE.move(item, "verify")
    item.review_on = review_on
    item.reason, item.unverified_since, item.changed_at = "", None, clock.now()
    journal.record(events.LibraryItemVerified(review_on.isoformat()), by=by, on=item)
    session().flush()
    notices.settle_all([item])
    return item


def retire(item: LibraryItem, *, by: Actor, seen: int | None = None) -> LibraryItem:
    """Nobody reads it or is shown it any more; its versions are kept. Whoever may publish, the tenant admin; Stale, NotNow."""
    require(policy.can_retire(by, item))
    item = held(item, seen)
    MACHINE.move(item, "retire")
    item.latest_id, item.latest = None, None
    item.reason, item.unverified_since, item.changed_at = "", None, clock.now()
    session().execute(delete(LibraryAnchor).where(LibraryAnchor.item_id == item.id))
    journal.record(events.LibraryItemRetired(), by=by, on=item)
    session().flush()
    notices.settle_all([item])
    return item


def reopen(item: LibraryItem, *, by: Actor, seen: int | None = None) -> LibraryItem:
    """It is a draft again, which nobody reads until it is published. Every keeper; Stale, NotNow."""
    require(policy.can_write(by, item))
    item = held(item, seen)
    MACHINE.move(item, "reopen")
    item.changed_at = clock.now()
    journal.record(events.LibraryItemReopened(), by=by, on=item)
    session().flush()
    return item


def path_of(item: LibraryItem) -> str:
    """Where it is read, inside the organisation."""
    return f"/library/items/{item.id}"


def _params(item: LibraryItem, by: Actor) -> dict[str, object]:
    return {"who": by.person, "title": item.title}


def _may(item: LibraryItem, verb: str) -> None:
    """Raises NotNow, before anything else is looked at, where the table does not list it."""
    if not MACHINE.may(item, verb):
        raise NotNow(_("This has moved on meanwhile. Look at it as it stands now."))


def _differs(item: LibraryItem) -> None:
    if item.state in ("published", "needs_review") and not item.differs:
        raise NotNow(_("Nothing differs from what people read. Change it first, or say that it is still right."))


def _ready(item: LibraryItem) -> None:
    levels = {level["key"] for level in organisations.scale()}
    errors = rules.unready(item.content, levels, queries.known_keys(item.steps))
    if errors:
        raise Invalid(errors)


def _said(words: str) -> str:
    said = words.strip()
    if len(said) > rules.REMARK:
        raise Invalid({"words": _("At most %(most)s characters fit.", most=rules.REMARK)})
    return said


def _remark(item: LibraryItem, act: str, words: str, by: Actor) -> None:
    session().add(LibraryRemark(item_id=item.id, author_id=by.id, act=act, words=words, at=clock.now()))
