"""What a deputy prepares and the one they stand in for takes over. It proposes nothing and signs nothing."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete

from tenants.agreements import queries
from tenants.agreements.actions import lock
from tenants.agreements.canonical import Json
from tenants.agreements.drafting import drop_draft, take_draft, write_draft
from tenants.agreements.drafts import AgreementDraft, AgreementPreparation
from tenants.agreements.events import PreparationLaid, PreparationSetAside, PreparationTaken
from tenants.agreements.lines import Shape
from tenants.agreements.merge import merge
from tenants.agreements.models import Agreement
from tenants.isolation import clock, session
from tenants.journal import record
from tenants.law import NotNow, require
from tenants.people import Actor


def lay_before(agreement: Agreement, *, by: Actor, stands_for: UUID) -> AgreementPreparation:
    """The deputy's draft lies before the one they stand in for, in place of what they laid there earlier.

    The room above has asked whether they may. NotNow where nothing is written.
    """
    agreement, _amendment = lock(agreement)
    draft = queries.draft(agreement.id)
    if draft is None:
        raise NotNow(_("There is no draft to lay before anybody."))
    earlier = AgreementPreparation.author_id == by.id, AgreementPreparation.for_id == stands_for
    session().execute(delete(AgreementPreparation).where(AgreementPreparation.agreement_id == agreement.id, *earlier))
    made = AgreementPreparation(
        agreement_id=agreement.id,
        author_id=by.id,
        for_id=stands_for,
        based_on_id=draft.based_on_id,
        content=draft.content,
        laid_at=clock.now(),
    )
    session().add(made)
    drop_draft(draft)
    session().flush()
    record(PreparationLaid(stands_for), by=by, on=agreement, about=agreement.first_id)
    return made


def take_over(agreement: Agreement, prepared: AgreementPreparation, shape: Shape, *, by: Actor) -> tuple[AgreementDraft, bool]:
    """The own draft holds what was prepared, merged with what its author has written there already; whether all of it does.

    Where both wrote the same line, the own words stay, and what was prepared stays beside it until it is set aside.
    """
    agreement, _amendment = lock(agreement)
    require(prepared.for_id == by.id and prepared.agreement_id == agreement.id)
    own = queries.draft(agreement.id)
    draft = own or take_draft(agreement, by=by, content=prepared.content)
    if own is None and draft.based_on_id == prepared.based_on_id:
        write_draft(draft, prepared.content)
        whole = True
    else:
        base = prepared.based_on.content if prepared.based_on else {}
        joined = merge(cast(Json, base), cast(Json, draft.content), cast(Json, prepared.content), shape)
        write_draft(draft, cast("dict[str, object]", joined.content))
        whole = joined.is_clean
    if whole:
        session().delete(prepared)
    session().flush()
    record(PreparationTaken(prepared.author_id), by=by, on=agreement, about=agreement.first_id)
    return draft, whole


def set_aside(agreement: Agreement, prepared: AgreementPreparation, *, by: Actor) -> None:
    """What was prepared is gone; whoever wrote it or was to take it over does that."""
    require(by.id in (prepared.author_id, prepared.for_id) and prepared.agreement_id == agreement.id)
    session().delete(prepared)
    session().flush()
    record(PreparationSetAside(prepared.author_id), by=by, on=agreement, about=agreement.first_id)
