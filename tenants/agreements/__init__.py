"""Agreements: what two people put to each other, answer, and sign, version by version.

Either side drafts in private and proposes; the other signs, counters or asks. A version is frozen with its hash the moment
it is proposed; an agreement stands when both have signed the same hash, and changes only by a new one. Silence never agrees.
"""

from tenants.agreements.actions import (
    Behind,
    amend,
    ask,
    counter,
    discard,
    open_agreement,
    propose,
    sign,
    withdraw,
)
from tenants.agreements.drafting import Conflicting, Saved, base_of, drop_draft, save_draft, take_draft, write_draft
from tenants.agreements.events import VersionAgreed, VersionCountered, VersionProposed, VersionWithdrawn
from tenants.agreements.merge import merge_windows
from tenants.agreements.models import (
    Agreement,
    AgreementDraft,
    AgreementSignature,
    AgreementVersion,
    Amendment,
    LineComment,
)
from tenants.agreements.queries import (
    Round,
    comments,
    draft,
    open_amendment,
    open_amendments,
    rounds,
    signatures,
    signed_by,
    version,
    with_content,
)
from tenants.agreements.rules import ROUNDS_BEFORE_HELP, Talk, acts, waits_for
from tenants.agreements.seats import end, reseat, resume
from tenants.agreements.signing import fingerprint_of

__all__ = [
    "ROUNDS_BEFORE_HELP", "Agreement", "AgreementDraft", "AgreementSignature", "AgreementVersion", "Amendment", "Behind",
    "Conflicting", "LineComment", "Round", "Saved", "Talk", "VersionAgreed", "VersionCountered", "VersionProposed",
    "VersionWithdrawn", "acts", "amend", "ask", "base_of", "comments", "counter", "discard", "draft", "drop_draft", "end",
    "fingerprint_of", "merge_windows", "open_agreement", "open_amendment", "open_amendments", "propose", "reseat",
    "resume", "rounds", "save_draft", "sign", "signatures", "signed_by", "take_draft", "version", "waits_for", "with_content",
    "withdraw", "write_draft",
]  # fmt: skip
