"""Writing: beginning a draft, saving it while one types, giving it, letting it go."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from coaching_library import Task
from saas import guides
from saas.feedback import actions, forms, policy, queries, topics
from saas.feedback.sheets import Writing
from saas.feedback.views.common import bp, called, draft_url, feedback_url, in_address, tie, typed
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Stale, told
from tenants.web import Form, answer, current, done, gate, wants_fragment
from tenants.web.gates import anybody


@bp.get("/new")
@gate(None, anybody)
def new() -> Any:
    """To whom, and what it is: the questions follow from it."""
    person = in_address()
    kind = request.args.get("kind", "")
    data = {"person": person.email if person is not None else "", "topic": kind if kind in topics.KINDS else ""}
    return _begin(forms.BeginForm(data=data))


@bp.post("/drafts")
@gate(None, anybody)
def begin() -> Any:
    """A draft is begun, which nobody else sees; its page opens."""
    form = forms.BeginForm(request.form)
    ready, person = form.validate(), typed(form, "person")
    if not ready or person is None:
        return _begin(form, 422)
    try:
        draft = actions.begin(person, form.topic.data or "", by=current.actor())
    except Invalid as no:
        form.refuse(no)
        return _begin(form, 422)
    return done(draft_url(draft.id))


def _begin(form: forms.BeginForm, status: int = 200) -> Response:
    return answer("feedback/begin.html", status=status, form=form)


@bp.get("/drafts/<uuid:draft_id>")
@gate(queries.writing, policy.can_write)
def draft(writing: Writing) -> Any:
    """The page on which one writes. Once it was given, it leads there."""
    if writing.given is not None:
        return done(feedback_url(writing.given.id))
    return _form(writing, _of(writing))


def _of(writing: Writing, formdata: Any = None) -> Form:
    assert writing.draft is not None
    return forms.writing_form(writing.draft.topic, called(writing.subject), formdata, said=writing.draft.answers)


def _form(writing: Writing, form: Form, status: int = 200, **given: Any) -> Response:
    """The page with what was typed. It bears the version that this window knows, after a 409 the one that is stored."""
    found = writing.draft
    assert found is not None
    return answer(
        "feedback/write.html",
        status=status,
        draft=found,
        writing=writing,
        asked=writing.asked.request if writing.asked is not None else None,
        topic=topics.TOPICS[found.topic],
        form=form,
        seen=_seen() if status == 422 else found.version,
        called=called,
        tie=tie(found.subject_id),
        guide_card=guides.beside(current.actor(), Task.FEEDBACK_GIVE, _("Feedback"), "/feedback/"),
        **({"theirs": None, "says": "", "own": writing.asked is not None and not writing.is_asked} | given),
    )


def _seen() -> int:
    text = request.form.get("draft_version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


@bp.post("/drafts/<uuid:draft_id>")
@gate(queries.writing, policy.can_write)
def save(writing: Writing) -> Any:
    """The draft is saved, by its button or while one types."""
    if writing.draft is None:
        return _gone()
    form = _of(writing, request.form)
    try:
        saved = actions.save(writing, forms.answers_in(form), by=current.actor(), seen=_seen())
    except Invalid as no:
        if wants_fragment():
            return _saved(writing, _seen(), left_out=no.errors)
        form.refuse(no)
        return _form(writing, form, 422)
    except Stale:
        if wants_fragment():
            return answer("feedback/_behind.html", status=409, draft_id=writing.draft.id)
        return _behind(writing, form)
    except NotNow:
        return _gone()
    if wants_fragment():
        return _saved(writing, saved.version)
    flash(_("Saved. Only you can read it."))
    return done(draft_url(saved.id))


def _saved(writing: Writing, seen: int, left_out: dict[str, str] | None = None) -> Response:
    assert writing.draft is not None
    return answer("feedback/_saved.html", at=writing.draft.saved_at, seen=seen, left_out=left_out or {})


def _behind(writing: Writing, form: Form) -> Response:
    """409: another window saved otherwise. What was typed here stays in the form, what stands there beside it."""
    assert writing.draft is not None
    theirs = [
        (forms.named_question(writing.draft.topic, key, called(writing.subject)), text)
        for key, text in writing.draft.answers.items()
        if text and text != forms.answers_in(form).get(key)
    ]
    return _form(writing, form, 409, theirs=theirs)


def _gone() -> Any:
    """The draft is given or let go: to what became of it, or the words on a page, 409."""
    session().expire_all()
    fresh = queries.writing((request.view_args or {})["draft_id"])
    if fresh is not None and fresh.given is not None:
        if wants_fragment():
            return answer("feedback/_behind.html", status=409, draft_id=None)
        return done(feedback_url(fresh.given.id))
    kept = "\n\n".join(text for name, text in request.form.items() if name.startswith("answers/") and text.strip())
    return answer("feedback/gone.html", status=409, kept=kept)


@bp.post("/drafts/<uuid:draft_id>/gifts")
@gate(queries.writing, policy.can_write)
def give(writing: Writing) -> Any:
    """It is given: the one whom it is about can read it from now on. A second click leads to the same page."""
    if writing.draft is None:
        return _gone()
    form = _of(writing, request.form)
    own = request.form.get("own") == "1"
    try:
        made = actions.give(writing, forms.answers_in(form), by=current.actor(), seen=_seen(), own=own)
    except Invalid as no:
        form.refuse(no)
        return _form(writing, form, 422)
    except Stale:
        return _behind(writing, form)
    except NotNow as no:
        session().expire_all()
        fresh = queries.writing((request.view_args or {})["draft_id"])
        if fresh is None or fresh.draft is None:
            return _gone()
        return _form(fresh, form, 409, says=told(no))
    flash(_("Given. %(name)s can read it now.", name=called(writing.subject)))
    return done(feedback_url(made.id))


@bp.post("/drafts/<uuid:draft_id>/removals")
@gate(queries.writing, policy.can_write)
def drop(writing: Writing) -> Any:
    """The draft is gone, with its words."""
    if writing.given is not None:
        return done(feedback_url(writing.given.id))
    try:
        actions.drop(writing, by=current.actor())
    except NotNow:
        return _gone()
    flash(_("The draft is gone. Nobody else has read it."))
    return done(url_for("feedback.given_list"))
