"""What an item of the library says, as one value: in a draft, in a version, in a file. No actor, no database."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from coaching_library.topics import Phase, Signal, Skill, Task, Topic
from tenants.organisations import LANGUAGES, clean

KINDS = ("guide", "template", "script", "example", "exercise", "vignette", "path")
TONGUES = tuple(code for code, _name in LANGUAGES)
"""The languages in which items are written."""
TOPICS = tuple(each.value for each in Topic)
SKILLS = tuple(each.value for each in Skill)
TASKS = tuple(each.value for each in Task)
PHASES = tuple(each.value for each in Phase)
SIGNALS = tuple(each.value for each in Signal)


@dataclass(frozen=True, order=True)
class Anchor:
    """At which step an item is shown: in every phase and without a sign, unless one is named."""

    task: str
    phase: str = ""
    signal: str = ""

    def to_json(self) -> dict[str, str]:
        """As it is stored and written into files: what is empty is left out."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def read(cls, data: dict[str, Any]) -> Anchor:
        """Out of what was stored."""
        return cls(str(data.get("task", "")), str(data.get("phase") or ""), str(data.get("signal") or ""))


@dataclass(frozen=True)
class Content:
    """All that people read of an item, and by what it is found and shown."""

    kind: str
    topic: str
    title: str
    skill: str = ""
    audience: str = "managers"
    summary: str = ""
    body: str = ""
    also: tuple[str, ...] = ()
    """Other words that people use for it."""
    wording: str = ""
    """A sentence or two that one may put into the field of the step."""
    after: str = ""
    """What is shown once one has answered an exercise, or rated a vignette."""
    level: str = ""
    """Of a vignette: the level of the scale that HR would say."""
    steps: tuple[str, ...] = ()
    """Of a path: the keys of what to read, in order."""
    anchors: tuple[Anchor, ...] = ()

    def tidied(self) -> Content:
        """In the one spelling in which it is stored, without what its kind does not have."""
        return replace(
            self,
            title=clean(self.title),
            summary=clean(self.summary),
            body=tidy(self.body),
            wording=tidy(self.wording),
            after=tidy(self.after) if self.kind in ("exercise", "vignette") else "",
            level=self.level if self.kind == "vignette" else "",
            steps=tuple(dict.fromkeys(self.steps)) if self.kind == "path" else (),
            also=tuple(dict.fromkeys(word for word in map(clean, self.also) if word)),
            anchors=tuple(dict.fromkeys(self.anchors)),
        )

    def to_columns(self) -> dict[str, Any]:
        """By the names of the columns in which it is stored."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        return found | {
            "also": list(self.also),
            "steps": list(self.steps),
            "anchors": [each.to_json() for each in self.anchors],
        }

    @classmethod
    def of(cls, row: Any) -> Content:
        """What a row of the library says."""
        found = {each.name: getattr(row, each.name) for each in fields(cls)}
        return cls(**found | {
            "also": tuple(row.also), "steps": tuple(row.steps), "anchors": tuple(Anchor.read(each) for each in row.anchors),
        })  # fmt: skip

    def differing(self, other: Content) -> tuple[str, ...]:
        """The names of the parts in which the two differ."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name) != getattr(other, each.name))


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def tidy(text: str) -> str:
    """Words of several lines as they are kept: Unix line ends, no blanks at their ends, no control characters. Two blanks at
    the end of a line are a break in Markdown, which the renderer makes of every line's end anyway.
    """
    lines = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).replace("\ufeff", "").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")
