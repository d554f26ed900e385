"""Reading: the start page of the library, an item, its versions, a template to fill in."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from flask import abort, redirect, request
from flask_babel import gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from coaching_library import audience as audiences
from coaching_library.library import forms, policy, queries, rules, searched
from coaching_library.library.models import LibraryItem, LibraryVersion
from coaching_library.library.queries import KEYS, Narrowed
from coaching_library.library.views.common import bp, changed, helpers, item_url, pages, show
from tenants.isolation import clock
from tenants.web import Form, answer, current, gate, paged
from tenants.web import searched as typed
from tenants.web.gates import anybody

FOUND = 20
"""What resembles what was typed, so many at most."""


@bp.get("/")
@gate(None, anybody)
def index() -> Any:
    """What the reader finds: by topic and skill, by words, for a step; paths, and exercises that come back today."""
    actor, q = current.actor(), typed()
    form = forms.NarrowForm(request.args)
    only = Narrowed(**{name: form.chosen(name) for name in ("topic", "skill", "kind", "task", "language")})
    context: dict[str, Any] = {"form": form, "q": q, "only": only, "keeps": policy.keeps(actor)}
    if q:
        found = searched.suggest(actor, q, at_most=FOUND)
        return answer("library/index.html", found=[each for each in found if _fits(each, only)], **context, **helpers())
    if only.is_on or any(pages().values()) or "all" in request.args:
        page = paged(queries.read(actor, only), KEYS, **pages(), size=25)
        return answer("library/index.html", page=page, **context, **helpers())
    there = queries.counts(actor)
    by_topic, by_kind, skills_of = Counter[str](), Counter[str](), defaultdict[str, list[str]](list)
    for (topic, skill, kind), many in there.items():
        by_topic[topic] += many
        by_kind[kind] += many
        if skill and skill not in skills_of[topic]:
            skills_of[topic].append(skill)
    context |= {
        "by_topic": by_topic, "by_kind": by_kind, "skills_of": skills_of, "paths": queries.paths(actor),
        "newest": queries.newest(actor),
        "due": queries.due_exercises(actor.id),
    }  # fmt: skip
    return answer("library/index.html", **context, **helpers())


def _fits(item: LibraryItem, only: Narrowed) -> bool:
    version = item.latest
    assert version is not None, "it was found by what people read"
    facts = {"topic": version.topic, "skill": version.skill, "kind": version.kind, "language": item.language}
    at = {each.get("task") for each in version.anchors}
    return all(getattr(only, name) in ("", value) for name, value in facts.items()) and (not only.task or only.task in at)


@bp.get("/items/<uuid:item_id>")
@gate(queries.item, policy.can_read)
def page(item: LibraryItem) -> Any:
    """One item."""
    return show(item)


@bp.get("/keys/<item_key>")
@gate(None, anybody)
def by_key(item_key: str) -> Any:
    """Links between items lead here: on to the item of that key which the reader reads best; for keepers also to a draft."""
    actor = current.actor()
    found = queries.best_of(item_key, actor, drafts=policy.keeps(actor)) if rules.is_key(item_key) else None
    if found is None:
        abort(404)
    return redirect(item_url(found.id), 303)


Numbered = tuple[LibraryItem, LibraryVersion, LibraryVersion | None]


def load_version(item_id: Any, no: int) -> Numbered | None:
    """A version of an item, and the one before it."""
    item = queries.item(item_id)
    if item is None or not 0 < no < 100_000:
        return None
    there = queries.numbered(item_id, [no, no - 1])
    return (item, there[no], there.get(no - 1)) if no in there else None


def can_read_version(actor: Any, found: Numbered) -> bool:
    """Whoever reads the item reads how it was before; of what is for fewer, only those for whom that version was."""
    return policy.can_read(actor, found[0]) and audiences.reads(actor, found[1].audience)


@bp.get("/items/<uuid:item_id>/versions/<int:no>")
@gate(load_version, can_read_version)
def version(found: Numbered) -> Any:
    """What was published as that version, and what changed since the one before it."""
    item, this, before = found
    reads_before = before is not None and can_read_version(current.actor(), (item, before, None))
    lines = changed(before.content, this.content) if before is not None and reads_before else []
    if not _may_see_after(item):
        lines = [each for each in lines if each.name not in ("after", "level")]
    return answer("library/version.html", item=item, this=this, before=before, lines=lines, **helpers())


def _may_see_after(item: LibraryItem) -> bool:
    """HR's level and reasoning are read once one has rated; the page of the item decides when. Keepers read them always."""
    return policy.keeps(current.actor()) or (item.latest is not None and item.latest.kind not in ("exercise", "vignette"))


def blank_form(body: str, formdata: Any = None) -> Form:
    """A field for each blank of a template, called after what belongs into it."""
    fields: dict[str, Any] = {}
    for n, label in enumerate(rules.blanks(body)):
        kind = TextAreaField if len(label) > 60 else StringField
        more = {"render_kw": {"rows": 3}} if kind is TextAreaField else {}
        fields[f"blank_{n}"] = kind(label[:1].upper() + label[1:], [Length(max=rules.BLANK_LENGTH)], **more)
    made: Form = type("BlankForm", (Form,), fields)(formdata)
    return made


def load_template(item_id: Any) -> LibraryItem | None:
    """A template that people read."""
    item = queries.item(item_id)
    return item if item is not None and item.latest is not None and item.latest.kind == "template" else None


@bp.get("/items/<uuid:item_id>/sheet")
@gate(load_template, policy.can_use)
def sheet(item: LibraryItem) -> Any:
    """A template to fill in."""
    assert item.latest is not None, "the gate has looked"
    return answer(
        "library/sheet.html", item=item, version=item.latest, form=blank_form(item.latest.body), whole="", **helpers()
    )


@bp.post("/items/<uuid:item_id>/sheets")
@gate(load_template, policy.can_use)
def fill_in(item: LibraryItem) -> Any:
    """The template with what was typed, to be copied. Nothing of it is kept."""
    assert item.latest is not None, "the gate has looked"
    form = blank_form(item.latest.body, request.form)
    fits = form.validate()
    given = [field.data or "" for field in form]
    if not any(given):
        form.form_errors.append(_("Fill in at least one blank."))
    if not fits or not any(given):
        return answer(
            "library/sheet.html", status=422, item=item, version=item.latest, form=form, whole="", **helpers()
        )  # fmt: skip
    whole = rules.filled(item.latest.body, given)
    return answer("library/sheet.html", item=item, version=item.latest, form=form, whole=whole, at=clock.now(), **helpers())
