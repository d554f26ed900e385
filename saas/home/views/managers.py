"""One line manager, for the HR partner who works beside them."""

from __future__ import annotations

from typing import Any

from coaching_library import threads
from saas.home import policy, queries
from saas.home.rules import Sight
from saas.home.views.common import bp
from tenants import people
from tenants.web import answer, current, gate


@bp.get("/desk/managers/<uuid:person_id>")
@gate(queries.led_by, policy.can_partner)
def manager(sight: Sight) -> Any:
    """What a manager asked, what they tried, and how their team's plans are."""
    return answer(
        "home/manager.html",
        seen=queries.partnered(current.actor(), sight),
        person=sight.person,
        placement=people.placements_of([sight.person.id]).get(sight.person.id),
        lasted=threads.lasted,
    )
