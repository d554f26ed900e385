"""What one learns by: one's own exercises, paths, and what one tried. Nobody else has this page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from coaching_library.library import policy, queries
from coaching_library.library.views.common import bp, helpers
from tenants import organisations
from tenants.isolation import clock
from tenants.web import answer, current, gate
from tenants.web.gates import anybody

LATELY, MOST = timedelta(days=60), 10
"""What was opened so long ago at most is shown, so many at most; of what one tried as many."""


@bp.get("/learning")
@gate(None, anybody)
def learning() -> Any:
    """Exercises and the day on which each comes back, how far one is on each path, what one tried and opened lately; for
    those who lead, what they are writing for others.
    """
    actor = current.actor()
    tried = queries.tried_by([actor.id]).get(actor.id, [])
    read = queries.read_by(actor.id, clock.now() - LATELY, MOST)
    queries.items_by({item.id for item, _what in (*tried, *read)})  # with what is read of each, which says for whom it is
    return answer(
        "library/learning.html",
        begun=[each for each in queries.begun(actor.id) if policy.can_read(actor, each.version.item)],
        ways=queries.ways(actor),
        tried=[(item, mark) for item, mark in tried if policy.can_read(actor, item)][:MOST],
        read=[(item, at) for item, at in read if policy.can_read(actor, item)],
        drafts=queries.drafts(actor.id) if policy.can_draft(actor) else [],
        may_draft=policy.can_draft(actor),
        today_here=organisations.today(),
        **helpers(),
    )
