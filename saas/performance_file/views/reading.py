"""Reading: the files that concern one, a timeline, an entry, evidence, and one's own files as data."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from flask import Response, request
from flask_babel import gettext as _

from coaching_library import Signal, Task, library
from saas import guides
from saas.performance_file import actions, exporting, forms, policy, queries, rules
from saas.performance_file.models import KINDS, FileEvidence
from saas.performance_file.queries import Narrowed
from saas.performance_file.sheets import EntrySheet, Sheet
from saas.performance_file.views.common import (
    LABELS,
    acts_of,
    bp,
    deputies_of,
    file_url,
    helpers,
    load_entry,
    load_file,
    names_for,
    waits_for,
)
from saas.performance_file.words import KINDS as KIND_WORDS
from tenants import files, journal, notices, organisations, people
from tenants.people import Actor, Deputyship, Person
from tenants.web import answer, current, done, gate, paged, paging
from tenants.web.gates import anybody


@bp.get("/")
@gate(None, anybody)
def index() -> Any:
    """The own files, and those with the people who report to the reader, fifty at a time."""
    actor = current.actor()
    page = paged(
        queries.team(actor), [Person.sort_key, Person.id], after=request.args.get("after"), before=request.args.get("before")
    )
    own = queries.files_of(actor.id)
    manager = people.person(actor.standing.manager_id) if actor.standing.manager_id else None
    pairs = [(person.id, actor.id) for person in page.rows] + [(actor.id, sheet.file.manager_id) for sheet in own]
    return answer(
        "performance_file/index.html",
        page=page,
        own=own,
        manager=manager,
        rows=queries.rows_of_team(actor, pairs),
        earlier=queries.files_written_in(actor),
        deputies=_standing_in(actor, manager),
    )


def _standing_in(actor: Actor, manager: Person | None) -> list[Deputyship]:
    """Who stands in today for the reader's manager, and for the reader where anybody reports to them."""
    led_by = [manager.id] if manager is not None else []
    return people.deputies_of([*led_by, actor.id] if actor.report_ids else led_by)


def with_me(**_address: object) -> tuple[UUID, UUID] | None:
    """The pair that a form names: the reader, and their manager or somebody who reports to them."""
    actor = current.actor()
    try:
        person = UUID(request.form.get("person", ""))
    except ValueError:
        return None
    if person in actor.report_ids:
        return person, actor.id
    return (actor.id, person) if person == actor.standing.manager_id else None


def in_a_pair(_actor: Any, _pair: tuple[UUID, UUID]) -> bool:
    """Whoever leads, and whoever is led, opens the file of the two."""
    return True


@bp.post("/files")
@gate(with_me, in_a_pair)
def begin(pair: tuple[UUID, UUID]) -> Any:
    """The file of two is there; its timeline opens."""
    return done(file_url(actions.begin(*pair, by=current.actor())))


@bp.get("/files/<uuid:file_id>")
@gate(load_file, policy.can_read)
def timeline(sheet: Sheet) -> Any:
    """What happened between the two, the latest first."""
    actor, args = current.actor(), request.args
    form = forms.NarrowForm(args)
    goals = queries.goals_in(sheet.id)
    form.kind.choices = [("", _("Every kind")), *((key, KIND_WORDS[key]) for key in KINDS)]
    form.whose.choices = [("", _("Everybody")), ("mine", _("Me")), ("theirs", _("The other side")), ("arrived", _("By itself"))]
    form.goal.choices = [("", _("Every goal")), *((str(goal_id), title) for goal_id, title in goals)]
    goal_id = form.goal_id if form.goal_id in {each for each, _title in goals} else None
    narrowed = Narrowed(form.chosen_kind, form.chosen_whose, goal_id, form.day("since"), form.day("until"))
    page = paged(
        queries.timeline(sheet, actor, narrowed), queries.KEYS,
        after=args.get("after"), before=args.get("before"), falling=True,
    )  # fmt: skip
    entries = queries.told(sheet, actor, page.rows)
    reads_all = policy.reads_all(actor, sheet)
    silences: dict[int, rules.Gap] = {}
    if entries and reads_all and not narrowed.is_on:
        above = _above(args, first=page.before is None)
        silences = rules.gaps([one.entry.happened_on for one in entries], newer=above)
    place = policy.stands_for(actor, sheet)
    actions.note_sights(entries, by=actor)
    journal.record_reading(by=actor, on=sheet.file, about=sheet.file.employee_id, stands_for=place)
    return answer(
        "performance_file/file.html",
        sheet=sheet,
        file=sheet.file,
        page=page,
        entries=entries,
        silences=silences,
        form=form,
        goals=goals,
        narrowed=narrowed.is_on,
        names=names_for(entries),
        waits=next((one for one in entries if waits_for(one) == actor.id), None),
        may_write=policy.can_write(actor, sheet),
        seal_days=organisations.setting("seal_days"),
        reads_all=reads_all,
        place=sheet.file.manager if place else None,
        drafts=queries.drafts_of(sheet.id) if policy.is_party(actor, sheet) else [],
        deputies=deputies_of(sheet) if reads_all else [],
        **helpers(),
    )


