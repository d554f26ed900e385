"""What may already be the answer: questions that the reader may read, guides, clauses of policies; and names in a text."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from flask_babel import gettext as _

from coaching_library import policies
from coaching_library.threads.rules import FEWEST, SUGGESTIONS
from coaching_library.threads.sheets import Suggestion
from tenants import find, people
from tenants.find import Hit
from tenants.find.kinds import KINDS
from tenants.people import Actor, Person

ORDER = ("official", "accepted", "")
QUESTION, OTHERS = "question", ("library_item", "policy")
NEAR = 0.3
"""What resembles a text less than this part of what resembles it most is left out: an official answer that shares one word with
the question would else stand before the guide that answers it."""
LOOKED_AT = 24
"""So many of what resembles a text are read again with their rooms' rights."""


def suggest(
    actor: Actor, text: str, *, without: UUID | None = None, kinds: Collection[str] = (QUESTION, *OTHERS)
) -> list[Suggestion]:
    """At most five things that may answer `text`, official and accepted answers first, then what is nearest. Below three
    letters nothing. One statement for the index, and what each kind of what it found takes.
    """
    if len(text.strip()) < FEWEST:
        return []
    asked = [each for each in kinds if each in KINDS]
    weighed = find.weighed(text, asked, LOOKED_AT)
    near = NEAR * max((weight for _kind, _id, weight in weighed), default=0)
    found = [(kind, id_) for kind, id_, weight in weighed if id_ != without and weight >= near]
    hits = {
        kind: _hits(actor, kind, [id_ for each, id_ in found if each == kind], text) for kind in {kind for kind, _id in found}
    }
    made = []
    for kind, id_ in found:
        hit = hits[kind].get(id_)
        if hit is not None:
            standing = getattr(hit, "standing", "")
            made.append(Suggestion(kind, id_, hit.url, hit.title, hit.line, hit.icon, standing))
    ranks = {name: place for place, name in enumerate(ORDER)}
    return sorted(made, key=lambda each: ranks.get(each.standing, len(ORDER)))[:SUGGESTIONS]


def is_found(actor: Actor, kind: str, source_id: UUID) -> bool:
    """Whether that may be suggested to the actor: what its room shows them today."""
    return kind in KINDS and source_id in KINDS[kind].hits(actor, [source_id])


def _hits(actor: Actor, kind: str, ids: list[UUID], text: str) -> dict[UUID, Hit]:
    """These as their rooms show them: of a policy the clause in force that fits the text best."""
    if kind != "policy":
        return KINDS[kind].hits(actor, ids)
    found: dict[UUID, Hit] = {}
    for clause in policies.clauses_for(actor, ids, text):
        url = f"/policies/{clause.policy_id}#s-{clause.no}"
        line = _("Policy in force: %(title)s", title=clause.policy.title)
        found.setdefault(clause.policy_id, Hit(url, f"{clause.no} {clause.title}", str(line), "scale"))
    return found


def named(text: str, *, without: Collection[UUID | None]) -> list[Person]:
    """People of the organisation whom the text names, but for these: one statement."""
    return people.named_in(text, without=[each for each in without if each is not None])
