"""What the pages of this room share: the blueprint, addresses, tabs, and the pages of one policy and one version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _

from coaching_library import audience, publishers
from coaching_library.policies import forms, policy, queries, rules
from coaching_library.policies.models import Policy, PolicyVersion
from coaching_library.policies.sheets import PolicySheet, VersionSheet
from coaching_library.policies.states import MACHINE
from coaching_library.topics import Topic
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Stale, told
from tenants.organisations import LANGUAGES
from tenants.people import Actor, Person
from tenants.web import Form, answer, current, done

bp = Blueprint("policies", __name__, url_prefix="/policies")

SPOKEN = dict(LANGUAGES)
"""What a language is called in itself."""
TAGS = {"zh": "zh-Hans"}


def tongue(language: str) -> str:
    """The value of `lang` for a policy in that language."""
    return TAGS.get(language, language)


def policy_url(policy_id: UUID, anchor: str | None = None) -> str:
    """The address of a policy."""
    return url_for("policies.page", policy_id=policy_id, _anchor=anchor)


def version_url(version_id: UUID, anchor: str | None = None) -> str:
    """The address of a version."""
    return url_for("policies.version", version_id=version_id, _anchor=anchor)


def pages() -> dict[str, Any]:
    """Where in a list the reader is, out of the address."""
    return {"after": request.args.get("after"), "before": request.args.get("before")}


def tabs(actor: Actor, here: str, owed: int | None = None) -> list[tuple[str, str, bool, int | None]]:
    """The lists that the actor has."""
    found: list[tuple[str, str, bool, int | None]] = [
        (url_for("policies.index"), _("All policies"), here == "index", None),
        (url_for("policies.mine"), _("Mine to acknowledge"), here == "mine", owed or None),
    ]
    if policy.keeps(actor):
        found.append((url_for("policies.desk"), _("Policy desk"), here == "desk", None))
    return found


def readers(mine: Policy) -> str:
    """Who reads what was published of a policy, as the line under a page says it."""
    said = {
        audience.EVERYONE: _("Everybody in this organisation reads this."),
        audience.MANAGERS: _("Line managers, HR and publishers read this. Others do not see that it exists."),
        audience.HR: _("HR and publishers read this. Others do not see that it exists."),
    }
    return str(said[mine.audience])


def stuck(one: VersionSheet) -> str:
    """Why nobody decides on a version that waits or is to wait for a publisher; empty where somebody does. One statement."""
    return _stuck(one, publishers.today())


def _stuck(one: VersionSheet, found: list[Person]) -> str:
    return "" if publishers.deciding(found, one.two_persons, one.version.writers) else publishers.missing(found)


def show(sheet: PolicySheet, status: int = 200, **given: Any) -> Response:
    """The page of a policy as it stands today: what is in force, or why nothing is."""
    actor, version = current.actor(), sheet.in_force or sheet.withdrawn
    mine = queries.acknowledged_by(actor.id, sheet.id) if sheet.published else None
    asks_from = sheet.in_force.asks_from if sheet.in_force is not None else None
    owes = asks_from is not None and policy.can_acknowledge(actor, sheet) and (mine is None or mine.no < asks_from)
    others = queries.counterparts_of(sheet.policy)
    stand = queries.sheets([each.id for each in others]) if others else {}
    waits = queries.one_of(sheet, sheet.written.id) if sheet.written is not None and sheet.written.state == "review" else None
    context: dict[str, Any] = {
        "sheet": sheet,
        "policy": sheet.policy,
        "version": version,
        "stuck": stuck(waits) if waits is not None and policy.keeps(actor) else "",
        "clauses": queries.sections_of(version) if version is not None else [],
        "lang": tongue(sheet.policy.language),
        "topic": Topic(sheet.policy.topic),
        "owes": owes,
        "mine": mine,
        "others": [(each, SPOKEN[each.language]) for each in stand_in_force(stand, actor)],
        "behind": behind(sheet),
        "keeps": policy.keeps(actor),
        "publishes": policy.publishes(actor),
        "changes": policy.can_change(actor, sheet),
        "sees_status": policy.can_see_status(actor, sheet),
        "looks": policy.can_look_again(actor, sheet),
        "look": forms.LookForm(data={"review_on": None}),
        "withdrawing": forms.WithdrawForm(),
        "counterpart": _counterpart_form(sheet, {each.language for each in others}),
        "readers": readers(sheet.policy),
        "audience": audience.LABELS[sheet.policy.audience],
        "says": "",
        "problems": [],
    }
    return answer("policies/page.html", status=status, **(context | given))


def stand_in_force(stand: dict[UUID, PolicySheet], actor: Actor) -> list[Policy]:
    """Of these those that the reader may open."""
    return [each.policy for each in stand.values() if policy.can_read(actor, each)]


def behind(sheet: PolicySheet) -> PolicyVersion | None:
    """Of a counterpart: the version of the original in force, where the counterpart says an older one."""
    if sheet.policy.original_id is None or sheet.in_force is None:
        return None
    original = queries.sheet(sheet.policy.original_id)
    now = original.in_force if original is not None else None
    return now if now is not None and (sheet.in_force.original_no or 0) < now.no else None


def _counterpart_form(sheet: PolicySheet, there: set[str]) -> forms.CounterpartForm | None:
    """Languages in which the original does not stand yet; nothing for a counterpart, and where there is none."""
    left = [(key, name) for key, name in LANGUAGES if key not in there | {sheet.policy.language}]
    if sheet.policy.original_id is not None or sheet.in_force is None or not left:
        return None
    return counterpart_form(left)


def counterpart_form(left: list[tuple[str, str]], formdata: Any = None) -> forms.CounterpartForm:
    """The form that offers these languages."""
    made = forms.CounterpartForm(formdata)
    made.language.choices = left
    return made


def show_version(one: VersionSheet, status: int = 200, **given: Any) -> Response:
    """The page of a version: what it says, where it stands, and what may be done with it."""
    actor, version, state = current.actor(), one.version, one.state
    clauses = version.content
    keeps, publishes = policy.keeps(actor), policy.publishes(actor)
    missing = rules.unready(rules.begun(clauses), version.note, version.no) if keeps and state == "draft" else {}
    before = one.sheet.before(version)
    found = publishers.today() if keeps and state in ("draft", "review") else None
    context: dict[str, Any] = {
        "one": one,
        "stuck": _stuck(one, found) if found is not None else "",
        "told": publishers.told(found, actor.id) if found is not None else "",
        "sheet": one.sheet,
        "policy": one.policy,
        "version": version,
        "state": state,
        "clauses": queries.sections_of(version) if version in one.sheet.published else clauses,
        "before": before,
        "lang": tongue(one.policy.language),
        "topic": Topic(one.policy.topic),
        "keeps": keeps,
        "publishes": publishes,
        "may_publish": policy.can_publish(actor, one),
        "may": {verb for verb in MACHINE.moves if MACHINE.may(version, verb)},
        "missing": [(version_edit_url(version.id, name), text) for name, text in missing.items()],
        "returns": queries.returns_of(version.id) if keeps and state in ("draft", "review") else [],
        "giving_back": forms.GiveBackForm(),
        "withdrawing": forms.WithdrawForm(),
        "readers": readers(one.policy)
        if version in one.sheet.published
        else _("HR partners, heads of HR and publishers read drafts."),
        "says": "",
        "problems": [],
        "kept": "",
    }
    return answer("policies/version.html", status=status, **(context | given))


def version_edit_url(version_id: UUID, field: str = "") -> str:
    """Where a draft is written; `field` is the name of the one to go to."""
    return url_for("policies.edit", version_id=version_id, _anchor=field.replace("/", "-") or None)


def moved_on(one: VersionSheet, why: Stale | NotNow, **given: Any) -> Response:
    """409: the version as it stands now, with what happened."""
    session().expire_all()
    fresh = queries.version_sheet(one.id)
    stale = _("Somebody went on with this version meanwhile. Look at it as it stands now, then go on.")
    says = told(why) or stale
    if fresh is None:
        left = queries.sheet(one.sheet.id)
        if left is None:
            return answer("policies/gone.html", status=409, says=says, **given)
        return show(left, 409, says=says, **given)
    return show_version(fresh, 409, says=says, **given)


def press(one: VersionSheet, verb: Callable[..., Any], said: str) -> Any:
    """A button was pressed: the verb is done and the version's page follows; what is missing comes back with it, 422."""
    try:
        verb(one, by=current.actor(), seen=current.seen())
    except Invalid as no:
        return show_version(one, 422, problems=_problems(one, no))
    except (Stale, NotNow) as no:
        return moved_on(one, no)
    flash(said)
    return done(version_url(one.id))


def _problems(one: VersionSheet, no: Invalid) -> list[tuple[str, str]]:
    """Each with the field that mends it, named by its section."""
    form = forms.sections_form(one.version.content, one.version.note if one.version.no > 1 else None)
    found = []
    for name, text in no.errors.items():
        place = form.place_of(form[name]) if name in form else ""
        label = " · ".join(filter(None, (place, str(form[name].label.text)))) if name in form else ""
        found.append((version_edit_url(one.id, name), f"{label}: {text}" if label else text))
    return found


def said_with(form: Form, one: VersionSheet, verb: Callable[..., Any], name: str, opens: str, done_: str) -> Any:
    """A button with a few words was pressed: as `press`, with the words given back beside their field where they cannot be
    taken. `opens` is what the page calls the form.
    """
    words = form[name].data or ""
    try:
        verb(one, words, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return show_version(one, 422, **{opens: form})
    except (Stale, NotNow) as no:
        return moved_on(one, no, kept=words)
    flash(done_)
    return done(version_url(one.id))
