"""Keeping: the desk, writing, and the acts by which what is written becomes what people read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from coaching_library import publishers
from coaching_library.library import actions, forms, policy, queries, rules, words
from coaching_library.library.content import Content
from coaching_library.library.models import LibraryItem
from coaching_library.library.views.common import bp, fresh, helpers, item_url, moved_on, pages, press, show
from tenants import organisations, people
from tenants.law import Invalid, NotNow, Stale, told
from tenants.web import answer, current, done, gate, paged

SOON = timedelta(days=60)


@bp.get("/desk")
@gate(None, policy.keeps)
def desk() -> Any:
    """What keepers have before them: drafts, what waits for approval, what needs review, what is misread."""
    actor, today = current.actor(), organisations.today()
    tab = request.args.get("show", "")
    counts = queries.desk_counts(actor, today)
    if tab not in queries.TABS:
        tab = next((each for each in ("in_review", "needs_review", "mine") if counts[each]), "published")
    language = request.args.get("language", queries.tongues(actor)[0] if tab == "published" else "")
    language = language if language in words.LANGUAGES else ""
    query = queries.on_desk(tab, actor, today, language)
    page = paged(query, [LibraryItem.changed_at, LibraryItem.id], **pages(), size=25, falling=True)
    return answer(
        "library/desk.html",
        tab=tab,
        counts=counts,
        tabs_of=[(each, words.TABS[each]) for each in queries.TABS],
        language=language,
        page=page,
        coming=queries.coming_due(today + SOON),
        misread=queries.misread(organisations.setting("threshold")),
        may_import=policy.can_import(actor),
        two_person=actions.two_person(),
        **helpers(),
    )


@bp.get("/new")
@gate(None, policy.can_draft)
def new() -> Any:
    """The form for one more."""
    language = queries.tongues(current.actor())[0]
    kind = request.args.get("kind", "guide")
    form = forms.ItemForm(data={"kind": kind if kind in words.KINDS else "guide", "language": language, "seed": str(uuid4())})
    return _form(None, form, forms.anchor_rows())


@bp.post("/items")
@gate(None, policy.can_draft)
def make() -> Any:
    """A draft is begun; its page opens."""
    seed = _seed()
    return _saved(
        None,
        lambda content, language: actions.make(content, language=language, by=current.actor(), seed=seed),
        _("A draft is made. Only those who write in it and HR read it."),
    )


def _seed() -> UUID | None:
    try:
        return UUID(request.form.get("seed", ""))
    except ValueError:
        return None


@bp.get("/items/<uuid:item_id>/edit")
@gate(queries.item, policy.can_read, policy.can_write)
def edit(item: LibraryItem) -> Any:
    """The form of what an item says."""
    if item.state in ("in_review", "retired"):
        return show(item)
    content = item.content
    form = forms.ItemForm(data=forms.typed(content) | {"language": item.language})
    return _form(item, form, forms.anchor_rows(anchors=content.anchors))


@bp.post("/items/<uuid:item_id>/changes")
@gate(queries.item, policy.can_read, policy.can_write)
def change(item: LibraryItem) -> Any:
    """The draft is saved; what people read stays until it is published."""
    seen = current.seen()
    return _saved(
        item, lambda content, _language: actions.change(item, content, by=current.actor(), seen=seen), _("Saved as a draft.")
    )


Saves = Callable[[Content, str], LibraryItem]


def _saved(item: LibraryItem | None, verb: Saves, said: str) -> Any:
    form, rows = forms.ItemForm(request.form), forms.anchor_rows(request.form)
    if item is not None:
        form.language.data = item.language
    _offer(form)
    good = [each.validate() for each in (form, *rows)]  # each is asked, so that each says what is wrong
    if not all(good):
        return _form(item, form, rows, 422)
    try:
        made = verb(form.content(forms.read_anchors(rows)), form.language.data)
    except Invalid as no:
        form.refuse(no)
        return _form(item, form, rows, 422)
    except Stale:
        assert item is not None, "a new item is nobody else's"
        return _form(fresh(item), form, rows, 409, stale=True)
    except NotNow as no:
        if item is None:
            return _form(None, form, rows, 409, why=told(no))
        return moved_on(item, no, kept=form.body.data or "")
    flash(said)
    return done(item_url(made.id))


def _offer(form: forms.ItemForm) -> None:
    levels = [(each["key"], each["label"]) for each in organisations.scale()]
    form.level.choices = forms.choices(levels, _("Choose"))


def _form(
    item: LibraryItem | None,
    form: forms.ItemForm,
    rows: list[forms.AnchorForm],
    status: int = 200,
    *,
    stale: bool = False,
    why: str = "",
) -> Response:
    _offer(form)
    keeps = policy.keeps(current.actor())
    return answer(
        "library/edit.html",
        status=status,
        item=item,
        form=form,
        rows=rows,
        most_anchors=rules.ANCHORS,
        # Whoever sends another kind all the same reads why not beside it, and loses nothing that stands with that kind.
        kind_stays=item is not None and form.kind.data == item.kind and queries.last_number(item.id) > 0,
        theirs=_theirs(item, form) if stale and item is not None else None,
        why=why,
        seen=item.version if item is not None and status != 422 else current.seen() if item is not None else None,
        cancel=item_url(item.id) if item is not None else url_for("library.desk" if keeps else "library.learning"),
        keeps=keeps,
        **helpers(),
    )


def _theirs(item: LibraryItem, form: forms.ItemForm) -> list[tuple[str, str]]:
    """What somebody else saved meanwhile where it differs from what was typed: label and words."""
    typed = forms.typed(item.content)
    names = ("title", "summary", "body", "also", "wording", "after", "steps")
    return [(str(form[name].label.text), typed[name]) for name in names if (form[name].data or "") != typed[name]]


@bp.post("/items/<uuid:item_id>/languages")
@gate(queries.item, policy.can_read, policy.keeps)
def translate(item: LibraryItem) -> Any:
    """A draft of the same item in another language; its form opens."""
    try:
        made = actions.translate(item, request.form.get("language", ""), by=current.actor())
    except Invalid as no:
        return show(item, 422, problems=[(None, text) for text in no.errors.values()])
    return done(url_for("library.edit", item_id=made.id))


@bp.post("/items/<uuid:item_id>/proposals")
@gate(queries.item, policy.can_read, policy.can_propose)
def propose(item: LibraryItem) -> Any:
    """It waits for somebody who may publish."""
    form = forms.remark_form("propose", _("A word to whoever approves it"), request.form)
    said = " ".join(filter(None, (_("Proposed."), publishers.told(publishers.today(), current.actor().id))))
    return press(item, actions.propose, said, form.words.data or "", propose_form=form)


@bp.post("/items/<uuid:item_id>/withdrawals")
@gate(queries.item, policy.can_read, policy.can_take_back)
def take_back(item: LibraryItem) -> Any:
    """Whoever proposed it goes on writing."""
    return press(item, actions.take_back, _("Taken back. It is a draft again."))


@bp.post("/items/<uuid:item_id>/returns")
@gate(queries.item, policy.can_read, policy.can_send_back)
def send_back(item: LibraryItem) -> Any:
    """Its author is asked to change it first."""
    form = forms.remark_form("send_back", _("What should be changed?"), request.form)
    try:
        actions.send_back(item, form.words.data or "", by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return show(item, 422, send_back_form=form)
    except (Stale, NotNow) as no:
        return moved_on(item, no, kept=form.words.data or "")
    flash(_("Sent back with your words. Its author has a notice."))
    return done(item_url(item.id))


@bp.post("/items/<uuid:item_id>/approvals")
@gate(queries.item, policy.can_read, policy.may_publish)
def approve(item: LibraryItem) -> Any:
    """People read what was proposed."""
    return press(item, actions.approve, _("Approved. People read it from now on."))


@bp.post("/items/<uuid:item_id>/publications")
@gate(queries.item, policy.can_read, policy.may_publish)
def publish(item: LibraryItem) -> Any:
    """People read what is written, at once."""
    return press(item, actions.publish, _("Published. People read it from now on."))


@bp.post("/items/<uuid:item_id>/verifications")
@gate(queries.item, policy.can_read, policy.can_verify)
def verify(item: LibraryItem) -> Any:
    """It is still right, until another day."""
    form = forms.VerifyForm(request.form)
    if not form.validate():
        return show(item, 422, verify_form=form)
    try:
        actions.verify(item, form.review_on.data, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return show(item, 422, verify_form=form)
    except (Stale, NotNow) as no:
        return moved_on(item, no, verify_form=form, opened="verify")
    flash(_("Verified. Readers see until when."))
    return done(item_url(item.id))


@bp.post("/items/<uuid:item_id>/owners")
@gate(queries.item, policy.can_read, policy.keeps)
def keep(item: LibraryItem) -> Any:
    """Somebody answers for it from now on."""
    form = forms.KeepForm(request.form)
    if not form.validate():
        return show(item, 422, keep_form=form)
    try:
        owner = people.whom(form.owner.data, "owner") if form.owner.data else None
        actions.keep(item, owner, form.review_on.data, by=current.actor(), seen=current.seen())
    except Invalid as no:
        form.refuse(no)
        return show(item, 422, keep_form=form)
    except (Stale, NotNow) as no:
        return moved_on(item, no, keep_form=form, opened="keep")
    flash(_("Saved."))
    return done(item_url(item.id, "keeping"))


@bp.post("/items/<uuid:item_id>/retirements")
@gate(queries.item, policy.can_read, policy.can_retire)
def retire(item: LibraryItem) -> Any:
    """Nobody reads it any more."""
    keeps = policy.keeps(current.actor())
    said = _("Retired. Nobody reads it any more; its versions are kept.")
    return press(item, actions.retire, said, to=None if keeps else url_for("library.index"))


@bp.post("/items/<uuid:item_id>/reopenings")
@gate(queries.item, policy.can_read, policy.can_write)
def reopen(item: LibraryItem) -> Any:
    """It is a draft again."""
    return press(item, actions.reopen, _("It is a draft again. Nobody reads it until it is published."))
