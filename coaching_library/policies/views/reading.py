"""Reading policies: the list, one of them, a version, a section, and what changed between two versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, redirect, request
from flask_babel import gettext as _

from coaching_library.policies import policy, queries, rules
from coaching_library.policies.models import PolicySection
from coaching_library.policies.queries import Listed
from coaching_library.policies.sheets import PolicySheet, VersionSheet
from coaching_library.policies.views.common import (
    SPOKEN,
    bp,
    policy_url,
    readers,
    show,
    show_version,
    tabs,
    tongue,
    version_url,
)
from coaching_library.topics import Topic
from tenants.people import Actor
from tenants.web import answer, current, gate
from tenants.web.paging import page_of

SHOWN = 50


@dataclass(frozen=True)
class Line:
    """A policy in the list, in the reader's language where it stands in it, with the same in others."""

    listed: Listed
    others: tuple[Listed, ...]


def _lines(found: list[Listed], language: str) -> list[Line]:
    """One line for each policy and its counterparts: the one in the reader's language, else the original."""
    families: dict[UUID, list[Listed]] = {}
    for each in found:
        families.setdefault(each.family, []).append(each)
    lines = []
    for some in families.values():
        first = min(some, key=lambda each: (each.state != "in_force", each.language != language, each.original_id is not None))
        lines.append(Line(first, tuple(each for each in some if each is not first)))
    return lines


@bp.get("/")
@gate(None, policy.can_list)
def index() -> Any:
    """What holds here, topic by topic, and what does not hold any more."""
    actor, chosen = current.actor(), request.args.get("topic", "")
    found = queries.listed(actor)
    lines = _lines([each for each in found if not chosen or each.topic == chosen], current.language() or "en")
    lines.sort(key=lambda line: line.listed.state == "withdrawn")
    page = page_of(lines, lambda line: str(line.listed.id), request.args, SHOWN)
    ids = [one.id for line in page.rows for one in (line.listed, *line.others)]
    sheets = queries.sheets(ids) if ids else {}
    owed = {each.policy_id for each in queries.owed(actor)}
    return answer(
        "policies/index.html",
        page=page,
        sheets=sheets,
        spoken=SPOKEN,
        tongue=tongue,
        topics=list(Topic),
        by_topic=[(topic, [line for line in page.rows if _is_of(line, topic)]) for topic in Topic],
        over=[line for line in page.rows if line.listed.state == "withdrawn"],
        chosen=chosen,
        owed=owed,
        acknowledged=queries.acknowledgements_of(actor.id, ids),
        has_any=bool(found),
        tabs=tabs(actor, "index", len(owed)),
        keeps=policy.keeps(actor),
    )


def _is_of(line: Line, topic: Topic) -> bool:
    return line.listed.topic == topic.value and line.listed.state != "withdrawn"


@bp.get("/<uuid:policy_id>")
@gate(queries.sheet, policy.can_read)
def page(sheet: PolicySheet) -> Any:
    """A policy as it holds today, section by section."""
    return show(sheet)


@bp.get("/versions/<uuid:version_id>")
@gate(queries.version_sheet, policy.can_read_version)
def version(one: VersionSheet) -> Any:
    """One version of a policy, as it was published or is being written."""
    return show_version(one)


@dataclass(frozen=True)
class Quoted:
    """A published section, and its policy as it stands today."""

    section: PolicySection
    sheet: PolicySheet


def quoted(section_id: UUID, **_address: object) -> Quoted | None:
    """The section of an address with its policy, or None."""
    found = queries.section(section_id)
    sheet = queries.sheet(found.policy_id) if found is not None else None
    return Quoted(found, sheet) if found is not None and sheet is not None else None


def can_read_quoted(actor: Actor, one: Quoted) -> bool:
    """Whoever reads the policy."""
    return policy.can_read(actor, one.sheet)


@bp.get("/sections/<uuid:section_id>")
@gate(quoted, can_read_quoted)
def section(one: Quoted) -> Any:
    """Where a cited section stands: in force, or in the version in which it was published."""
    stands = queries.cited([one.section.id])[one.section.id]
    root, dash, anchor = stands.path.partition("#")
    assert dash, "a section is cited by its place"
    to = policy_url(one.sheet.id, anchor) if stands.is_current else version_url(one.section.version_id, anchor)
    assert root, "the path is whole"
    return redirect(to, 302)


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


@bp.get("/<uuid:policy_id>/redline")
@gate(queries.sheet, policy.can_read)
def redline(sheet: PolicySheet) -> Any:
    """What changed between two versions, section by section."""
    actor = current.actor()
    seen = sheet.versions if policy.keeps(actor) else sheet.published
    if not seen:
        abort(404)
    numbers = [each.no for each in seen]
    by_number = {each.no: each for each in seen}
    latest = sheet.in_force or seen[-1]
    new = by_number.get(_number("to") or 0, latest)
    earlier = [each for each in seen if each.no < new.no]
    old = by_number.get(_number("from") or 0, earlier[-1] if earlier else new)
    changes = rules.changes(queries.clauses_of(old), queries.clauses_of(new))
    return answer(
        "policies/redline.html",
        sheet=sheet,
        policy=sheet.policy,
        old=old,
        new=new,
        numbers=numbers,
        changes=changes,
        notes=[each for each in seen if old.no < each.no <= new.no and each.note],
        lang=tongue(sheet.policy.language),
        title=_("Version %(old)s against version %(new)s", old=old.no, new=new.no),
        readers=readers(sheet.policy),
    )
