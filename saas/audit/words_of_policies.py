"""What the journal says of policies, in sentences (see `words`)."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

POLICIES: dict[str, Any] = {
    "policies.policy_made": _l("%(who)s began a policy: %(thing)s."),
    "policies.policy_changed": _l("%(who)s changed what a policy is (%(what)s): %(thing)s."),
    "policies.policy_looked_at": _l("%(who)s says that a policy is still right: %(thing)s."),
    "policies.version_begun": _l("%(who)s began version %(no)s of a policy: %(thing)s."),
    "policies.version_written": _l("%(who)s wrote in version %(no)s of a policy: %(thing)s."),
    "policies.version_dropped": _l("%(who)s removed version %(no)s of a policy, which was a draft."),
    "policies.version_proposed": _l("%(who)s asked for a review of version %(no)s of a policy: %(thing)s."),
    "policies.version_recalled": _l("%(who)s took version %(no)s of a policy up again: %(thing)s."),
    "policies.version_given_back": _l("%(who)s gave version %(no)s of a policy back with words: %(thing)s."),
    "policies.version_published": _l("%(who)s published version %(no)s of a policy, from %(effective_on)s on: %(thing)s."),
    "policies.version_taken_back": _l("%(who)s took back version %(no)s of a policy before its day: %(thing)s."),
    "policies.version_in_force": _l("A version of a policy came into force: %(thing)s."),
    "policies.policy_withdrawn": _l("%(who)s withdrew a policy: %(thing)s."),
    "policies.policy_acknowledged": _l("%(who)s has read version %(no)s of a policy: %(thing)s."),
}
