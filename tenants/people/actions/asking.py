"""Rights that somebody asks for themselves: they wait for a second person and open nothing until then."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext as _

from tenants import journal, organisations
from tenants.isolation import clock, session
from tenants.law import Invalid, NotNow, require
from tenants.organisations import Unit, unless_taken
from tenants.people import events, policy, queries
from tenants.people.actions.rights import begin_grant, begin_partner, check_grant, check_partner
from tenants.people.actor import Actor
from tenants.people.models import PARTNER, Grant, HrAssignment, Person, RightWish
from tenants.people.states import RIGHT_WISH


def ask_grant(kind: str, *, by: Actor) -> RightWish:
    """The right `kind` waits for a second person's word, for the tenant admin who asks and nobody else.

    Refused for others. Invalid for what they hold or have asked for already, and where nobody could confirm it.
    """
    require(policy.can_ask_right(by))
    organisations.hold_structure()
    person = organisations.held(by.person)
    check_grant(person, kind)
    return _ask(RightWish(person_id=person.id, kind=kind, asked_on=organisations.today(), state="waiting"), "person", by)


def ask_partner(
    *, unit: Unit | None = None, manager: Person | None = None, starts_on: date | None = None, by: Actor
) -> RightWish:
    """To be HR partner of the unit or manager from `starts_on` (today) waits for a second person's word, for who asks.

    Refused and Invalid as `ask_grant` and `assign_partner`.
    """
    require(policy.can_ask_right(by))
    organisations.hold_structure()
    person, today = organisations.held(by.person), organisations.today()
    day = starts_on or today
    check_partner(person, unit, manager, day)
    wish = RightWish(
        person_id=person.id,
        kind=PARTNER,
        unit_id=unit.id if unit else None,
        manager_id=manager.id if manager else None,
        starts_on=day,
        asked_on=today,
        state="waiting",
    )
    return _ask(wish, "partner", by)


def _ask(wish: RightWish, field: str, by: Actor) -> RightWish:
    if not queries.second_persons(by.id):
        raise Invalid({field: nobody_confirms()})
    with unless_taken(**{field: str(_("You have asked for this already. It waits for a second person."))}):
        session().add(wish)
    journal.record(_event(wish, "asked"), by=by, on=wish, about=wish.person_id)
    session().flush()
    return wish


def nobody_confirms() -> str:
    """What somebody is told who asks and is the only one who looks after rights."""
    return str(
        _(
            "Nobody is there to confirm it: there is no other tenant admin and no other head of HR. Give somebody else one of"
            " these rights first, or have the operator enter yours with a command."
        )
    )


def confirm_right(wish: RightWish, *, by: Actor, seen: int | None = None) -> Grant | HrAssignment:
    """The person holds what they asked for, from today on or from a later day asked for, given by who confirms. It opens
    nothing that was proposed before it began: nobody gives themselves a view of what others agreed until then.

    Somebody else than who asked: another tenant admin or a head of HR (Refused). NotNow where it was decided already, or the
    one who asked is no tenant admin any more; Invalid where it can't be any more (a closed unit, held already); Stale.
    """
    require(policy.can_confirm(by, wish), _("Somebody else has to do this."))
    organisations.hold_structure()
    person = queries.person(wish.person_id)
    assert person is not None
    person = organisations.held(person)
    wish = _open(wish, "confirm", seen)
    if not any(grant.kind == "tenant_admin" for grant in queries.grants(person_id=person.id)):
        raise NotNow(_("%(name)s is not a tenant admin any more, so this can’t be confirmed.", name=person.name))
    if wish.kind == PARTNER:
        assert wish.starts_on is not None, "the table says so"
        day = max(wish.starts_on, organisations.today())
        check_partner(person, organisations.unit(wish.unit_id), queries.person(wish.manager_id), day)
        _settle(wish, "confirm", by)
        return begin_partner(person, wish.unit_id, wish.manager_id, day, by, opens_from=_beginning(day))
    check_grant(person, wish.kind)
    _settle(wish, "confirm", by)
    return begin_grant(person, wish.kind, by, opens_from=clock.now())


def _beginning(day: date) -> datetime:
    """Now, or the first moment of a later day where the organisation is."""
    return max(clock.now(), organisations.dawn(day))


def decline_right(wish: RightWish, *, by: Actor, seen: int | None = None) -> RightWish:
    """The right is not given, and who asked is told. Whoever could confirm it (Refused); NotNow, Stale."""
    require(policy.can_decline_right(by, wish), _("Somebody else has to do this."))
    wish = _open(wish, "decline", seen)
    _settle(wish, "decline", by)
    return wish


def let_right_be(wish: RightWish, *, by: Actor, seen: int | None = None) -> RightWish:
    """The wish is taken back. Whoever asked (Refused); NotNow where it was decided already, Stale."""
    require(policy.can_let_right_be(by, wish))
    wish = _open(wish, "let_be", seen)
    _settle(wish, "let_be", by)
    return wish


def drop_wishes(person_ids: Collection[UUID]) -> None:
    """Whoever has left asks for nothing any more."""
    for wish in queries.wishes_waiting():
        if wish.person_id in person_ids:
            _settle(wish, "let_be", None)


def _open(wish: RightWish, verb: str, seen: int | None) -> RightWish:
    person = queries.person(wish.person_id)
    assert person is not None
    organisations.held(person)  # the person first, as in every verb: what is told about them waits for their row
    wish = organisations.held(wish, seen)
    if not RIGHT_WISH.may(wish, verb):
        raise NotNow(_("This was decided already."))
    return wish


def _settle(wish: RightWish, verb: str, by: Actor | None) -> None:
    wish.decided_by_id, wish.decided_on = by.id if by else None, organisations.today()
    RIGHT_WISH.move(wish, verb)
    journal.record(_event(wish, verb), by=by, on=wish, about=wish.person_id)
    session().flush()


def _event(wish: RightWish, verb: str) -> journal.Event:
    if wish.kind != PARTNER:
        made = {
            "asked": events.GrantAsked,
            "confirm": events.GrantConfirmed,
            "decline": events.GrantDeclined,
            "let_be": events.GrantWishDropped,
        }
        return made[verb](wish.person_id, wish.kind)
    if verb == "asked":
        assert wish.starts_on is not None, "the table says so"
        return events.PartnerAsked(wish.person_id, wish.unit_id, wish.manager_id, wish.starts_on)
    decided = {"confirm": events.PartnerConfirmed, "decline": events.PartnerDeclined, "let_be": events.PartnerWishDropped}
    return decided[verb](wish.person_id, wish.unit_id, wish.manager_id)
