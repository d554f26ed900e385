"""Where are we, whose turn is it, what is the one next thing: the line under the heading of an agreement."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from saas.plan.pages import View
from tenants import organisations
from tenants.people import Person
from tenants.web.dates import long_day


@dataclass(frozen=True)
class Turn:
    """The line: its kind (turn, wait, good, or plain), what it says, and what follows from it."""

    kind: str
    says: str
    next: str = ""


def called(person: Person) -> str:
    """How we speak of somebody."""
    return person.called or person.name


def turn(view: View) -> Turn:
    """The line for the one who reads."""
    sheet = view.sheet
    if sheet.agreement.state in ("ended", "superseded"):
        return Turn("", _("This plan has ended. It can be read, and changes no more."))
    if not view.is_party and view.stands_for is not None:
        return _standing_in(view)
    if not view.is_party:
        return _looking_on(view)
    if sheet.rests:
        return Turn("", *resting(view))
    if not sheet.is_open:
        return Turn("", _("The cycle lets plans rest now: this one can be read, and changes no more."))
    if sheet.adoption_due and sheet.amendment is None and sheet.is_led:
        return _to_adopt(view)
    if sheet.agreement.state == "agreed" and sheet.amendment is None:
        no = sheet.agreement.active_version.no if sheet.agreement.active_version else ""
        return Turn(
            "good",
            _("Agreed: version %(no)s is in force, signed by both of you.", no=no),
            _("It changes only by an amendment that you both sign."),
        )
    if not sheet.is_led:
        return Turn(
            "wait",
            _("The plan waits for your next manager: %(who)s does not lead you any more.", who=called(view.other)),
            _("You can write meanwhile. Your HR partner can say who leads you, and the plan goes on with them."),
        )
    return _talking(view)


def resting(view: View) -> tuple[str, str]:
    """A plan whose owner is excused: what holds, and what follows."""
    sheet = view.sheet
    says = (
        _("Your plan rests: you are excused from this cycle.")
        if sheet.plan.person_id != view.other.id
        else _("This plan rests: %(who)s is excused from the cycle.", who=called(sheet.plan.person))
    )
    return says, _("It stays as it stands. If that changes, it goes on from here; nothing of it is lost.")


def _to_adopt(view: View) -> Turn:
    agreement = view.sheet.agreement
    assert agreement.adoption_since is not None, "adoption is due"
    no = agreement.active_version.no if agreement.active_version else ""
    zone = ZoneInfo(organisations.organisation().time_zone)
    since = long_day(agreement.adoption_since.astimezone(zone).date())
    if view.other.id == agreement.second_id:
        return Turn(
            "wait",
            _(
                "In force, adoption due since %(since)s: %(who)s has yet to sign version %(no)s.",
                since=since,
                who=called(view.other),
                no=no,
            ),
            _("Nothing in it has changed. It changes only by an amendment that you both sign."),
        )
    return Turn(
        "turn",
        _("Your turn: version %(no)s is in force, adoption due since %(since)s.", no=no, since=since),
        _("Read what was agreed before you came. Adopt it word for word, or begin an amendment; until then it stays in force."),
    )


def _standing_in(view: View) -> Turn:
    assert view.stands_for is not None
    who = called(view.stands_for)
    if view.is_partner or view.stands_for.id != view.sheet.agreement.second_id:
        return Turn(
            "",
            _("You stand in for %(who)s as HR partner.", who=who),
            _(
                "You read what %(who)s reads. What you say is marked as said for %(who)s; only the two propose and sign.",
                who=who,
            ),
        )
    mine = view.sheet.is_open and view.sheet.waits_for == view.stands_for.id
    says = _("It is %(who)s’s turn, and you stand in.", who=who) if mine else _("You stand in for %(who)s.", who=who)
    return Turn(
        "wait" if mine else "",
        says,
        _(
            "You may ask, and prepare a draft that %(who)s takes over. You do not propose or sign, and open no private drafts.",
            who=who,
        ),
    )


def _looking_on(view: View) -> Turn:
    if not view.is_partner:
        return Turn("", _("You read what you have signed."), _("Newer versions belong to those who lead now."))
    waits = view.sheet.waits_for
    agreement = view.sheet.agreement
    if view.hears and view.sheet.talk.state == "mediation":
        both = {"a": called(agreement.first), "b": called(agreement.second)}
        return Turn(
            "turn",
            _("You are called in: %(a)s and %(b)s ask for your help.", **both),
            _("Say beside a line, or to the whole plan, what could help. The two propose and sign; you do neither."),
        )
    if view.sheet.rests:
        says = _("The plan rests: %(who)s is excused from the cycle.", who=called(agreement.first))
    elif waits is not None:
        who = agreement.first if waits == agreement.first_id else agreement.second
        says = _("It is %(who)s’s turn.", who=called(who))
    elif view.sheet.plan.state == "agreed":
        says = _("In force, adoption due.") if view.sheet.adoption_due else _("Agreed, and in force.")
    else:
        says = _("Nothing waits for an answer at the moment.")
    if view.hears:
        return Turn("", says, _("You were called in: you read what is said and proposed since then, and may say something."))
    return Turn("", says, _("You read as HR partner. Only the two propose and sign; what they ask each other stays theirs."))


def _talking(view: View) -> Turn:
    sheet, who = view.sheet, called(view.other)
    talk, amends = sheet.talk, view.sheet.amendment is not None
    version = talk.open_version or talk.last_version
    no = version.no if version is not None else 0
    in_force = _("What you both signed stays in force meanwhile.")
    if talk.state == "proposed" and view.mine:
        return Turn(
            "turn",
            _("Your turn: read version %(no)s, then sign it or answer with your own.", no=no),
            in_force if amends else _("Nothing is agreed until you both have signed the same words."),
        )
    if talk.state == "proposed":
        return Turn(
            "wait",
            _("Waiting for %(who)s to answer version %(no)s.", who=who, no=no),
            _("You signed it by proposing it. You can take it back until they act. Silence never agrees."),
        )
    if talk.state == "mediation":
        helper = view.beside.helper
        says = (
            _("In mediation: %(who)s was called in and reads on.", who=called(helper))
            if helper is not None
            else _("In mediation, but whoever was called in does not help any more. You can call somebody else.")
        )
        then = _("Version %(no)s can no longer be signed. Either of you proposes next, also the same words.", no=no)
        return Turn("turn", says, then)
    if talk.state == "countered" and view.mine:
        return Turn(
            "turn",
            _("Your turn: finish your counter-proposal to version %(no)s.", no=no),
            _("Version %(no)s can no longer be signed. Only you can read what you write until you propose it.", no=no),
        )
    if talk.state == "countered":
        return Turn(
            "wait",
            _("%(who)s is writing a counter-proposal to version %(no)s.", who=who, no=no),
            _("Version %(no)s can no longer be signed. You will be told when the new one is there.", no=no),
        )
    if view.has_draft:
        return Turn(
            "turn",
            _("Your draft is begun: finish it and propose it to %(who)s.", who=who),
            _("Only you can read it until then."),
        )
    says = (
        _("An amendment is open. Write what should change, or wait for what %(who)s proposes.", who=who)
        if amends
        else _("Nothing is proposed yet. Either of you may write a draft and propose it.")
    )
    return Turn("turn", says, in_force if amends else _("%(who)s may be writing, too; drafts are private.", who=who))
