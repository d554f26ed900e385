"""Writing a draft: its page, its weights, its note, its goals in order. Only its author ever sees any of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Response, flash, request
from flask_babel import gettext as _

from coaching_library import Signal, Task, library
from saas import guides
from saas.plan import actions, beginning, drafts, policy, queries, rules
from saas.plan.content import GOALS, ContentError, Period, tidy
from saas.plan.content import Plan as Content
from saas.plan.document import document
from saas.plan.forms import Weights
from saas.plan.hints import hints
from saas.plan.sheets import Sheet
from saas.plan.spoken import of_line
from saas.plan.views import merging
from saas.plan.views.common import LABELS, bp, draft_url, goal_url, line_url, moved_on, own_draft, plan_url, seen_draft
from saas.plan.views.reading import sheet as load
from tenants import agreements, organisations
from tenants.agreements import AgreementDraft
from tenants.agreements.lines import path_of
from tenants.law import Invalid, NotNow, Stale
from tenants.web import answer, current, done, gate, named, wants_fragment


def show_draft(
    sheet: Sheet,
    draft: AgreementDraft,
    *,
    problems: dict[str, str] | None = None,
    weights: Weights | None = None,
    note: str | None = None,
    status: int = 200,
) -> Response:
    """The draft's page. `problems` (address → message) stand first, each with a link to where it is mended."""
    content = actions.in_own_words(draft, by=current.actor())
    proposed, cycle = content.trimmed(), sheet.plan.cycle
    period, today = Period(cycle.starts_on, cycle.ends_on), organisations.today()
    wrong = weights.errors if weights else {}
    refused_note = (problems or {}).get("words", "") if note is not None else ""
    found = [
        (line_url(sheet, address) if address else None, of_line(path_of(address), content, sheet.scale, text))
        for address, text in (problems or {}).items()
    ]
    if refused_note:
        whom = other_of(sheet)
        asked = _("What do you want to say to %(who)s with this proposal?", who=whom.called or whom.name)
        found = [("#words", named(asked, refused_note))]
    found += [(f"#weight/{key}", of_line(("goals", key, "weight"), content, sheet.scale, text)) for key, text in wrong.items()]
    last = sheet.talk.last_version
    base = draft.based_on
    return answer(
        "plan/draft.html",
        status=status,
        sheet=sheet,
        plan=sheet.plan,
        draft=draft,
        content=content,
        weights=weights or Weights(content.goals),
        note=_own_note(draft, content) if note is None else note,
        refused_note=refused_note,
        problems=found,
        missing=[
            (line_url(sheet, each.address), of_line(each.path, content, sheet.scale, each.message))
            for each in rules.check(proposed, period, today, sheet.scale)
        ],
        hints=[(line_url(sheet, each.address), each) for each in hints(proposed, period, today, sheet.scale)],
        doc=document(
            proposed.to_json(),
            sheet.scale,
            base.content if base else None,
            one_voice=base is None or base.author_id == draft.author_id,
        ),
        behind=last is not None and draft.based_on_id != last.id,
        other=other_of(sheet),
        total=rules.total(content),
        labels=LABELS,
        room=GOALS - len(content.goals),
        beginnings=_previews(sheet, draft),
        place=sheet.agreement.second if policy.stands_for(current.actor(), sheet) else None,
        guide_card=_guide(sheet, content),
    )


def _guide(sheet: Sheet, content: Content) -> library.Card | None:
    """The guide beside a draft: how goals are agreed, and what to do where they have no words for their levels."""
    bare = any(not each.criteria for each in content.goals)
    signals = guides.when(bare, Signal.NO_CRITERIA), guides.when(queries.leads_first_cycle(current.actor()), Signal.FIRST_CYCLE)
    return guides.beside(
        current.actor(), Task.PLAN_DRAFT, sheet.plan.cycle.name, f"/plan/plans/{sheet.plan.id}",
        state=sheet.plan.cycle.state, signals=signals,
    )  # fmt: skip


def _own_note(draft: AgreementDraft, content: Content) -> str:
    """The note as its author left it; what the other side wrote with their version is not it."""
    base = draft.based_on
    theirs = base is not None and base.author_id != draft.author_id and base.content.get("words") == content.words
    return "" if theirs else content.words


def other_of(sheet: Sheet) -> Any:
    """The other one of the two; for a deputy of the manager, the employee."""
    agreement = sheet.agreement
    return agreement.second if current.actor().id == agreement.first_id else agreement.first


@bp.get("/plans/<uuid:plan_id>/draft")
@gate(load, policy.can_read, policy.can_write)
def draft(sheet: Sheet) -> Any:
    """The reader's own draft; where there is none, the agreement's page."""
    found = own_draft(sheet)
    return done(plan_url(sheet)) if found is None else show_draft(sheet, found)


@bp.post("/plans/<uuid:plan_id>/draft")
@gate(load, policy.can_read, policy.can_write)
def take_draft(sheet: Sheet) -> Any:
    """A draft is begun, or taken up again."""
    if not policy.can_draft(current.actor(), sheet):
        return moved_on(sheet, NotNow(_("There is nothing to write at the moment: the other side is to answer.")))
    actions.take_draft(sheet, by=current.actor())
    return done(draft_url(sheet))


