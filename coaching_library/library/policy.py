"""Who reads the library, who writes it, and who decides what others read. Pure."""

from __future__ import annotations

from typing import Any

from coaching_library import audience as audiences
from coaching_library.library.models import LibraryItem
from tenants.people import Actor


def keeps(actor: Actor, _thing: Any = None) -> bool:
    """HR partners, the head of HR and whoever may publish write drafts and see all of them."""
    return audiences.keeps(actor)


def may_publish(actor: Actor, _thing: Any = None) -> bool:
    """The head of HR, and whoever holds the right, decide what others read."""
    return actor.is_hr_head or "publish" in actor.grants


def can_draft(actor: Actor, _thing: Any = None) -> bool:
    """Keepers, and line managers, who know what helped them: until it is published, keepers alone read theirs, too."""
    return keeps(actor) or actor.is_manager


def is_own_draft(actor: Actor, item: LibraryItem) -> bool:
    """Whether a line manager wrote it, and nothing of it is published yet: from then on it is the keepers'."""
    return actor.is_manager and item.latest_id is None and item.state in ("draft", "in_review") and wrote(actor, item)


def can_read(actor: Actor, item: LibraryItem) -> bool:
    """Keepers read everything; everybody else what was published for them, as it was published, and drafts of their own."""
    published = item.latest is not None and audiences.reads(actor, item.latest.audience)
    return keeps(actor) or published or is_own_draft(actor, item)


def can_use(actor: Actor, item: LibraryItem) -> bool:
    """Whoever reads the published version tries it, rates it, fills it in and is shown it at a step."""
    return item.latest is not None and can_read(actor, item)


def can_write(actor: Actor, item: LibraryItem) -> bool:
    """Every keeper writes in every draft: the library belongs to all of them. A line manager writes in their own."""
    return keeps(actor) or is_own_draft(actor, item)


def can_propose(actor: Actor, item: LibraryItem) -> bool:
    """Every keeper proposes, and a line manager what they drafted; then they are its author."""
    return keeps(actor) or is_own_draft(actor, item)


def can_take_back(actor: Actor, item: LibraryItem) -> bool:
    """Whoever proposed it takes it back, as long as nobody has decided."""
    return (keeps(actor) or is_own_draft(actor, item)) and item.author_id == actor.id


def wrote(actor: Actor, item: LibraryItem) -> bool:
    """Whether they proposed what waits, or wrote in it since the last version."""
    return item.author_id == actor.id or str(actor.id) in item.hands


def can_approve(actor: Actor, item: LibraryItem, two_person: bool) -> bool:
    """Whoever may publish; with the two-person rule nobody approves what they wrote or proposed themselves."""
    return may_publish(actor) and not (two_person and wrote(actor, item))


def can_publish(actor: Actor, _item: LibraryItem, two_person: bool) -> bool:
    """Without the two-person rule whoever may publish does so at once; with it everything is proposed first."""
    return may_publish(actor) and not two_person


def can_send_back(actor: Actor, _item: LibraryItem) -> bool:
    """Whoever may publish asks for changes."""
    return may_publish(actor)


def can_verify(actor: Actor, item: LibraryItem) -> bool:
    """Whoever answers for it, and whoever may publish, says that it is still right."""
    return may_publish(actor) or (keeps(actor) and item.owner_id == actor.id)


def can_retire(actor: Actor, _item: LibraryItem) -> bool:
    """Whoever may publish takes away what others read; so does the tenant admin with what they read themselves."""
    return may_publish(actor) or actor.is_admin


def can_import(actor: Actor, _thing: Any = None) -> bool:
    """Whoever may publish brings files in."""
    return may_publish(actor)


def can_export(actor: Actor, _thing: Any = None) -> bool:
    """Every keeper takes the library along."""
    return keeps(actor)
