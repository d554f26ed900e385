"""Policies: the rules of the organisation, version by version, in sections that others cite.

HR partners write, publishers decide what holds and from which day. A version is in force by its date, whether or not anybody
has noted that the day has come; what was published stays readable as it was. Whoever a policy binds reads and acknowledges
it, and is asked anew where something that binds has changed. That says "read", never "agreed".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coaching_library.policies import chores, policy, words
from coaching_library.policies.actions import (
    Terms,
    acknowledge,
    begin,
    change,
    come_into_force,
    drop,
    give_back,
    look_again,
    make,
    make_counterpart,
    propose,
    publish,
    recall,
    remind,
    show,
    take_back,
    withdraw,
    write,
)
from coaching_library.policies.content import Clause, new_key
from coaching_library.policies.events import (
    PolicyAcknowledged,
    PolicyChanged,
    PolicyInForce,
    PolicyPublished,
    PolicyTakenBack,
    PolicyWithdrawn,
)
from coaching_library.policies.models import (
    Policy,
    PolicyAcknowledgement,
    PolicyReading,
    PolicyReturn,
    PolicySection,
    PolicyVersion,
)
from coaching_library.policies.queries import (
    Choice,
    Cited,
    Citing,
    Owed,
    Owing,
    Status,
    UnitCount,
    address,
    choices_to_cite,
    cited,
    clauses_for,
    label_of,
    owed,
    owed_rows,
    register_citing,
    section,
    status,
    worn,
)
from coaching_library.policies.queries import sheet as policy_of
from coaching_library.policies.queries import sheets as policies_of
from coaching_library.policies.queries import version_sheet as version_of
from coaching_library.policies.rules import Facts, Tally
from coaching_library.policies.searched import CHANGES_WHAT_IS_FOUND, FOUND
from coaching_library.policies.sheets import PolicySheet, VersionSheet
from coaching_library.policies.states import MACHINE

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "CHANGES_WHAT_IS_FOUND", "FOUND", "MACHINE", "Choice", "Cited", "Citing", "Clause", "Facts", "Owed", "Owing", "Policy",
    "PolicyAcknowledged", "PolicyAcknowledgement", "PolicyChanged", "PolicyInForce", "PolicyPublished", "PolicyReading",
    "PolicyReturn", "PolicySection", "PolicySheet", "PolicyTakenBack", "PolicyVersion", "PolicyWithdrawn", "Status", "Tally",
    "Terms", "UnitCount", "VersionSheet", "acknowledge", "address", "begin", "blueprints", "change", "choices_to_cite",
    "cited", "clauses_for", "come_into_force", "drop", "give_back", "label_of", "look_again", "make", "make_counterpart",
    "new_key", "owed", "owed_rows", "policies_of", "policy", "policy_of", "propose", "publish", "recall", "register_citing",
    "remind", "section", "show", "status", "take_back", "version_of", "withdraw", "worn", "write",
]  # fmt: skip


def blueprints() -> tuple[Blueprint, ...]:
    """The room's pages."""
    from coaching_library.policies import views

    words.register()
    return (views.bp,)


assert chores.__name__  # imported for the chores that it registers