def _previews(sheet: Sheet, draft: AgreementDraft) -> list[tuple[Any, str, Any]]:
    """What an empty draft can begin with: the template, the position for which it fits, and how the draft would read."""
    content = Content.from_json(draft.content)
    return [
        (
            each,
            each.position_of(sheet.standing),
            document(beginning.filled(content, each, each.version_id).to_json(), sheet.scale),
        )
        for each in beginning.choices(sheet, draft)
    ]


@bp.post("/plans/<uuid:plan_id>/draft/beginnings")
@gate(load, policy.can_read, policy.can_write)
def begin(sheet: Sheet) -> Any:
    """The empty draft is filled with a template; where it is not empty any more, nothing changes and a page says so."""
    found, seen = own_draft(sheet), seen_draft()
    if found is None:
        return moved_on(sheet, NotNow(""))
    try:
        beginning.begin_with(sheet, found, request.form.get("template", ""), by=current.actor(), seen=seen)
    except (Stale, NotNow) as no:
        return moved_on(sheet, no)
    flash(_("Your draft begins with the template. Make it yours: every word can be changed, and only you can read it."))
    return done(draft_url(sheet, "goals"))


@bp.post("/plans/<uuid:plan_id>/draft/weights")
@gate(load, policy.can_read, policy.can_write)
def save_weights(sheet: Sheet) -> Any:
    """The weights are saved; "share evenly" and moving a goal are buttons of the same form."""
    found, seen = own_draft(sheet), seen_draft()
    if found is None:
        return moved_on(sheet, NotNow(""))
    base = actions.seen_content(found, seen)
    weights = Weights(base.goals, request.form)
    if weights.errors:
        return show_draft(sheet, found, weights=weights, status=422)
    mine = drafts.with_weights(base, weights.points)
    op, _colon, key = request.form.get("op", "").partition(":")
    if op == "even":
        mine = drafts.with_even_weights(mine)
    elif op in ("up", "down"):
        mine = drafts.moved(mine, key, -1 if op == "up" else 1)
    return store(sheet, found, mine, seen, to=draft_url(sheet, "goals"))


@bp.post("/plans/<uuid:plan_id>/draft/words")
@gate(load, policy.can_read, policy.can_write)
def save_note(sheet: Sheet) -> Any:
    """The note to the other side is saved, by its button or while one types."""
    found, seen = own_draft(sheet), seen_draft()
    text = request.form.get("words", "")
    if found is None:
        return moved_on(sheet, NotNow(""), kept=text)
    base = actions.seen_content(found, seen)
    try:
        mine = Content.from_json(base.to_json() | {"words": tidy(text)})
    except ContentError as error:
        if wants_fragment():
            return saved_part(found.saved_at, seen, left_out={"words": error.message})
        return show_draft(sheet, found, problems={"words": error.message}, note=text, status=422)
    if wants_fragment():
        return autosaved(sheet, found, mine, seen, kept=text, also="propose-version")
    return store(sheet, found, mine, seen, to=draft_url(sheet, "note"), quiet=True)


@bp.post("/plans/<uuid:plan_id>/draft/goals")
@gate(load, policy.can_read, policy.can_write)
def add_goal(sheet: Sheet) -> Any:
    """Another goal, empty; its page opens."""
    found, seen = own_draft(sheet), seen_draft()
    if found is None:
        return moved_on(sheet, NotNow(""))
    goal = drafts.new_goal("development" if request.form.get("kind") == "development" else "work")
    mine = drafts.with_goal(actions.seen_content(found, seen), goal)
    if len(mine.goals) > GOALS:
        return show_draft(sheet, found, problems={"": _("A plan holds at most %(most)s goals.", most=GOALS)}, status=422)
    return store(sheet, found, mine, seen, to=goal_url(sheet, goal.key), quiet=True)


def store(sheet: Sheet, draft: AgreementDraft, mine: Content, seen: int, *, to: str, quiet: bool = False) -> Any:
    """The draft is saved and a page follows; what another window wrote in the same lines is asked about, 409."""
    try:
        actions.save(draft, mine, seen=seen)
    except agreements.Conflicting as two:
        return merging.conflicting(sheet, two, mine, seen)
    except Invalid as no:
        return show_draft(sheet, draft, problems=no.errors, status=422)
    except (Stale, NotNow) as no:
        return moved_on(sheet, no)
    if not quiet:
        flash(_("Saved. Only you can read it."))
    return done(to)


def autosaved(
    sheet: Sheet,
    draft: AgreementDraft,
    mine: Content,
    seen: int,
    *,
    kept: str,
    left_out: dict[str, str] | None = None,
    also: str = "",
) -> Response:
    """The draft is saved while one types; what another window wrote in the same lines is asked about, 409.

    `also` names the version field of another form on the page: it follows where this window shows all that is stored.
    """
    try:
        saved = actions.save(draft, mine, seen=seen)
    except agreements.Conflicting as two:
        return merging.conflicting(sheet, two, mine, seen)
    except Invalid as no:
        return saved_part(draft.saved_at, seen, left_out=no.errors)
    except (Stale, NotNow) as no:
        return moved_on(sheet, no, kept=kept)
    return saved_part(saved.draft.saved_at, saved.seen, left_out=left_out, also=also if saved.is_alone else "")


def saved_part(at: datetime, seen: int, *, left_out: dict[str, str] | None = None, also: str = "") -> Response:
    """What an autosave answers: that it is saved, and the version this window holds, out of band; never the field itself.

    `left_out` (field → what to say) could not be read: it stays on the page as typed, and the tab keeps it.
    """
    return answer("plan/_saved.html", at=at, seen=seen, left_out=left_out or {}, also=also)
