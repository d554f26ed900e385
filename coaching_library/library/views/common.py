"""What the pages of the library share: addresses, the page of one item, and how an act on it is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _

from coaching_library import audience as audiences
from coaching_library import publishers
from coaching_library.library import actions, asking, forms, policy, queries, redlines, rules, words
from coaching_library.library.content import Anchor, Content
from coaching_library.library.models import LibraryItem, LibraryVersion
from coaching_library.library.states import MACHINE
from coaching_library.topics import Phase, Signal, Skill, Task, Topic
from tenants import notices, organisations
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Stale, told
from tenants.people import Actor
from tenants.web import answer, current, done, named, paged

bp = Blueprint("library", __name__, url_prefix="/library")


def item_url(item_id: UUID, anchor: str | None = None) -> str:
    """The address of an item's page."""
    return url_for("library.page", item_id=item_id, _anchor=anchor)


def read_url(item: LibraryItem, anchor: str) -> str:
    """The address of what people read of an item, also for keepers who would see its next version first."""
    aside = policy.keeps(current.actor()) and item.latest is not None and item.differs
    return url_for("library.page", item_id=item.id, show="read" if aside else None, _anchor=anchor)


def pages() -> dict[str, Any]:
    """Where in a list the reader is, out of the address."""
    return {"after": request.args.get("after"), "before": request.args.get("before")}


def task_of(value: str | None) -> Task | None:
    """The step that an address or a form names; anything else is none."""
    return next((each for each in Task if each.value == value), None)


def helpers() -> dict[str, Any]:
    """Words and names for the templates of this room."""
    return {
        "kinds": words.KINDS, "many": words.MANY, "kind_says": words.SAYS, "icons": words.ICONS, "parts": words.PARTS,
        "origins": words.ORIGINS, "reasons": words.REASONS, "tongues": words.LANGUAGES, "verdicts": words.VERDICTS,
        "topics": {each.value: each for each in Topic}, "skills": {each.value: each for each in Skill},
        "tasks": {each.value: each for each in Task}, "phases": {each.value: each for each in Phase},
        "signals": {each.value: each for each in Signal}, "today": organisations.today(), "chips": rules.chips,
        "unverified": lambda item: item.reason != "" or rules.is_unverified(item.review_on, organisations.today()),
    }  # fmt: skip


def may(actor: Actor, item: LibraryItem) -> set[str]:
    """What the actor may do with an item now."""
    two = actions.two_person()
    rights: dict[str, bool] = {
        "propose": policy.can_propose(actor, item),
        "take_back": policy.can_take_back(actor, item),
        "send_back": policy.can_send_back(actor, item),
        "approve": policy.can_approve(actor, item, two),
        "publish": policy.can_publish(actor, item, two),
        "verify": policy.can_verify(actor, item),
        "retire": policy.can_retire(actor, item),
        "reopen": policy.can_write(actor, item),
    }
    found = {verb for verb, right in rights.items() if right and MACHINE.may(item, verb)}
    if item.state in ("published", "needs_review") and not item.differs:
        found -= {"propose", "publish"}
    if policy.can_write(actor, item) and item.state not in ("in_review", "retired"):
        found.add("write")
    if policy.keeps(actor) and item.state != "retired" and (policy.can_verify(actor, item) or item.owner_id is None):
        found.add("keep")
    return found


def show(item: LibraryItem, status: int = 200, **given: Any) -> Response:
    """The page of an item: what people read of it, what the reader may do, and for keepers where it stands.

    Where a keeper has a next version before them, the page is of that one, until they ask for what people read.
    """
    actor, all_of_it = current.actor(), policy.keeps(current.actor())
    keeps = all_of_it or policy.is_own_draft(actor, item)
    version = item.latest
    lines = changed(version.content, item.content) if keeps and version is not None else []
    is_next = bool(lines) and request.args.get("show") != "read" and not {"exercise_form", "rate_form"} & given.keys()
    family = queries.languages_of(item.key)
    read = {
        lang: each for lang, each in family.items() if policy.can_read(actor, each) and (keeps or each.latest_id is not None)
    }
    context: dict[str, Any] = {
        "item": item,
        "version": version,
        "shown": version if version is not None and not is_next else item,
        "is_next": is_next,
        "draft_lines": lines,
        "languages": read,
        "missing": [lang for lang in words.LANGUAGES if lang not in family] if all_of_it else [],
        "keeps": keeps,
        "keeps_all": all_of_it,
        "may": may(actor, item),
        "own_mark": queries.mark(actor.id, item.id) if version is not None else None,
        "asks": asking.asks(actor) and version is not None,
        "task": task_of(request.values.get("task")),
        "opened": "",
        "problems": [],
        "says": "",
        "kept": "",
        "seen": item.version,
    }
    if version is not None and not is_next:
        context |= _of_kind(item, version, actor)
        actions.note_opened(item, by=actor, task=context["task"])
    if keeps:
        context |= _for_keepers(item)
    return answer("library/item.html", status=status, **(context | helpers() | given))


