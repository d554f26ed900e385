"""Choosing line by line: two windows of one person, or two people at once. Nothing that anybody typed is lost."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, cast

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from saas.plan import actions, policy
from saas.plan.content import SHAPE, ContentError
from saas.plan.content import Plan as Content
from saas.plan.document import as_day
from saas.plan.sheets import Sheet
from saas.plan.spoken import of_line, where
from saas.plan.views.common import bp, draft_url, moved_on, own_draft, plan_url, seen_draft
from saas.plan.views.reading import sheet as load
from tenants import agreements
from tenants.agreements import AgreementDraft, AgreementVersion, Conflicting
from tenants.agreements.canonical import Json
from tenants.agreements.lines import ABSENT, Absent, difference, patched, path_of
from tenants.agreements.merge import BadChoice, Choice, Conflict, Merge, merge, settle
from tenants.agreements.redline import Span, words
from tenants.law import Invalid, NotNow
from tenants.web import answer, current, done, gate, wants_fragment
from tenants.web.numbers import points

MOST_WORDS = 150_000
"""Characters that fit into one form in any script. Where more lines collide one chooses between the two, and edits after."""


@dataclass(frozen=True)
class Question:
    """One line that both wrote: how each reads, and what was chosen so far."""

    conflict: Conflict
    label: str
    mine: Any
    theirs: Any
    spans: tuple[Span, ...]
    chosen: str
    words: str

    @property
    def address(self) -> str:
        """The line, for the names of the fields."""
        return self.conflict.address


def conflicting(sheet: Sheet, two: Conflicting, mine: Content, seen: int) -> Response:
    """409: another window wrote the same lines. What this one sent is in the form, so a reload keeps it."""
    return _ask(sheet, two.draft, two.merge, mine=mine.to_json(), seen=seen)


def behind(sheet: Sheet, draft: AgreementDraft, theirs: AgreementVersion, *, status: int, kept: str = "") -> Response:
    """The draft rests on an older version than `theirs`: both stand beside each other, line by line."""
    return _ask(sheet, draft, _against(draft, theirs), theirs=theirs, status=status, kept=kept)


def _against(draft: AgreementDraft, theirs: AgreementVersion) -> Merge:
    base = cast(Json, draft.based_on.content if draft.based_on else {})
    return merge(base, cast(Json, draft.content), cast(Json, theirs.content), SHAPE)


@bp.get("/plans/<uuid:plan_id>/draft/merge")
@gate(load, policy.can_read, policy.can_write)
def choose(sheet: Sheet) -> Any:
    """My draft beside the version that came in between; nothing to choose leads to the draft."""
    draft, last = own_draft(sheet), sheet.talk.last_version
    if draft is None:
        return done(plan_url(sheet))
    if last is None or draft.based_on_id == last.id:
        return done(draft_url(sheet))
    return behind(sheet, draft, last, status=200)


@bp.post("/plans/<uuid:plan_id>/draft/merge")
@gate(load, policy.can_read, policy.can_write)
def settle_lines(sheet: Sheet) -> Any:
    """The draft holds what was chosen; a line without a choice, or a newer version, is asked about again."""
    draft, kept = own_draft(sheet), request.form.get("kept", "").strip()
    if draft is None:
        return moved_on(sheet, NotNow(""), kept=_all_words())
    theirs: AgreementVersion | None = None
    mine: dict[str, Any] | None = None
    seen = draft.version
    if "mine" in request.form:
        seen = seen_draft()
        base = agreements.base_of(draft, seen)
        mine = _sent(draft, base)
        joined = agreements.merge_windows(cast(Json, base), cast(Json, mine), cast(Json, draft.content), SHAPE)
    else:
        theirs = sheet.talk.last_version
        if theirs is None or draft.based_on_id == theirs.id:
            return done(draft_url(sheet))
        joined = _against(draft, theirs)
    try:
        content = settle(joined, _choices(joined))
        changed = theirs is not None and request.form.get("theirs") != str(theirs.no)
        if changed:
            raise ValueError
        actions.merged(draft, cast(dict[str, Any], content), based_on=theirs, seen=draft.version)
        if kept and "counter" in policy.acts(current.actor(), sheet):
            actions.counter(sheet, by=current.actor(), words=kept)
    except (BadChoice, ValueError):
        return _ask(sheet, draft, joined, mine=mine, seen=seen, theirs=theirs, status=422, kept=kept, again=True)
    except Invalid as no:
        said = _named(no, content, sheet)
        return _ask(sheet, draft, joined, mine=mine, seen=seen, theirs=theirs, status=422, kept=kept, problems=said)
    except Conflicting as two:
        return conflicting(sheet, two, Content.from_json(content), draft.version)
    flash(_("Your draft holds what you chose. Look it over before you propose it."))
    return done(draft_url(sheet))


def _named(no: Invalid, content: Any, sheet: Sheet) -> list[str]:
    """What cannot stand, each with the line that it is about; the joined content may be none that can be read."""
    try:
        plan = Content.from_json(content)
    except ContentError:
        plan = actions.first_content(sheet)
    return [of_line(path_of(address), plan, sheet.scale, text) for address, text in no.errors.items()]


def _sent(draft: AgreementDraft, base: dict[str, Any]) -> dict[str, Any]:
    """What the page kept: the changes of that window, on what it had been shown; what can't be read counts as none."""
    try:
        changes = json.loads(request.form["mine"])
        return dict(Content.from_json(patched(cast(Json, base), dict(changes))).to_json())
    except (ValueError, TypeError, ContentError):
        return draft.content


