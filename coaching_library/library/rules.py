"""Limits of what an item may hold, when an exercise comes back, which guide is shown at a step. No actor, no database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from coaching_library.library.content import KINDS, PHASES, SIGNALS, SKILLS, TASKS, TONGUES, TOPICS, Content
from tenants.organisations import folded

TITLE, SUMMARY, BODY, WORDING, AFTER = 160, 300, 60_000, 1_000, 10_000
ALSO, ALSO_LENGTH, STEPS, ANCHORS, KEY = 20, 60, 30, 6, 60
REMARK, ANSWER = 4_000, 10_000
REVIEW_DAYS, REVIEW_MOST = 365, 5 * 366
KEY_SHAPE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

AFTER_DAYS = (2, 7, 21, 60)
"""After so many days an exercise comes back: the first number after the first answer, the next after the second."""


def is_key(key: str) -> bool:
    """Whether it can be the key of items: small letters, digits and single hyphens, at most 60."""
    return len(key) <= KEY and KEY_SHAPE.fullmatch(key) is not None


def slug(title: str) -> str:
    """A key out of a title; empty where no letter or digit of the Latin script stands in it."""
    plain = unicodedata.normalize("NFKD", folded(title)).encode("ascii", "ignore").decode()
    whole = "-".join(re.findall(r"[a-z0-9]+", plain))
    return whole[:KEY].rpartition("-")[0] if len(whole) > KEY and "-" in whole[:KEY] else whole[:KEY]


def free_key(wanted: str, taken: Collection[str]) -> str:
    """The key, or it with the first number that nobody has."""
    base, key, n = wanted[: KEY - 6].rstrip("-") or "item", wanted or "item", 1
    while key in taken:
        n += 1
        key = f"{base}-{n}"
    return key


_SIGNS = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


def tongue(text: str, otherwise: str) -> str:
    """The language in which something was written, as far as its signs tell; else `otherwise`, unless that one has signs."""
    if _SIGNS.search(text):
        return "zh"
    return "en" if otherwise == "zh" and re.search("[A-Za-z]{3}", text) else otherwise


def share_of(words: Collection[str], text: str) -> float:
    """The part of these beginnings of words that a text bears, from 0 to 1; 0 where there are none."""
    where = text.casefold()
    return sum(word in where for word in words) / len(words) if words else 0.0


def split_words(text: str) -> tuple[str, ...]:
    """What somebody typed as a list: by lines, commas and semicolons of any script."""
    return tuple(word for word in (part.strip() for part in re.split(r"[\n,;，、；]", text)) if word)


def misplaced(content: Content) -> dict[str, str]:
    """What was typed that an item of its kind does not have, and would be lost, by field."""
    found = {}
    if content.after.strip() and content.kind not in ("exercise", "vignette"):
        found["after"] = _("Only an exercise or rating practice shows this. Choose that kind, or take the words out.")
    if content.level and content.kind != "vignette":
        found["level"] = _("Only rating practice has a level. Choose that kind, or no level.")
    if content.steps and content.kind != "path":
        found["steps"] = _("Only a path has steps. Choose that kind, or take them out.")
    return found


def too_long(content: Content) -> dict[str, str]:
    """What is wrong with it even as a draft, by field."""
    found = {}
    if not content.title:
        found["title"] = _("Give it a title.")
    for name, most in (("title", TITLE), ("summary", SUMMARY), ("body", BODY), ("wording", WORDING), ("after", AFTER)):
        length = len(getattr(content, name))
        if length > most:
            found[name] = _("At most %(most)s characters fit; these are %(length)s.", most=most, length=length)
    if len(content.also) > ALSO or any(len(word) > ALSO_LENGTH for word in content.also):
        found["also"] = _("At most %(most)s words or short phrases fit, each of at most %(long)s characters.",
                          most=ALSO, long=ALSO_LENGTH)  # fmt: skip
    if len(content.steps) > STEPS:
        found["steps"] = _("A path has at most %(most)s steps.", most=STEPS)
    elif not all(map(is_key, content.steps)):
        found["steps"] = _("A step is the key of an item, such as agreeing-goals-guide.")
    if len(content.anchors) > ANCHORS:
        found["anchors"] = _("At most %(most)s steps fit.", most=ANCHORS)
    return found | unknown(content)


def unknown(content: Content) -> dict[str, str]:
    """Where it names what the program does not know, by field."""
    found = {}
    for name, known in (("kind", KINDS), ("topic", TOPICS), ("skill", ("", *SKILLS))):
        if getattr(content, name) not in known:
            found[name] = _("Choose one from the list.")
    for each in content.anchors:
        if each.task not in TASKS or each.phase not in ("", *PHASES) or each.signal not in ("", *SIGNALS):
            found["anchors"] = _("Choose a step from the list.")
    return found


def unready(content: Content, levels: Collection[str], known: Collection[str]) -> dict[str, str]:
    """What keeps it from being read by others, by field. `known` are the keys of what its path may lead to."""
    found = too_long(content)
    if not content.summary:
        found.setdefault("summary", _("Say in one sentence what it helps with."))
    if not content.body:
        found.setdefault("body", _("Write what people are to read."))
    if content.kind in ("exercise", "vignette") and not content.after:
        says = _("Write what is shown afterwards: how somebody else did it, or HR’s reasoning.")
        found.setdefault("after", says)
    if content.kind == "vignette" and content.level not in levels:
        found.setdefault("level", _("Choose the level that HR would say."))
    if content.kind == "path":
        missing = [step for step in content.steps if step not in known]
        if not content.steps:
            found.setdefault("steps", _("Name at least one item to read."))
        elif missing:
            found.setdefault("steps", _("Nobody can read this yet: %(keys)s.", keys=", ".join(missing[:5])))
    return found


BLANK_LENGTH = 2_000
BLANK = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")
"""A place in a template that is to be filled in."""


def blanks(body: str) -> list[str]:
    """What belongs into each blank of a template, in order."""
    return [found.strip() for found in BLANK.findall(body)]


def chips(body: str) -> str:
    """The text with its blanks as words that stand out."""
    return BLANK.sub(lambda found: f"`{found.group(1).strip().replace('`', '')}`", body)


def filled(body: str, words: Sequence[str]) -> str:
    """The text with these words in its blanks, in order; what nobody filled in stays a line."""
    given = iter(words)
    return BLANK.sub(lambda _found: next(given, "").strip() or "…………", body)


def comes_back(answered: Sequence[tuple[date, bool]]) -> date | None:
    """On which day an exercise is to be done again. `answered` is the day of each answer, in order, and whether it says that
    it need not come back; None where nobody has begun, where it rests, or after the last time.
    """
    since: list[date] = []
    for day, rests in answered:
        since = [] if rests else [*since, day]
    return returns_on(since[-1], len(since)) if since else None


def returns_on(last: date, times: int) -> date | None:
    """On which day an exercise is to be done again that was done so many times, for the last time on `last`; None after all."""
    return last + timedelta(days=AFTER_DAYS[times - 1]) if 1 <= times <= len(AFTER_DAYS) else None


def is_misread(counts: dict[str, int], level: str, threshold: int) -> bool:
    """Whether most of those who rated a vignette are off HR's level, once enough have."""
    answers = sum(counts.values())
    return answers >= threshold and 2 * (answers - counts.get(level, 0)) > answers


