"""Asking: what may already be the answer comes first, names are pointed out, and the draft keeps itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from coaching_library.threads import actions, forms, policy, queries, rules
from coaching_library.threads.models import CLOSED_CIRCLES, PARTNER, QuestionDraft
from coaching_library.threads.sheets import Asked, Suggestion
from coaching_library.threads.views.common import audience_choices, bp, called, draft_seen, helpers, id_in, question_url
from coaching_library.topics import About
from tenants import people
from tenants.law import Invalid, NotNow, Stale
from tenants.people import Person
from tenants.web import answer, current, done, gate, wants_fragment


def asked_in(form: forms.AskForm) -> Asked:
    """What was typed, as the verbs take it."""
    about = About(forms.task_of(form.task.data), form.label.data or "", form.path.data or "")
    about = About(None, "", "") if form.without.data else about
    return Asked(form.title.data or "", form.words.data or "", form.audience.data or "", about)


@bp.get("/new")
@gate(None, policy.can_ask)
def new() -> Any:
    """The form to ask, from any page: what one is at comes with the address. What one had begun to write stands in it, about
    the page on which it was begun; about another page one begins anew, where one says so (`anew`).
    """
    draft = queries.draft_of(current.actor().id, None)
    here = _about(*(request.args.get(name, "") for name in ("task", "label", "path")))
    kept = _about(draft.task, draft.about_label, draft.about_path) if draft is not None else here
    is_begun = draft is not None and bool(draft.title.strip() or draft.words.strip())
    is_elsewhere = bool(here.task or here.path) and (here.task, here.path) != (kept.task, kept.path)
    anew = is_begun and is_elsewhere and bool(request.args.get("anew"))
    about = kept if is_begun and not anew else here if here.task or here.label or here.path else kept
    told = {"task": about.task.value if about.task is not None else "", "label": about.label, "path": about.path}
    asked = {"title": request.args.get("title", "")[:160], "words": "", "audience": PARTNER}
    if draft is not None and not anew:
        asked = {"title": draft.title, "words": draft.words, "audience": draft.audience or PARTNER}
    form = forms.AskForm(data=told | asked)
    return show_form(form, draft=draft, elsewhere=here if is_begun and is_elsewhere and not anew else None, anew=anew)


def _about(task: str, label: str, path: str) -> About:
    return About(forms.task_of(task), rules.label(label), rules.path(path))


def show_form(form: forms.AskForm, status: int = 200, **given: Any) -> Response:
    """The page to ask on; where nobody in HR could answer, who can change that, and no form that can't be sent."""
    actor = current.actor()
    owner = people.person(queries.circle().owner_for(actor.standing))
    forms.choose(form.audience, audience_choices(owner))
    draft: QuestionDraft | None = given.pop("draft") if "draft" in given else queries.draft_of(actor.id, None)
    context: dict[str, Any] = {
        "form": form,
        "owner": owner,
        "about": _about(form.task.data or "", form.label.data or "", form.path.data or ""),
        "draft": draft,
        "seed": id_in(request.form.get("seed")) or uuid4(),
        "looked": False,
        "found": [],
        "names": [],
        "minded": "",
        "deputies": [each.deputy for each in people.deputies_of([owner.id])] if owner is not None else [],
        "theirs": None,
        "is_step": False,
        "elsewhere": None,
        "anew": draft is not None and draft.version == _spared(),
    }
    return answer("threads/ask.html", status=status, **(context | helpers() | given))


@bp.post("/")
@gate(None, policy.can_ask)
def ask() -> Any:
    """The question is asked. What may already be the answer, and names in it, are shown once as a step before."""
    form, actor = forms.AskForm(request.form), current.actor()
    form.validate()
    asked, seed = asked_in(form), id_in(request.form.get("seed")) or uuid4()
    step = _step(asked, actor) if queries.asked_with(actor.id, seed) is None else None
    if step is not None:
        return show_form(form, **step)
    try:
        made = actions.ask(asked, by=actor, seed=seed, although=bool(form.although.data), spared=_spared())
    except Invalid as no:
        form.refuse(no)
        names = _names(asked, actor) if "although" in no.errors else []
        return show_form(form, 422, looked=True, names=names, minded=_spelled(names))
    flash(_("Asked. %(name)s owns it and is told now.", name=called(made.owner)))
    return done(question_url(made.id))


