"""Agreements: what two people put to each other, answer, and sign, version by version.

Either side drafts in private and proposes; the other signs, counters or asks. A version is frozen with its hash the moment
it is proposed; an agreement stands when both have signed the same hash, and changes only by a new one. Silence never agrees.
"""

from tenants.agreements.actions import (
    LONGEST,
    Behind,
    ask,
    counter,
    open_agreement,
    propose,
    sign,
    withdraw,
)
from tenants.agreements.amending import amend, discard
from tenants.agreements.drafting import Conflicting, Saved, base_of, drop_draft, save_draft, take_draft, write_draft
from tenants.agreements.drafts import AgreementDraft, AgreementPreparation
from tenants.agreements.events import (
    AgreementEnded,
    AgreementResumed,
    MediationCalled,
    PartyChanged,
    VersionAdopted,
    VersionAgreed,
    VersionCountered,
    VersionProposed,
    VersionWithdrawn,
)
from tenants.agreements.mediating import call
from tenants.agreements.merge import merge_windows
from tenants.agreements.models import (
    Agreement,
    AgreementSignature,
    AgreementVersion,
    Amendment,
    LineComment,
    Mediation,
)
from tenants.agreements.preparing import lay_before, set_aside, take_over
from tenants.agreements.queries import (
    OPEN,
    Round,
    comments,
    draft,
    mediations,
    open_amendment,
    open_amendments,
    preparation,
    preparations,
    rounds,
    signatures,
    signed_by,
    version,
    with_content,
)
from tenants.agreements.rules import Talk, acts, hears, waits_for
from tenants.agreements.seats import adopt, end, reseat, resume
from tenants.agreements.signing import fingerprint_of

__all__ = [
    "LONGEST", "OPEN", "Agreement", "AgreementDraft", "AgreementEnded", "AgreementPreparation", "AgreementResumed",
    "AgreementSignature", "AgreementVersion", "Amendment", "Behind", "Conflicting", "LineComment", "Mediation",
    "MediationCalled", "PartyChanged", "Round", "Saved", "Talk", "VersionAdopted", "VersionAgreed", "VersionCountered",
    "VersionProposed", "VersionWithdrawn", "acts", "adopt", "amend", "ask", "base_of", "call", "comments", "counter",
    "discard", "draft", "drop_draft", "end", "fingerprint_of", "hears", "lay_before", "mediations", "merge_windows",
    "open_agreement", "open_amendment", "open_amendments", "preparation", "preparations", "propose", "reseat", "resume",
    "rounds", "save_draft", "set_aside", "sign", "signatures", "signed_by", "take_draft", "take_over", "version", "waits_for",
    "with_content", "withdraw", "write_draft",
]  # fmt: skip
