"""The organisation itself: its name and look, its scale and its settings."""

from __future__ import annotations

from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from tenants import journal
from tenants.isolation import session
from tenants.law import require
from tenants.organisations import events, policy, queries, rules
from tenants.organisations.actions.checks import Errors, differing
from tenants.organisations.models import Organisation
from tenants.organisations.policy import Asker


def establish(*, slug: str, name: str, language: str = "en", time_zone: str = "UTC", demo: bool = False) -> Organisation:
    """The tenant of this unit of work has its organisation, with the default scale in its language. Only the operator's command
    does this.
    """
    errors = Errors()
    made = Organisation(
        slug=slug,
        name=errors.name("name", name, {}),
        language=errors.language(language),
        time_zone=errors.zone(time_zone),
        demo=demo,
    )
    errors.stop()
    with force_locale(made.language):
        made.scale = rules.default_scale()
    session().add(made)
    session().flush()
    journal.record(events.OrganisationMade(), by=None, on=made)
    session().flush()
    return made


def change_organisation(
    thing: Organisation,
    *,
    name: str,
    brand_hue: int,
    brand_chroma: int,
    language: str,
    time_zone: str,
    by: Asker | None,
    seen: int | None = None,
) -> Organisation:
    """The organisation has this name, look, language and time zone. The tenant admin; Stale, Invalid."""
    require(policy.may(by, policy.can_manage, thing))
    thing = queries.held(thing, seen)
    errors = Errors()
    new: dict[str, Any] = {
        "name": errors.name("name", name, {}),
        "brand_hue": brand_hue,
        "brand_chroma": brand_chroma,
        "language": errors.language(language),
        "time_zone": errors.zone(time_zone),
    }
    if not 0 <= brand_hue <= 359:
        errors["brand_hue"] = _("Choose a hue from 0 to 359.")
    if not 0 <= brand_chroma <= 120:
        errors["brand_chroma"] = _("Choose a strength from 0 to 120.")
    errors.stop()
    return _changed(thing, by, **new)


def set_scale(thing: Organisation, levels: list[dict[str, Any]], *, by: Asker | None, seen: int | None = None) -> Organisation:
    """New cycles begin with these levels, from low to high, each {"key" (or none), "label", "words"}.

    Each level has a label of its own and words. The level that is expected stays so unless `levels` say "expected".
    Running cycles keep theirs. The tenant admin; Stale, Invalid.
    """
    require(policy.may(by, policy.can_manage, thing))
    thing = queries.held(thing, seen)
    errors = Errors()
    least, most = rules.LEVELS
    rows: list[dict[str, Any]] = []
    expected = {level["key"] for level in thing.scale if level.get("expected") is True}
    for n, level in enumerate(levels):
        label = errors.name(
            f"levels-{n}-label", str(level.get("label", "")), {rules.folded(r["label"]): thing.id for r in rows}
        )
        words = errors.words(f"levels-{n}-words", str(level.get("words", "")), 500)
        if not words:
            errors[f"levels-{n}-words"] = _("Say in words what this level looks like.")
        row = {"key": level.get("key") or "", "label": label, "words": words}
        rows.append(row | {"expected": True} if level.get("expected", row["key"] in expected) is True else row)
    if not least <= len(rows) <= most:
        errors[""] = _("A scale has from %(least)s to %(most)s levels.", least=least, most=most)
    if len({r["key"] for r in rows if r["key"]}) != sum(1 for r in rows if r["key"]):
        errors[""] = _("Two levels cannot be the same one.")
    errors.stop()
    return _changed(thing, by, scale=rules.keyed(rows, "l", (level["key"] for level in thing.scale)))


def set_settings(thing: Organisation, values: dict[str, int], *, by: Asker | None, seen: int | None = None) -> Organisation:
    """The named settings have these values; the others stay. The tenant admin; Stale, Invalid outside a range, and for a
    threshold lower than it was: what people said under it stays under it.
    """
    require(policy.may(by, policy.can_manage, thing))
    thing = queries.held(thing, seen)
    errors = Errors()
    for name, value in values.items():
        known = rules.SETTINGS.get(name)
        if known is None:
            errors[name] = _("There is no such setting.")
        elif not known.least <= value <= known.most:
            errors[name] = _("Choose a number from %(least)s to %(most)s.", least=known.least, most=known.most)
        elif name == "threshold" and value < (now := (rules.DEFAULTS | thing.settings)[name]):
            errors[name] = _("It is %(now)s now, and can only be raised.", now=now)
    merged = rules.DEFAULTS | thing.settings | values
    if not errors and not merged["day_begins"] < merged["day_ends"]:
        errors["day_ends" if "day_ends" in values else "day_begins"] = _("A working day ends later than it begins.")
    errors.stop()
    kept = {name: value for name, value in merged.items() if rules.DEFAULTS.get(name) != value}
    return _changed(thing, by, settings=kept)


def _changed(thing: Organisation, by: Asker | None, **new: Any) -> Organisation:
    what = differing(thing, **new)
    if what:
        for name in what:
            setattr(thing, name, new[name])
        thing.version += 1
        journal.record(events.OrganisationChanged(what), by=by, on=thing)
        session().flush()
    return thing