def _spared() -> int | None:
    """The version of the draft of another question beside which this one was begun; it is kept unless this one was saved."""
    text = request.form.get("anew", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _step(asked: Asked, actor: Any) -> dict[str, Any] | None:
    """What is to be shown before it is posted; None where it has been seen, or there is nothing."""
    if not asked.title.strip():
        return None
    looked = "looked" in request.form
    found = [] if looked else queries.suggest(actor, f"{asked.title}\n{asked.words}")
    private = asked.audience in CLOSED_CIRCLES
    names = _names(asked, actor) if private or not request.form.get("although") else []
    if found or (names and private and _spelled(names) != request.form.get("minded", "")):
        return {"looked": True, "found": found, "names": names, "minded": _spelled(names), "is_step": True}
    return None


def _names(asked: Asked, actor: Any) -> list[Person]:
    owner = queries.circle().owner_for(actor.standing)
    return queries.named(f"{asked.title}\n{asked.words}", without=[actor.id, owner])


def _spelled(names: list[Person]) -> str:
    return ", ".join(each.name for each in names)


@bp.post("/suggestions")
@gate(None, policy.can_ask)
def suggestions() -> Any:
    """What may already be the answer, while one types. Nothing is kept; the words travel in the body, and stand in no
    address.
    """
    title = request.form.get("title", "")[:600]
    found: list[Suggestion] = queries.suggest(current.actor(), title)
    return answer("threads/suggestions.html", "threads/_suggestions.html", found=found, looked=True)


@bp.post("/names")
@gate(None, policy.can_ask)
def names() -> Any:
    """Whom of the organisation the words name, while one types."""
    form, actor = forms.AskForm(request.form), current.actor()
    found = _names(asked_in(form), actor)
    private = form.audience.data in CLOSED_CIRCLES
    return answer(
        "threads/names.html",
        "threads/_names.html",
        names=found,
        minded=_spelled(found),
        private=private,
        form=form,
        **helpers(),
    )


@bp.post("/drafts")
@gate(None, policy.can_ask)
def save_draft() -> Any:
    """What one is writing is kept, by its button or while one types."""
    form, actor, seen = forms.AskForm(request.form), current.actor(), draft_seen()
    form.validate()
    try:
        draft = actions.save_draft(asked_in(form), by=actor, seen=max(seen, 0))
    except Invalid as no:
        if wants_fragment():
            return answer("threads/_saved.html", at=None, seen=seen, left_out=no.errors)
        form.refuse(no)
        return show_form(form, 422)
    except Stale as no:
        if wants_fragment():
            return answer("threads/_behind.html", status=409)
        return show_form(form, 409, theirs=no.thing, draft=no.thing)
    if wants_fragment():
        return answer("threads/_saved.html", at=draft.saved_at, seen=draft.version, left_out={})
    flash(_("Saved. Only you can read it."))
    return done(url_for("threads.new"))


@bp.post("/drafts/<uuid:question_draft_id>/removals")
@gate(lambda question_draft_id: queries.draft(question_draft_id), policy.can_use_draft)
def let_draft_go(draft: QuestionDraft) -> Any:
    """What one had begun to write is gone."""
    question_id = draft.question_id
    actions.let_draft_go(draft, by=current.actor())
    flash(_("The draft is gone. Nobody else has read it."))
    return done(url_for("threads.new") if question_id is None else question_url(question_id))


@bp.post("/deflections")
@gate(None, policy.can_ask)
def deflect() -> Any:
    """Something that was suggested answered it: nothing is asked."""
    kind, _sign, source = request.form.get("answered", "").partition(":")
    source_id: UUID | None = id_in(source)
    try:
        if source_id is None:
            raise NotNow(_("Nothing like this was suggested."))
        actions.deflect(kind, source_id, by=current.actor())
    except (Invalid, NotNow):
        flash(_("Nothing like this was suggested."))
        return done(url_for("threads.new"))
    flash(_("Good that it helped. Nothing was asked, and what you had typed is gone."))
    return done(url_for("threads.mine"))
