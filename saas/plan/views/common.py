"""What the pages of this room share: the blueprint, addresses, the agreement's page, and what to say when it has moved on."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from flask import Blueprint, Response, abort, flash, request, url_for
from flask_babel import gettext as _

from coaching_library import Signal, Task, library
from saas import guides
from saas.plan import pages, policy, queries, reminding, turns, words
from saas.plan.sheets import Sheet
from tenants import agreements, journal
from tenants.agreements.lines import path_of
from tenants.isolation import session
from tenants.law import NotNow, Stale, told
from tenants.people import Actor, Person
from tenants.web import answer, current, done, wants_fragment

bp = Blueprint("plan", __name__, url_prefix="/plan")

LABELS = {"challenge": words.CHALLENGE, "support": words.SUPPORT, "kinds": words.KINDS}


def plan_url(sheet: Sheet) -> str:
    """The address of the agreement's page."""
    return url_for("plan.page", plan_id=sheet.id)


def draft_url(sheet: Sheet, anchor: str | None = None) -> str:
    """The address of the reader's draft."""
    return url_for("plan.draft", plan_id=sheet.id, _anchor=anchor)


def goal_url(sheet: Sheet, key: str, anchor: str | None = None) -> str:
    """The address of one goal in the reader's draft."""
    return url_for("plan.goal", plan_id=sheet.id, key=key, _anchor=anchor)


def line_url(sheet: Sheet, address: str) -> str:
    """Where a line of the draft is written: the field that mends a problem."""
    path = path_of(address)
    if path[:1] == ("goals",) and len(path) > 1:
        rest = path[2:]
        rows = {"criteria": "criteria-head", "key_results": "results", "support": "support"}
        short = rows.get(rest[0], rest[0]) if len(rest) == 1 else "/".join(rest)
        return goal_url(sheet, path[1], short or None)
    return draft_url(sheet, "note" if path[:1] == ("words",) else "goals")


def show(sheet: Sheet, *, status: int = 200, no: int | None = None, **given: Any) -> Response:
    """The agreement's page as the one who asks sees it. What is about somebody else is journaled."""
    actor = current.actor()
    plain = request.args.get("redline") == "off"
    try:
        seen = pages.view(sheet, actor, no=no, redline=not plain)
    except pages.NoSuchVersion:
        abort(404)
    if seen.shown is not None:
        place = seen.stands_for.id if seen.stands_for is not None else None
        journal.record_reading(by=actor, on=sheet.plan, about=sheet.plan.person_id, stands_for=place)
    context: dict[str, Any] = {
        "view": seen,
        "sheet": sheet,
        "plan": sheet.plan,
        "plain": plain,
        "about": request.args.get("about"),
        "labels": LABELS,
        "problems": {},
        "kept": "",
        "chosen": no,
        "turn": turns.turn(seen),
        "reminds": _reminds(sheet, actor),
        "guide_card": _guide(sheet, seen, actor),
    }
    return answer("plan/page.html", status=status, **(context | given))


def _guide(sheet: Sheet, seen: pages.View, actor: Actor) -> library.Card | None:
    """The guide beside a plan, for the two who agree it: for whoever is to answer a proposal, or for whoever reads."""
    if not seen.is_party:
        return None
    answers = seen.is_open and sheet.waits_for == actor.id
    signals = [guides.when(len(seen.steps) >= guides.ROUNDS, Signal.ROUNDS)]
    return guides.beside(
        actor, Task.PLAN_COUNTER if answers else Task.PLAN_READ, sheet.plan.cycle.name, f"/plan/plans/{sheet.plan.id}",
        state=sheet.plan.cycle.state, signals=signals,
    )  # fmt: skip


def _reminds(sheet: Sheet, actor: Actor) -> Person | None:
    """Whom the reader may remind here: the one for whom the plan waits, where that is somebody else who is there."""
    wanted = reminding.whom(sheet.plan, sheet.amendment) if sheet.is_open and policy.can_remind(actor, sheet) else None
    agreement = sheet.agreement
    person = {agreement.first_id: agreement.first, agreement.second_id: agreement.second}.get(wanted) if wanted else None
    return person if person is not None and person.id != actor.id and person.state != "left" else None


def seen_draft() -> int:
    """The version of the draft that the sent form was made from; -1 where it does not say."""
    text = request.form.get("draft_version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def press(sheet: Sheet, verb: Callable[[], Any], said: str, *, kept: str = "", act: str = "", to: str | None = None) -> Any:
    """A button was pressed: the verb is done and a page follows; where the plan has moved on, a page that says so."""
    try:
        verb()
    except (Stale, NotNow) as no:
        return moved_on(sheet, no, kept=kept, act=act)
    flash(said)
    return done(to or plan_url(sheet))


def put_under(sheet: Sheet, no: int, verb: Callable[..., Any], said: str, *, sides: Collection[str]) -> Any:
    """A signature is put under that version, by the hash that was read. A second click finds the first one's, on one of these
    sides, and leads to the same page.
    """
    by, version = current.actor(), agreements.version(sheet.agreement.id, no)
    if version is None:
        abort(404)
    is_read = request.form.get("hash") == version.hash
    try:
        if not is_read:
            raise Stale(sheet.plan)
        verb(sheet, no, by=by, seen=current.seen())
    except (Stale, NotNow) as refused:
        there = agreements.signatures(version.id)
        if is_read and any(each.person_id == by.id and each.side in sides for each in there):
            return done(plan_url(sheet))
        return moved_on(sheet, refused)
    flash(said)
    return done(plan_url(sheet))


def moved_on(sheet: Sheet, why: Stale | NotNow, *, kept: str = "", act: str = "") -> Response:
    """409: what happened meanwhile, the way on, and the words that were typed, ready to be sent again if that is possible."""
    session().expire_all()
    fresh = queries.sheet(sheet.id)
    actor = current.actor()
    assert fresh is not None, "a plan is never deleted"
    says = told(why)
    again = act if act in policy.acts(actor, fresh) else ""
    return answer(
        "plan/moved_on.html",
        "plan/_moved_on.html" if wants_fragment() else None,
        status=409,
        sheet=fresh,
        plan=fresh.plan,
        says=says or what_happened(fresh),
        kept=kept,
        again=again,
        address=request.form.get("address", ""),
    )


def what_happened(sheet: Sheet) -> str:
    """Where the talk stands now, in one sentence."""
    talk = sheet.talk
    version = talk.open_version or talk.last_version
    if sheet.agreement.state == "agreed" and sheet.amendment is None and sheet.agreement.active_version:
        return str(_("Version %(no)s is signed by both of you and in force.", no=sheet.agreement.active_version.no))
    if version is None:
        return str(_("Nothing has been proposed yet."))
    who = version.author.called or version.author.name
    if talk.state == "proposed":
        return str(_("%(who)s has proposed version %(no)s.", who=who, no=version.no))
    if talk.state == "mediation":
        return str(
            _("HR was called in: version %(no)s can no longer be signed, and either of you proposes next.", no=version.no)
        )
    if talk.state == "countered":
        return str(_("Version %(no)s by %(who)s is being answered with a counter-proposal.", no=version.no, who=who))
    return str(_("Nothing waits for an answer: the last proposal was taken back, or an amendment has begun."))


def own_draft(sheet: Sheet) -> agreements.AgreementDraft | None:
    """The reader's draft, where the table gives them something to write."""
    return agreements.draft(sheet.agreement.id) if policy.can_draft(current.actor(), sheet) else None
