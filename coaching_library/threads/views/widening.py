"""Opening a question to more people: HR's words, and what whoever asked says to them; and an answer that becomes an article."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, flash, request
from flask_babel import gettext as _

from coaching_library import library, policies
from coaching_library.library import lineage
from coaching_library.threads import actions, forms, policy, queries
from coaching_library.threads.actions import Proposal
from coaching_library.threads.models import EVERYONE, QuestionWidening
from coaching_library.threads.sheets import Sheet, Thread
from coaching_library.threads.views.common import bp, fresh, helpers, id_in, load, question_url, says
from coaching_library.threads.views.one import acts, moved_on
from coaching_library.threads.words import AUDIENCES
from tenants.law import Invalid, NotNow, Stale
from tenants.web import answer, current, done, gate


@bp.get("/<uuid:question_id>/widening")
@gate(load, policy.can_read, policy.speaks_for_hr)
def widening(sheet: Sheet) -> Any:
    """The form in which HR writes what others would read, with what stands there now beside it."""
    thread = queries.thread(sheet, current.actor())
    if "widen" not in acts(thread):
        return moved_on(sheet, NotNow(_("It can't be opened to more people now.")), 409)
    good = thread.post(sheet.question.accepted_id) or next(iter(reversed(thread.answers)), None)
    data = {"title": sheet.question.title, "words": thread.opening.words, "answer": good.words if good is not None else ""}
    data["audience"] = next(iter(actions.wider(sheet.question.audience)))
    return _form(thread, forms.WidenForm(data=data), good.id if good is not None else None)


def _form(thread: Thread, form: forms.WidenForm, answer_id: UUID | None, status: int = 200, why: str = "") -> Response:
    sheet = thread.sheet
    forms.choose(form.audience, [(key, AUDIENCES[key]) for key in actions.wider(sheet.question.audience)])
    given = thread.post(answer_id)
    if given is None and not form.answer.errors and not why:
        del form.answer
    context: dict[str, Any] = {"sheet": sheet, "question": sheet.question, "thread": thread, "form": form, "given": given}
    version = current.seen() if status == 422 else sheet.version
    return answer("threads/widen.html", status=status, version=version, why=why, **context, **helpers())


@bp.post("/<uuid:question_id>/widenings")
@gate(load, policy.can_read, policy.speaks_for_hr)
def propose(sheet: Sheet) -> Any:
    """Whoever asked is asked."""
    form, by = forms.WidenForm(request.form), current.actor()
    form.validate()
    answer_id = id_in(request.form.get("answer_id"))
    proposal = Proposal(
        "thread", form.audience.data or "", form.title.data or "", form.words.data or "", form.answer.data or "", answer_id
    )
    try:
        actions.propose(sheet, proposal, by=by, seen=current.seen(), although=bool(form.although.data))
    except Invalid as no:
        form.refuse(no)
        return _form(queries.thread(fresh(sheet), by), form, answer_id, 422)
    except (Stale, NotNow) as no:
        if sheet.question.asker_id is None:  # a copy without a name: nobody is there to agree
            return moved_on(sheet, no)
        return _form(queries.thread(fresh(sheet), by), form, answer_id, 409, says(no))
    flash(_("Proposed. Nothing is opened unless whoever asked agrees."))
    return done(question_url(sheet.id))


def _load(widening_id: UUID, **_address: object) -> tuple[Sheet, QuestionWidening] | None:
    """The proposal of an address with its question."""
    found = queries.widening(widening_id)
    sheet = queries.question(found.question_id) if found is not None else None
    return (sheet, found) if sheet is not None and found is not None else None


def _reads(actor: Any, both: tuple[Sheet, QuestionWidening]) -> bool:
    return policy.can_read(actor, both[0])


def _decides(actor: Any, both: tuple[Sheet, QuestionWidening]) -> bool:
    return policy.can_decide(actor, both[0])


def _is_hr(actor: Any, both: tuple[Sheet, QuestionWidening]) -> bool:
    return policy.speaks_for_hr(actor, both[0])


def _decide(sheet: Sheet, verb: Any, said: str) -> Any:
    try:
        verb()
    except (Stale, NotNow) as no:
        return moved_on(sheet, no)
    flash(said)
    return done(question_url(sheet.id))


@bp.post("/widenings/<uuid:widening_id>/consents")
@gate(_load, _reads, _decides)
def agree(both: tuple[Sheet, QuestionWidening]) -> Any:
    """Whoever asked agrees, with their name or without."""
    (sheet, found), by, form = both, current.actor(), forms.ConsentForm(request.form)
    named, seen = bool(form.named.data), current.seen()
    return _decide(
        sheet, lambda: actions.agree(sheet, found, named=named, by=by, seen=seen), _("Agreed. Your question stays as it was.")
    )


@bp.post("/widenings/<uuid:widening_id>/refusals")
@gate(_load, _reads, _decides)
def decline(both: tuple[Sheet, QuestionWidening]) -> Any:
    """Whoever asked would rather not."""
    (sheet, found), by, seen = both, current.actor(), current.seen()
    return _decide(
        sheet, lambda: actions.decline(sheet, found, by=by, seen=seen), _("Nobody else reads it, and nobody asks why.")
    )


@bp.post("/widenings/<uuid:widening_id>/removals")
@gate(_load, _reads, _is_hr)
def take_back(both: tuple[Sheet, QuestionWidening]) -> Any:
    """HR wants it no more."""
    (sheet, found), by, seen = both, current.actor(), current.seen()
    return _decide(sheet, lambda: actions.take_back(sheet, found, by=by, seen=seen), _("Taken back."))


@bp.get("/<uuid:question_id>/article")
@gate(load, policy.can_read, policy.speaks_for_hr)
def article(sheet: Sheet) -> Any:
    """The form in which an answer becomes an article."""
    thread = queries.thread(sheet, current.actor())
    if "promote" not in acts(thread) or library.came_from(sheet.id) is not None:
        return moved_on(
            sheet, NotNow(_("Only an answer that was accepted, or that is official and holds, becomes an article."))
        )
    good = _good(thread)
    words = _with_sections(good.words, thread) if good is not None else ""
    wanted = actions.article_of(sheet.question, good.words if good is not None else "")
    data = {"title": wanted.title, "words": words, "language": wanted.language, "written_for": wanted.written_for}
    return _article(thread, forms.ArticleForm(data=data | {"topic": sheet.question.topic}))


def _with_sections(words: str, thread: Thread) -> str:
    """The words of an answer, and links to what it rests on: so the article needs review once one of these changes."""
    mark = thread.mark
    if mark is None or not mark.holds or not mark.cited:
        return words
    links = "\n".join(f"- [{each.label}]({policies.address(each.section_id)})" for each in mark.cited)
    return f"{words}\n\n## {_('It rests on')}\n\n{links}"


def _good(thread: Thread) -> Any:
    mark = thread.mark
    official = mark.official.answer_id if mark is not None and mark.holds else None
    return thread.post(official or thread.question.accepted_id)


def _article(thread: Thread, form: forms.ArticleForm, status: int = 200, why: str = "") -> Response:
    sheet = thread.sheet
    asks = sheet.question.audience != EVERYONE and sheet.asker is not None
    context: dict[str, Any] = {
        "sheet": sheet,
        "question": sheet.question,
        "thread": thread,
        "form": form,
        "good": _good(thread),
        "asks": asks,
    }
    version = current.seen() if status == 422 else sheet.version
    return answer("threads/article.html", status=status, version=version, why=why, **context, **helpers())


@bp.post("/<uuid:question_id>/promotions")
@gate(load, policy.can_read, policy.speaks_for_hr)
def promote(sheet: Sheet) -> Any:
    """The article begins, or whoever asked is asked first."""
    form, by = forms.ArticleForm(request.form), current.actor()
    form.validate()
    answer_id, although = id_in(request.form.get("answer_id")), bool(form.although.data)
    title, words = form.title.data or "", form.words.data or ""
    try:
        if wrong := form.wrong():
            raise Invalid(wrong)
        made = actions.promote(sheet, answer_id, title, words, by=by, seen=current.seen(), although=although, **form.chosen)
    except Invalid as no:
        form.refuse(no)
        return _article(queries.thread(fresh(sheet), by), form, 422)
    except (Stale, NotNow) as no:
        return _article(queries.thread(fresh(sheet), by), form, 409, says(no))
    waits = isinstance(made, QuestionWidening)
    flash(
        _("Proposed. The article begins once whoever asked agrees.")
        if waits
        else _("A draft of the article is in the library.")
    )
    return done(question_url(sheet.id))


def _question_of(actor: Any, question_id: UUID) -> lineage.Origin | None:
    """The question an item of the library came from, where the actor may open it."""
    sheet = queries.question(question_id)
    if sheet is None or not policy.can_read(actor, sheet):
        return None
    return lineage.Origin(sheet.question.title, f"/threads/{sheet.id}")


lineage.come_from(_question_of)


@bp.app_template_global("origin_of")
def origin_of(item: library.LibraryItem) -> lineage.Origin | None:
    """For templates: the question that an item came from, where the reader may open it."""
    return lineage.origin(current.actor(), item)