def _kept(draft: AgreementDraft, mine: dict[str, Any] | None, seen: int) -> str | None:
    """The changes of a window for its form: they alone, since a whole plan may be larger than a form may be."""
    if mine is None:
        return None
    return json.dumps(difference(cast(Json, agreements.base_of(draft, seen)), cast(Json, mine)), ensure_ascii=False)


def _choices(joined: Merge) -> dict[tuple[str, ...], Choice]:
    """What was chosen for each conflict; edited words count where "words" is chosen."""
    found: dict[tuple[str, ...], Choice] = {}
    for each in joined.conflicts:
        chosen = request.form.get(f"choice/{each.address}")
        if chosen in ("mine", "theirs", "both"):
            found[each.path] = cast(Choice, chosen)
        elif chosen == "words":
            found[each.path] = ("words", request.form.get(f"words/{each.address}", ""))
    return found


def _all_words() -> str:
    return "\n\n".join(text for name, text in request.form.items() if name.startswith("words/") and text.strip())


def _ask(
    sheet: Sheet,
    draft: AgreementDraft,
    joined: Merge,
    *,
    mine: dict[str, Any] | None = None,
    seen: int | None = None,
    theirs: AgreementVersion | None = None,
    status: int = 409,
    kept: str = "",
    again: bool = False,
    problems: list[str] | None = None,
) -> Response:
    page, part = "plan/merge.html", "plan/_merge.html"
    questions = [_question(each, joined, sheet) for each in joined.conflicts]
    return answer(
        page,
        part if wants_fragment() else None,
        status=status,
        sheet=sheet,
        plan=sheet.plan,
        draft=draft,
        questions=questions,
        mine=_kept(draft, mine, seen if seen is not None else draft.version),
        seen=seen if seen is not None else draft.version,
        wordy=sum(len(each.words) for each in questions) <= MOST_WORDS,
        theirs=theirs,
        author=(theirs.author.called or theirs.author.name) if theirs else None,
        kept=kept,
        again=again,
        problems=problems or [],
        as_part=wants_fragment(),
        here=url_for("plan.settle_lines", plan_id=sheet.id),
    )


def _question(each: Conflict, joined: Merge, sheet: Sheet) -> Question:
    try:
        content = Content.from_json(joined.content)
    except ContentError:  # both together are too much; the lines are asked about all the same
        content = Content.from_json(sheet.talk.last_version.content if sheet.talk.last_version else joined.content)
    texts = ["" if side is ABSENT else str(side) for side in (each.mine, each.theirs)]
    return Question(
        each,
        where(each.path, content, sheet.scale),
        _say(each, each.mine),
        _say(each, each.theirs),
        tuple(words(texts[1], texts[0])) if each.is_text else (),
        request.form.get(f"choice/{each.address}", "mine"),
        request.form.get(f"words/{each.address}", texts[0]),
    )


def _say(each: Conflict, value: Json | Absent) -> str:
    """One side of a line, in words."""
    name = each.path[-1]
    if value is ABSENT:
        return str(_("Taken out"))
    if value is None or value == "":
        return str(_("Empty"))
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if name == "weight" and isinstance(value, int):
        return points(value)
    if name in ("due_on", "by_on") and isinstance(value, str):
        return str(as_day(value))
    if isinstance(value, dict):
        return str(value.get("title") or value.get("words") or _("Without a title"))
    if name == "contributes" and isinstance(value, list):
        return str(value[-1])
    if name == "began" and isinstance(value, list):
        return str(value[1])
    if isinstance(value, list):
        return " · ".join(str(item) for item in value)
    return str(value)