def _above(args: Any, *, first: bool) -> date | None:
    """The day that stands above the first row of a page: today on the first one, else that of the page before, where known."""
    if first:
        return organisations.today()
    edge = paging.edge(args.get("after"), queries.KEYS)
    found: date | None = edge[0] if edge is not None else None
    return found


def show_entry(one: EntrySheet, status: int = 200, **given: Any) -> Response:
    """The page of an entry with the acts that are possible now."""
    actor, may = current.actor(), acts_of(one)
    place = policy.stands_for(actor, one.sheet)
    actions.note_sights([one], by=actor)
    journal.record_reading(by=actor, on=one.sheet.file, about=one.entry.employee_id, stands_for=place)
    notices.settle(actor.id, on=one.entry)
    context: dict[str, Any] = {
        "one": one,
        "sheet": one.sheet,
        "names": names_for([one]),
        "may": may,
        "words_forms": {name: forms.words_form(label, name) for name, label in LABELS.items() if name in may},
        "place": one.sheet.file.manager if place else None,
        "reads_all": policy.reads_all(actor, one.sheet),
        "deputies": deputies_of(one.sheet) if policy.reads_all(actor, one.sheet) else [],
        "says": "",
        "kept": "",
        "standing": policy.can_settle(actor, one) and one.sheet.is_led,
        "guide_card": _guide(one) if "respond" in may or one.contest is not None else None,
        **helpers(),
    }
    return answer("performance_file/entry.html", status=status, **(context | given))


def _guide(one: EntrySheet) -> library.Card | None:
    """The guide beside an entry that the reader may answer."""
    contested = one.contest is not None and one.contest.state == "contested"
    return guides.beside(
        current.actor(), Task.FILE_ANSWER, _("Performance file"), f"/performance-file/entries/{one.entry.id}",
        of=one.entry.employee_id, signals=[guides.when(contested, Signal.CONTESTED)],
    )  # fmt: skip


@bp.get("/entries/<uuid:entry_id>")
@gate(load_entry, policy.can_read_entry)
def entry(one: EntrySheet) -> Any:
    """An entry: what it says, what was said to it, and what the reader may do."""
    return show_entry(one)


Piece = tuple[FileEvidence, EntrySheet]


def load_piece(evidence_id: UUID, **_address: object) -> Piece | None:
    """A piece of evidence that is a file, with its entry as that reads now."""
    found = queries.evidence(evidence_id)
    return found if found is not None and found[0].stored is not None else None


def can_fetch(actor: Any, found: Piece) -> bool:
    """Whoever reads the entry, and while it says anything."""
    return policy.can_read_entry(actor, found[1]) and not found[1].is_withdrawn


@bp.get("/evidence/<uuid:evidence_id>")
@gate(load_piece, can_fetch)
def evidence(found: Piece) -> Any:
    """The file of a piece of evidence: to be kept, never to be shown as a page of ours."""
    piece, one = found
    assert piece.stored is not None, "the gate has looked"
    place = policy.stands_for(current.actor(), one.sheet)
    journal.record_reading(by=current.actor(), on=one.sheet.file, about=one.entry.employee_id, stands_for=place)
    return kept(files.content(piece.stored), piece.stored.name, piece.stored.media_type)


def kept(content: bytes | str, name: str, media_type: str) -> Response:
    """An answer that a browser keeps as a file, in which nothing runs."""
    response = Response(content, content_type=media_type)
    response.headers["Content-Disposition"] = files.disposition(name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@bp.get("/export.json")
@gate(None, anybody)
def export() -> Any:
    """One's own files, whole, as data."""
    actor = current.actor()
    found = exporting.own(actor.id)
    assert found is not None, "whoever asks is somebody"
    text = json.dumps(found.to_json(), ensure_ascii=False, indent=1)
    return kept(text, f"performance-file-{organisations.today().isoformat()}.json", "application/json")
