"""Writing: a new item, changing one, another language of it, who answers for it, and a draft out of an answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from coaching_library.library import events, policy, queries, rules
from coaching_library.library.content import TONGUES, Content
from coaching_library.library.models import LibraryItem
from coaching_library.library.states import MACHINE
from tenants import journal, organisations, people
from tenants.isolation import clock, get, session
from tenants.law import Invalid, NotNow, Stale, require
from tenants.organisations import folded
from tenants.people import Actor, Person


def make(content: Content, *, language: str, by: Actor, seed: UUID | None = None, **more: Any) -> LibraryItem:
    """An item is being written. Every keeper, who then answers for it, and line managers, for whose drafts nobody does yet;
    Invalid. With a `seed` sent twice, it is made once.
    """
    require(policy.can_draft(by))
    if seed is not None and (there := get(LibraryItem, seed)) is not None:
        return there
    content = _checked(content)
    if language not in TONGUES:
        raise Invalid({"language": _("Choose a language from the list.")})
    wanted = rules.slug(content.title) or content.kind
    key = more.pop("key", None) or rules.free_key(wanted, queries.taken_keys(wanted[: rules.KEY - 6]))
    try:
        with session().begin_nested():
            made = LibraryItem(
                key=key,
                language=language,
                owner_id=by.id if policy.keeps(by) else None,
                author_id=by.id,
                hands=[str(by.id)],
                review_on=organisations.today() + timedelta(days=rules.REVIEW_DAYS),
                changed_at=clock.now(),
                **({"id": seed} if seed is not None else {}),
                **more,
            )
            write(made, content)
            session().add(made)
    except IntegrityError:  # somebody else took the key, or the same form came twice in one moment
        there = get(LibraryItem, seed) if seed is not None else queries.in_language(key, language)
        if there is not None:
            return there
        raise NotNow(_("Somebody made an item of this name in the same moment. Please try again.")) from None
    journal.record(events.LibraryItemMade(made.kind, made.origin), by=by, on=made)
    session().flush()
    return made


def write(item: LibraryItem, content: Content) -> None:
    """The draft says so. The caller has looked whether it may."""
    for name, value in content.to_columns().items():
        if getattr(item, name) != value:
            setattr(item, name, value)
    item.title_key = folded(content.title)


def _checked(content: Content) -> Content:
    errors = rules.misplaced(content)
    content = content.tidied()
    errors |= rules.too_long(content)
    if errors:
        raise Invalid(errors)
    return content


def change(item: LibraryItem, content: Content, *, by: Actor, seen: int | None = None) -> LibraryItem:
    """The draft says so; what people read stays until it is published. Every keeper; Invalid, Stale, NotNow while it waits
    for approval, or is retired. Of something that was published, the kind stays.
    """
    require(policy.can_write(by, item))
    item = held(item, seen)
    content = _checked(content)
    if item.state == "in_review":
        raise NotNow(_("It waits for approval. Take it back or send it back first, then change it."))
    if item.state == "retired":
        raise NotNow(_("It is retired. Take it up again first."))
    if content.kind != item.kind and queries.last_number(item.id):
        raise Invalid({"kind": _("It was published as another kind. Make a new item instead.")})
    parts = content.differing(item.content)
    if not parts:
        return item
    write(item, content)
    MACHINE.move(item, {"published": "change", "needs_review": "revise"}.get(item.state, "renew"))
    touched(item, by)
    journal.record(events.LibraryItemChanged(parts), by=by, on=item)
    session().flush()
    return item


def touched(item: LibraryItem, by: Actor) -> None:
    """The actor has written in it."""
    item.author_id, item.changed_at = by.id, clock.now()
    if str(by.id) not in item.hands:
        item.hands = [*item.hands, str(by.id)]


def held(item: LibraryItem, seen: int | None) -> LibraryItem:
    """The item under its lock. Raises Stale where somebody has changed it since it was looked at."""
    fresh = queries.locked(item.id)
    if fresh is None or (seen is not None and seen != fresh.version):
        raise Stale(fresh or item, seen)
    return fresh


def translate(item: LibraryItem, language: str, *, by: Actor) -> LibraryItem:
    """There is a draft of the same item in another language, beginning with the words of this one. Every keeper; Invalid.

    Where the other language is there already, it is that one.
    """
    require(policy.keeps(by))
    if language not in TONGUES:
        raise Invalid({"language": _("Choose a language from the list.")})
    there = queries.in_language(item.key, language)
    if there is not None:
        return there
    source = item.latest.content if item.latest is not None else item.content
    return make(source, language=language, by=by, key=item.key, thread_id=item.thread_id)


def keep(item: LibraryItem, owner: Person | None, review_on: date | None, *, by: Actor, seen: int | None = None) -> LibraryItem:
    """That person answers for it from now on, and until that day it counts as verified. Whoever answers for it, or may publish;
    Invalid for a day that is past or far off, or somebody who does not keep the library; Stale.
    """
    require(policy.can_verify(by, item) or (policy.keeps(by) and item.owner_id is None))
    item = held(item, seen)
    errors = review_problem(review_on)
    if owner is None or owner.state == "left" or not _may_own(owner):
        errors["owner"] = _("Choose somebody of HR, or who may publish.")
    if errors:
        raise Invalid(errors)
    assert owner is not None, "it was checked"
    assert review_on is not None, "it was checked"
    if (item.owner_id, item.review_on) == (owner.id, review_on):
        return item
    item.owner_id, item.owner, item.review_on = owner.id, owner, review_on
    item.version += 1
    journal.record(events.LibraryItemKept(owner.id, review_on.isoformat()), by=by, on=item)
    session().flush()
    return item


def _may_own(person: Person) -> bool:
    return policy.keeps(people.load_actor(person, organisations.organisation().time_zone))


def review_problem(day: date | None) -> dict[str, str]:
    """What is wrong with a day of review: nothing, or one message."""
    today = organisations.today()
    if day is None or not today < day <= today + timedelta(days=rules.REVIEW_MOST):
        return {"review_on": _("Choose a day from tomorrow on, within five years.")}
    return {}
