"""Freezing a version and signing it: what the hash covers, and how it is computed anew from the row."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tenants.agreements import queries
from tenants.agreements.canonical import Envelope, fingerprint
from tenants.agreements.drafts import AgreementDraft
from tenants.agreements.models import Agreement, AgreementSignature, AgreementVersion, Amendment
from tenants.isolation import clock, get, session
from tenants.people import Actor


def freeze(agreement: Agreement, amendment: Amendment | None, draft: AgreementDraft, by: Actor) -> AgreementVersion:
    """The draft has become the next version, hashed, with its author's signature under it."""
    no = queries.last_number(agreement.id) + 1
    base = draft.based_on
    made = AgreementVersion(
        agreement_id=agreement.id,
        amendment_id=amendment.id if amendment else None,
        no=no,
        author_id=by.id,
        based_on_id=base.id if base else None,
        content=draft.content,
        hash=_hash(agreement, amendment.id if amendment else None, no, by.id, base, draft.content),
        proposed_at=clock.now(),
    )
    session().add(made)
    session().flush()
    put_signature(agreement, made, by)
    return made


def _hash(
    agreement: Agreement, amendment: UUID | None, no: int, author: UUID, base: AgreementVersion | None, content: Any
) -> str:
    based_on = base.hash if base else None
    return fingerprint(
        Envelope(agreement=agreement.id, amendment=amendment, no=no, author=author, based_on=based_on, content=content)
    )


def fingerprint_of(agreement: Agreement, version: AgreementVersion) -> str:
    """The hash of a version computed afresh from its row: equal to the stored one, or it was altered."""
    base = get(AgreementVersion, version.based_on_id)
    return _hash(agreement, version.amendment_id, version.no, version.author_id, base, version.content)


def put_signature(agreement: Agreement, version: AgreementVersion, by: Actor, *, adopts: bool = False) -> None:
    """The signature of `by` stands under the hash of the version. The verbs have asked whether it may."""
    side = "adopted" if adopts else agreement.side(by.id)
    assert side is not None, "checked before: by is a party"
    signature = AgreementSignature(version_id=version.id, person_id=by.id, side=side, hash=version.hash, signed_at=clock.now())
    session().add(signature)
    session().flush()