def is_unverified(review_on: date | None, today: date) -> bool:
    """Whether its day of review has passed, also where no job has noticed yet."""
    return review_on is not None and review_on < today


SHOWN_DAYS, WINDOW = 3, 14
"""A card shows itself on so many days of so many, unless somebody calls it back."""

KIND_ORDER = {kind: n for n, kind in enumerate(("guide", "script", "template", "example", "exercise", "path", "vignette"))}


@dataclass(frozen=True)
class Candidate:
    """An item that is anchored at the step, with what its reader did with it there."""

    key: str
    kind: str
    language: str
    skill: str = ""
    phase: str = ""
    signal: str = ""
    days_shown: int = 0
    """On how many days of the last `WINDOW` it was shown."""
    shown_today: bool = False
    away_since: float = 0
    """When it was put away at this step, as a number that grows; 0 where it was not."""
    recalled_since: float = 0
    recalled_lately: bool = False
    """Whether it was called back within the last `WINDOW` days."""
    unhelpful: bool = False
    place: int = 0
    """Where the caller finds the rest of it."""

    @property
    def is_away(self) -> bool:
        """Whether it was put away at this step, and not called back since."""
        return self.away_since > self.recalled_since

    @property
    def is_recalled(self) -> bool:
        """Whether it was called back lately, and not put away since."""
        return self.recalled_lately and self.recalled_since > self.away_since

    @property
    def is_worn(self) -> bool:
        """Whether it was shown often enough for now. On a day on which it was shown, it stays."""
        return self.days_shown >= SHOWN_DAYS and not self.shown_today


def choose(found: Iterable[Candidate], languages: Sequence[str], skill: str = "") -> tuple[Candidate | None, bool]:
    """The one to show, and whether it shows itself or only waits to be called back.

    What was called back comes first; then what a sign calls for, over what the phase does, over what the step does alone. Of
    the languages the reader's own. Whoever put a card away at a step is shown another one there only where a sign calls for
    it; what waits is then the one that was put away. What did not help does not help in another language either.
    """
    candidates = list(found)
    unhelpful = {each.key for each in candidates if each.unhelpful}
    best = _in_one_language([each for each in candidates if each.key not in unhelpful], languages)
    put_away = any(each.is_away for each in best)

    def order(one: Candidate) -> tuple[object, ...]:
        return (
            not one.is_recalled, _place(one.language, languages), not one.signal, not one.phase,
            not skill or one.skill != skill, KIND_ORDER.get(one.kind, 9), one.key,
        )  # fmt: skip

    shows = [
        each
        for each in best
        if each.is_recalled or (not each.is_away and not each.is_worn and (bool(each.signal) or not put_away))
    ]
    if shows:
        return min(shows, key=order), True
    return (min(best, key=lambda each: (not each.is_away, order(each))), False) if best else (None, False)


def _place(language: str, languages: Sequence[str]) -> int:
    return languages.index(language) if language in languages else len(languages)


def _in_one_language(found: Sequence[Candidate], languages: Sequence[str]) -> list[Candidate]:
    """Of the same item in several languages the one that its reader reads best; all anchors of it that fit."""
    by_key: dict[str, int] = {}
    for each in found:
        place = _place(each.language, languages)
        by_key[each.key] = min(place, by_key.get(each.key, place))
    return [each for each in found if _place(each.language, languages) == by_key[each.key]]


def reads_best(language: str | None, house: str) -> tuple[str, ...]:
    """The languages of a reader in the order in which they read them: their own, the organisation's, the others."""
    return tuple(dict.fromkeys((language or house, house, *TONGUES)))
