"""Who decides what others read: heads of HR, and whoever holds the right to publish. For policies and the library alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from tenants import organisations, people
from tenants.isolation import session
from tenants.people import Grant, Person

RIGHTS = ("hr_head", "publish")


def today() -> list[Person]:
    """Those who may publish today, in the order of names: one statement."""
    holds = Grant.kind.in_(RIGHTS), people.in_force(Grant, organisations.today())
    held = select(Grant.person_id).where(*holds)
    query = select(Person).where(Person.id.in_(held), Person.state != "left")
    return list(session().scalars(query.order_by(Person.sort_key, Person.id)))


def deciding(found: Sequence[Person], two_person: bool, hands: Collection[str]) -> list[Person]:
    """Of these those who may publish something: with the two-person rule nobody whose id is among `hands`, who wrote in it."""
    return [each for each in found if not (two_person and str(each.id) in hands)]


def told(found: Sequence[Person], but: UUID) -> str:
    """What is said to whoever asks these for a review: who is told, or that there is nobody. `but` is who asks: whoever decides
    themselves is not told.
    """
    others = [each for each in found if each.id != but]
    if not others:
        return "" if found else missing()
    more = len(others) - 1
    if not more:
        return str(_("%(name)s is told.", name=others[0].name))
    said = ngettext("%(name)s and %(num)s other are told.", "%(name)s and %(num)s others are told.", more, name=others[0].name)
    return str(said)


def missing(everybody: Sequence[Person] = ()) -> str:
    """What is said where nobody decides; `everybody` are those who could, and may not since the two-person rule is on."""
    if everybody:
        return str(
            _(
                "The two-person rule is on, and whoever can publish wrote in it. A tenant admin gives somebody else the right"
                " to publish (Settings, Rights)."
            )
        )
    return str(_("Nobody can publish yet. A tenant admin gives somebody the right to publish (Settings, Rights)."))