def _of_kind(item: LibraryItem, version: LibraryVersion, actor: Actor) -> dict[str, Any]:
    """What the page of each kind has of its own."""
    if version.kind == "exercise":
        answers = queries.own_answers(item.id)
        said = [*(each for each in answers if not each.rests), *queries.own_notes(item.id)]
        return {
            "answers": sorted(said, key=lambda each: each.at),
            "exercise_form": forms.ExerciseForm(data={"no": len(answers) + 1}),
            "comes_back": queries.comes_back(answers),
        }
    if version.kind == "vignette":
        cases = queries.same_case(item)
        rated, spread = queries.own_rating(cases), queries.spread(version, cases)
        levels = organisations.scale()
        return {
            "rated": rated,
            "spread": spread if spread.is_shown and rated is not None else None,
            "threshold": spread.threshold,
            "levels": levels,
            "labels": {each["key"]: each["label"] for each in levels},
            "rate_form": rate_form(version),
        }
    if version.kind == "path":
        steps = queries.of_keys(actor, version.steps)
        opened = queries.opened(actor.id, [each.item_id for each in steps.values()])
        there = [steps[key] for key in version.steps if key in steps]
        return {
            "steps": [(key, steps.get(key)) for key in version.steps],
            "opened": opened,
            "done": sum(each.item_id in opened for each in there),
            "all": len(there),
            "next_step": next((each for each in there if each.item_id not in opened), None),
            "minutes": sum(each.minutes for each in there),
        }
    if version.kind == "template":
        return {"blanks": len(rules.blanks(version.body))}
    return {}


def rate_form(version: LibraryVersion, formdata: Any = None) -> forms.RateForm:
    """The form in which a vignette is rated, with the levels of the organisation."""
    form = forms.RateForm(formdata, data={"read": str(version.id)})
    form.level.choices = forms.choices([(each["key"], each["label"]) for each in organisations.scale()])
    return form


def _for_keepers(item: LibraryItem) -> dict[str, Any]:
    """What the page has for those who keep the library."""
    notices.settle(current.actor().id, on=item)
    later = organisations.today() + timedelta(days=rules.REVIEW_DAYS)
    owner = item.owner.email if item.owner is not None else ""
    found, hands = publishers.today(), {*item.hands, str(item.author_id)}
    return {
        "stuck": "" if publishers.deciding(found, actions.two_person(), hands) else publishers.missing(found),
        "level_said": _said("level", item.level),
        "steps_shown": [_step(each) for each in item.content.anchors],
        "history": paged(queries.versions(item.id), [LibraryVersion.no], **pages(), size=10, falling=True),
        "remarks": queries.remarks(item.id),
        "helped": queries.helped(item.id),
        "two_person": actions.two_person(),
        "wrote": policy.wrote(current.actor(), item),
        "propose_form": forms.remark_form("propose", _("A word to whoever approves it")),
        "send_back_form": forms.remark_form("send_back", _("What should be changed?")),
        "verify_form": forms.VerifyForm(data={"review_on": later}),
        "keep_form": forms.KeepForm(data={"owner": owner, "review_on": item.review_on or later}),
    }


def fresh(item: LibraryItem) -> LibraryItem:
    """The item as it stands now, after something has changed."""
    session().expire_all()
    found = queries.item(item.id)
    assert found is not None, "an item is never deleted"
    return found


def moved_on(item: LibraryItem, why: Stale | NotNow, **given: Any) -> Response:
    """409: the item as it stands now, with what happened."""
    stale = _("Somebody changed this meanwhile. Look at it as it stands now, then go on.")
    return show(fresh(item), 409, says=says(why, stale), **given)


def says(why: Stale | NotNow, otherwise: str) -> str:
    """Why something can't be done now, in a sentence for the reader."""
    return told(why) or otherwise


def press(item: LibraryItem, verb: Callable[..., Any], said: str, *args: Any, to: str | None = None, **given: Any) -> Any:
    """A button was pressed: the verb is done and the page follows; what is missing comes back with it, 422."""
    try:
        verb(item, *args, by=current.actor(), seen=current.seen())
    except Invalid as no:
        return show(
            item, 422, problems=[(part_url(item, name), label(name, text)) for name, text in no.errors.items()], **given
        )
    except (Stale, NotNow) as no:
        return moved_on(item, no, **given)
    flash(said)
    return done(to or item_url(item.id))


TEXTS = ("title", "summary", "body", "wording", "after")
"""The parts whose changes are shown word by word; of others the old and the new."""


@dataclass(frozen=True)
class Line:
    """A part of an item in which two versions of it differ."""

    name: str
    spans: tuple[tuple[str, str], ...]
    """Its words, each stretch with what became of it; none where the part is no text."""
    old: str
    new: str


def changed(old: Content, new: Content) -> list[Line]:
    """What differs between two versions, part by part."""
    lines = []
    for name in new.differing(old):
        before, after = getattr(old, name), getattr(new, name)
        spans = redlines.told(before, after) if name in TEXTS else ()
        lines.append(Line(name, spans, _said(name, before), _said(name, after)))
    return lines


def _said(name: str, value: Any) -> str:
    """A part that is no text, as it is read."""
    if name == "anchors":
        return ", ".join(_step(each) for each in value)
    if isinstance(value, tuple):
        return ", ".join(value)
    known: dict[str, Any] = {
        "kind": words.KINDS, "audience": audiences.LABELS,
        "topic": {each.value: each.label for each in Topic}, "skill": {each.value: each.label for each in Skill},
        "level": {each["key"]: each["label"] for each in organisations.scale()},
    }  # fmt: skip
    return str(known[name].get(value, value)) if name in known else str(value)


def _step(anchor: Anchor) -> str:
    """A step as it is read: what one does there, when, and where what shows."""
    parts = [Task(anchor.task).label]
    parts += [Phase(anchor.phase).label] if anchor.phase else []
    parts += [Signal(anchor.signal).label] if anchor.signal else []
    return " · ".join(str(each) for each in parts)


def part_url(item: LibraryItem, name: str) -> str | None:
    """Where a part of an item is written."""
    return url_for("library.edit", item_id=item.id, _anchor=name) if name in words.PARTS else None


def label(name: str, text: str) -> str:
    """A message with the name of the part that it is about."""
    return named(str(words.PARTS[name]), text) if name in words.PARTS else text
