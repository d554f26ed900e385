"""What may already be the answer: questions that the reader may read, guides, clauses of policies; and names in a text."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from flask_babel import gettext as _

from coaching_library import library, policies
from coaching_library.threads.rules import SUGGESTIONS, is_enough
from coaching_library.threads.sheets import Suggestion
from tenants import find, people
from tenants.find import Hit
from tenants.find.kinds import KINDS
from tenants.people import Actor, Person

ORDER = ("official", "accepted")
"""Answers that stand before everything else, where they are near."""
QUESTION, LIBRARY, POLICY = "question", "library_item", "policy"
NO_ANSWER = ("vignette",)
"""Kinds of the library that answer nothing: a case to be rated tells of many things."""
EACH = {QUESTION: 3, POLICY: 2, LIBRARY: SUGGESTIONS}
"""So many of each, at most: three answers that say the same leave no room for the guide."""
NEAR = 0.3
"""What resembles a text less than this part of what resembles it most is left out."""
FIRST = 0.6
"""From this part of what resembles the text most an answer stands before everything else: one that shares one word with the
question would else stand before the guide that answers it."""
LOOKED_AT = 40
"""So many of what resembles a text are read again with their rooms' rights."""


def suggest(
    actor: Actor, text: str, *, without: UUID | None = None, kinds: Collection[str] = (QUESTION, LIBRARY, POLICY)
) -> list[Suggestion]:
    """At most five things that may answer `text`: near answers that are official or accepted, then what is nearest; of the
    library what helps most, as its own room says. Below three letters, or two signs of Chinese, nothing. One statement for
    the index, and what each kind of what it found takes.
    """
    if not is_enough(text):
        return []
    asked = [each for each in kinds if each in KINDS]
    found = [each for each in find.weighed(text, asked, LOOKED_AT) if each[1] != without]
    most = max((weight for _kind, _id, weight in found), default=0)
    near = [each for each in found if each[0] == LIBRARY or each[2] >= NEAR * most]
    placed = [
        (ORDER.index(made.standing) if made.standing in ORDER and share >= FIRST else len(ORDER), -share, made)
        for kind in asked
        for made, share in _of_kind(actor, kind, {id_: weight for each, id_, weight in near if each == kind}, text, most)
    ]
    return [made for _rank, _share, made in sorted(placed, key=lambda each: each[:2])[:SUGGESTIONS]]


def _of_kind(actor: Actor, kind: str, weights: dict[UUID, float], text: str, most: float) -> list[tuple[Suggestion, float]]:
    """What of one kind may answer the text, each with how near it is: 1 for what is nearest."""
    if not weights:
        return []
    if kind == LIBRARY:
        helping = library.helping(actor, text, weights, without=NO_ANSWER)
        best = max((weight for _item, weight in helping), default=0)
        shares = {item.id: weight / best for item, weight in helping if weight >= NEAR * best}
        hits = {item.id: library.as_hit(item) for item, _weight in helping}
    else:
        shares = {id_: weight / most for id_, weight in weights.items()}
        hits = _hits(actor, kind, list(shares), text)
    made = [
        (Suggestion(kind, id_, hit.url, hit.title, hit.line, hit.icon, getattr(hit, "standing", ""), hit.lang), share)
        for id_, share in shares.items()
        if (hit := hits.get(id_)) is not None
    ]
    return made[: EACH[kind]]


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
