"""What stands in a plan, said in words: a key result's way, and the place of a line."""

from __future__ import annotations

import re

from flask_babel import gettext as _

from saas.plan.content import Goal, Plan
from saas.plan.levels import Scale
from tenants.agreements.lines import Path
from tenants.web import named

_KANA, _HAN = re.compile(r"[\u3040-\u30ff]"), re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def tongue(text: str) -> str | None:
    """The language that a text's script shows, or None: typefaces for Chinese are chosen by it."""
    if _KANA.search(text):
        return "ja"
    return "zh-Hans" if _HAN.search(text) else None


def where(path: Path, content: Plan, scale: Scale) -> str:
    """A line in words, for a list of conflicts, problems, or questions: “Goal 2 · Success criterion “Reached””."""
    if not path:
        return str(_("The whole plan"))
    if path[0] != "goals":
        names = {"words": _("The note to the other side"), "period": _("The days of the cycle"), "began": _("The template")}
        return str(names.get(path[0], path[0]))
    if len(path) == 1:
        return str(_("The goals and their order"))
    place = next((no for no, goal in enumerate(content.goals, 1) if goal.key == path[1]), None)
    goal = content.goal(path[1])
    name = _("Goal %(no)s", no=place) if place else _("A goal that is gone")
    title = f" “{goal.title[:60]}”" if goal and goal.title else ""
    inside = _inside(path[2:], scale)
    return f"{name}{title}" + (f" · {inside}" if inside else "")


def of_line(path: Path, content: Plan, scale: Scale, says: str) -> str:
    """What is said about a line, with the number of the goal and the part of it that it stands in: one list tells of all."""
    place = next((no for no, goal in enumerate(content.goals, 1) if path[:1] == ("goals",) and path[1:2] == (goal.key,)), None)
    if place is None:
        return named(str(_("Goals")) if path[:1] == ("goals",) else where(path, content, scale), says) if path else says
    inside = _inside(path[2:], scale, content.goals[place - 1])
    return named(" · ".join(filter(None, (str(_("Goal %(no)s", no=place)), inside))), says)


def _inside(path: Path, scale: Scale, counted: Goal | None = None) -> str:
    """The part of a goal in words; rows with their numbers where the goal is given that they are counted in."""
    if not path:
        return ""
    names = {
        "title": _("Title"), "words": _("What it is about"), "kind": _("Kind"), "weight": _("Weight"), "due_on": _("Due"),
        "challenge": _("Challenge"), "outlives": _("Goes on after the cycle"), "criteria": _("Success criteria"),
        "key_results": _("Key results"), "contributes": _("Contributes to"), "support": _("Support by the manager"),
    }  # fmt: skip
    if path[0] == "criteria" and len(path) > 1:
        label = scale.level(path[1]).label if path[1] in scale.keys else path[1]
        return str(_("Criterion for “%(level)s”", level=label))
    inner = {
        "title": _("what is measured"), "measure": _("kind of measure"), "direction": _("direction"), "start": _("value today"),
        "target": _("target"), "unit": _("unit"), "levels": _("levels"), "due_on": _("date"), "kind": _("kind"),
        "words": _("what the manager will do"), "by_on": _("date"), "contributes": _("what it contributes to"),
    }  # fmt: skip
    one = {"key_results": _("Key result"), "support": _("Commitment")}
    if len(path) > 1:
        rows = [each.key for each in getattr(counted, path[0], ())]
        no = f" {rows.index(path[1]) + 1}" if path[1] in rows else ""
        return f"{one.get(path[0], path[0])}{no}" + (f", {inner.get(path[2], path[2])}" if len(path) > 2 else "")
    return str(names.get(path[0], path[0]))
