"""What the pages of this room share: the blueprint, the page of one cycle, and how a button's verb is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, url_for

from saas.cycle import actions, forms, policy, queries, rules
from saas.cycle.models import Cycle
from saas.cycle.rules import Frame
from saas.cycle.states import MACHINE, REASON_LABELS
from tenants import organisations
from tenants.law import Invalid
from tenants.web import answer, current, done

bp = Blueprint("cycle", __name__, url_prefix="/cycle")


def cycle_url(cycle: Cycle) -> str:
    """The address of a cycle's page."""
    return url_for("cycle.page", cycle_id=cycle.id)


def show(frame: Frame, status: int = 200, **given: Any) -> Response:
    """The page of a cycle, with the acts that are possible now for the one who asks."""
    actor, cycle = current.actor(), frame.cycle
    manages = policy.can_manage(actor, frame)
    before = cycle.state in ("draft", "ready")
    lines = queries.readiness(frame) if manages and before else []
    may_cancel = manages and MACHINE.may(cycle, "cancel")
    against = actions.reasons_against_cancelling(cycle) if may_cancel and not before else []
    context: dict[str, Any] = {
        "frame": frame,
        "cycle": cycle,
        "manages": manages,
        "may": {verb for verb in MACHINE.moves if MACHINE.may(cycle, verb)},
        "lines": lines,
        "is_ready": queries.is_ready(lines),
        "phase_states": rules.phase_states(cycle),
        "steps": rules.STEPS,
        "today": queries.day(),
        "scope": _scope(frame) if manages else [],
        "sees_participants": policy.can_see_participants(actor, frame),
        "counts": queries.head_count(cycle) if cycle.kind == "shared" and not before else None,
        "against": against,
        "answers": queries.answers(cycle) if cycle.kind == "own" or cycle.state == "cancelled" else [],
        "reasons": REASON_LABELS,
        "asks": policy.can_ask(actor, frame),
        "answers_it": policy.can_answer(actor, frame),
        "words_form": forms.CancelForm() if may_cancel else forms.WordsForm(),
        "problems": [],
    }
    return answer("cycle/page.html", status=status, **(context | given))


def _scope(frame: Frame) -> list[str]:
    """The names of the companies and units that the cycle takes in."""
    names = [c.name for c in organisations.companies() if c.id in frame.company_ids] if frame.company_ids else []
    if frame.unit_ids:
        units = organisations.flat(organisations.unit_tree())
        names += [branch.label for branch in units if branch.unit.id in frame.unit_ids]
    return names


def press(frame: Frame, verb: Callable[..., Cycle], said: str, **given: Any) -> Any:
    """A button was pressed: the verb is done and the cycle's page follows, or shows why not."""
    try:
        verb(frame.cycle, by=current.actor(), seen=current.seen(), **given)
    except Invalid as no:
        return refused(frame, list(no.errors.values()))
    flash(said)
    return done(cycle_url(frame.cycle))


def refused(frame: Frame, problems: list[str], **given: Any) -> Response:
    """The page as it stands, with what speaks against the act."""
    return show(frame, 422, problems=problems, **given)
