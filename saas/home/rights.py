"""Those concerned are told of rights: whoever gets or loses one, and who looks after rights beside the one who gave it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from tenants import journal, notices, organisations, people
from tenants.journal.entries import HasId

HAVE, HAS = _l("You have a right: %(right)s"), _l("%(who)s has a right: %(right)s")
HAD, ENDED = _l("A right of yours has ended: %(right)s"), _l("A right of %(who)s has ended: %(right)s")
ASKS, REFUSED = _l("%(who)s asks for a right: %(right)s"), _l("A right was declined: %(right)s")
NOT_YOURS = _l("Your right was declined: %(right)s")
ABOUT = "/settings/sight"
"""Where everybody finds what follows from their own relations and rights."""


def tell_of_grant(event: people.GrantGiven | people.GrantEnded, *, by: HasId | None, on: people.Grant) -> None:
    """The holder has a notice, and every other tenant admin and head of HR: no right comes or goes between two people."""
    kind = "right.given" if isinstance(event, people.GrantGiven) else "right.ended"
    _tell(f"{kind}.{event.kind}", event.person_id, {"who": event.person_id}, by=by, on=on)


def tell_of_partner(event: people.PartnerAssigned | people.PartnerEnded, *, by: HasId | None, on: people.HrAssignment) -> None:
    """The partner has a notice, the manager accompanied, and every other tenant admin and head of HR."""
    kind = "partner.assigned" if isinstance(event, people.PartnerAssigned) else "partner.ended"
    unit = organisations.unit(event.unit_id) if event.unit_id is not None else None
    manager = people.person(event.manager_id) if event.manager_id is not None else None
    words: dict[str, object] = {"who": event.partner_id, "of": unit.name if unit else manager.name if manager else "–"}
    _tell(kind, event.partner_id, words, by=by, on=on, also=event.manager_id)


def tell_of_line(event: people.LineChanged, *, by: HasId | None, on: people.Person) -> None:
    """A line to somebody who looks after rights shows to the one led, to that manager, and to the others who do."""
    assert event.new_manager_id is not None
    words: dict[str, object] = {"who": event.new_manager_id, "of": on}
    _tell("line.to_admin", event.new_manager_id, words, by=by, on=on, also=event.person_id)


def tell_of_lost_line(event: people.LineChanged, *, by: HasId | None, on: people.Person) -> None:
    """Whoever is led by nobody from today on has a notice: they are no longer answered by the one they wait for."""
    words: dict[str, object] = {"who": event.old_manager_id}
    notices.tell(event.person_id, "line.ended", on=on, url="/me/", params=words, by=by)


def lost_lines(told: list[journal.Event]) -> set[journal.Event]:
    """Of many new lines, those after which nobody leads somebody whom somebody led and who has come and is still here: one
    statement.
    """
    changed = (event for event in told if isinstance(event, people.LineChanged))
    lost = [event for event in changed if event.new_manager_id is None and event.old_manager_id is not None]
    there = people.names(event.person_id for event in lost)
    return {event for event in lost if event.person_id in there and there[event.person_id].state == "active"}


def lines_to_admins(told: list[journal.Event]) -> set[journal.Event]:
    """Of many new lines, those to tenant admins: one statement, whoever they are."""
    admins = {grant.person_id for grant in people.holders("tenant_admin")}
    return {event for event in told if isinstance(event, people.LineChanged) and event.new_manager_id in admins}


def tell_of_wish(
    event: people.GrantAsked | people.GrantDeclined | people.PartnerAsked | people.PartnerDeclined,
    *,
    by: HasId | None,
    on: people.RightWish,
) -> None:
    """Whoever could confirm a right that somebody asked for themselves has a notice and a letter; a right that was declined
    shows to who asked and to the others who look after rights.
    """
    of = organisations.unit(on.unit_id) or people.person(on.manager_id)
    words: dict[str, object] = {"who": on.person_id, "of": of.name if of is not None else "–"}
    url = f"/settings/rights/{on.id}"
    right = "partner" if on.kind == people.PARTNER else f"right.{on.kind}"
    others = [person.id for person in people.second_persons(on.person_id)]
    if isinstance(event, people.GrantAsked | people.PartnerAsked):
        notices.tell_all(others, f"wish.asked.{right}", on=on, url=url, params=words, by=by, mail=True)
        return
    notices.tell(on.person_id, f"wish.declined.{right}_you", on=on, url=url, params=words, by=by)
    notices.tell_all(others, f"wish.declined.{right}", on=on, url=url, params=words, by=by)


def _tell(
    kind: str, who: UUID, words: dict[str, object], *, by: HasId | None, on: journal.Thing, also: UUID | None = None
) -> None:
    keepers = {grant.person_id for grant in people.holders("tenant_admin", "hr_head")}
    known = people.names({who, also, *keepers})
    there = {person.id for person in known.values() if person.state != "left"}
    if who in there:
        notices.tell(who, f"{kind}_you", on=on, url=ABOUT, params=words, by=by)
    notices.tell_all(sorted(there - {who}), kind, on=on, url="/settings/audit?kind=rights", params=words, by=by)


class _Named:
    """A sentence with the name of a right in it, in the language of whoever reads."""

    def __init__(self, says: Any, right: Any) -> None:
        self._says, self._right = says, right

    def __str__(self) -> str:
        return str(self._says).replace("%(right)s", str(self._right))


def register() -> None:
    """Tell the notices what these say. Once, at start."""
    for right, name in people.GRANT_LABELS.items():
        for kind, subject, line in (
            ("right.given.{}_you", HAVE, _l("You hold this right from today on: %(right)s.")),
            ("right.given.{}", HAS, _l("%(who)s holds this right from today on: %(right)s.")),
            ("right.ended.{}_you", HAD, _l("You no longer hold this right: %(right)s.")),
            ("right.ended.{}", ENDED, _l("%(who)s no longer holds this right: %(right)s.")),
        ):
            notices.register(kind.format(right), _Named(subject, name), _Named(line, name))
        for kind, subject, line in (
            (
                "wish.asked.right.{}",
                ASKS,
                _l("%(who)s asks for this right: %(right)s. A second person confirms or declines it."),
            ),
            ("wish.declined.right.{}", REFUSED, _l("The right that %(who)s asked for was declined: %(right)s.")),
            ("wish.declined.right.{}_you", NOT_YOURS, _l("The right that you asked for was declined: %(right)s.")),
        ):
            notices.register(kind.format(right), _Named(subject, name), _Named(line, name))
    for kind, subject, line in (
        ("partner.assigned_you", _l("You are HR partner of %(of)s"), _l("You are, or will be, HR partner of %(of)s.")),
        ("partner.assigned", _l("%(who)s is HR partner of %(of)s"), _l("%(who)s is, or will be, HR partner of %(of)s.")),
        ("partner.ended_you", _l("You are no longer HR partner of %(of)s"), _l("You no longer accompany %(of)s.")),
        ("partner.ended", _l("%(who)s is no longer HR partner of %(of)s"), _l("%(who)s no longer accompanies %(of)s.")),
        (
            "wish.asked.partner",
            _l("%(who)s asks to be HR partner of %(of)s"),
            _l("%(who)s asks to be HR partner of %(of)s. A second person confirms or declines it."),
        ),
        (
            "wish.declined.partner",
            _l("%(who)s does not become HR partner of %(of)s"),
            _l("The wish of %(who)s to be HR partner of %(of)s was declined."),
        ),
        (
            "wish.declined.partner_you",
            _l("You do not become HR partner of %(of)s"),
            _l("Your wish to be HR partner of %(of)s was declined."),
        ),
        (
            "line.ended",
            _l("%(who)s does not lead you any more"),
            _l("Nobody leads you as yet after %(who)s. HR and the administrators know it; what you both signed stays."),
        ),
        ("line.to_admin_you", _l("You lead %(of)s"), _l("You lead %(of)s from today on. Somebody else entered it.")),
        (
            "line.to_admin",
            _l("%(who)s, a tenant admin, leads %(of)s"),
            _l("%(who)s leads %(of)s from today on. Nobody enters a line of their own; somebody else did."),
        ),
    ):
        notices.register(kind, subject, line)
