"""What somebody can see: relations and rights with what follows from each, and whether they see a given person's things."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from saas import home, plan
from saas.audit.around import around
from saas.audit.readers import PersonReader, PlanReader, person_reader, plan_reader
from saas.audit.reasons import ASKED_FOR
from tenants import organisations, people
from tenants.people import GRANT_LABELS, GRANT_WORDS, Actor, Person, Standing
from tenants.web.dates import long_day

OWN = _l(
    "Own plans, performance files, papers, notices and entries; the directory; HR’s cycles and open goals of the organisation."
)
MANAGER = _l(
    "Agrees plans with them and shares a performance file with each: reads every version, what is said about lines, and every"
    " entry; sees how their cycle stands."
)
PARTNER = _l("Reads the latest proposal and the version in force of their plans; sees how their cycle stands, and entries.")
BEFORE = _l(
    "Keeps what they signed, minutes that they confirmed, and what they wrote themselves in files and handover notes, as it"
    " stood on the last day. Nothing newer."
)
CALLED = _l("Reads every version and what is said since the call, until the plan is agreed. Signs nothing.")
DEPUTY = _l("Reads what they read as a manager and HR partner, and prepares. Never signs, proposes or opens private drafts.")


@dataclass(frozen=True)
class Follows:
    """A relation or right, and what follows from it."""

    what: str
    then: str


def follows(reader: Person) -> list[Follows]:
    """Every relation and right that the person has today, with what follows from it."""
    actor = people.load_actors([reader], organisations.organisation().time_zone)[reader.id]
    said = [
        Follows(
            _("Works in %(name)s", name=organisations.organisation().name),
            str(OWN),
        )
    ]
    if actor.is_manager:
        said.append(
            Follows(
                ngettext("Leads %(num)s person", "Leads %(num)s people", len(actor.report_ids)),
                str(MANAGER),
            )
        )
    before = people.led_before(reader.id)
    if before:
        said.append(Follows(ngettext("Led %(num)s person before", "Led %(num)s people before", before), str(BEFORE)))
    calls = plan.calls_of(reader.id)
    if calls:
        said.append(Follows(ngettext("Called in to %(num)s plan", "Called in to %(num)s plans", calls), str(CALLED)))
    for one in people.assignments(partner_id=reader.id):
        whom = one.unit.name if one.unit is not None else one.manager.name if one.manager is not None else "–"
        said.append(
            Follows(
                _("HR partner of %(whom)s since %(day)s", whom=whom, day=long_day(one.starts_on)),
                f"{PARTNER} {ASKED_FOR}" if one.opens_from is not None else str(PARTNER),
            )
        )
    for grant in people.grants(person_id=reader.id):
        label = str(GRANT_LABELS[grant.kind])
        said.append(Follows(_("%(right)s since %(day)s", right=label, day=long_day(grant.starts_on)), _opens(grant)))
    stood_for = {one.id for one in actor.stands_in}
    for deputyship in people.deputyships_of(reader.id):
        if deputyship.deputy_id == reader.id and deputyship.person_id in stood_for:
            name, day = deputyship.person.name, long_day(deputyship.ends_on)
            said.append(
                Follows(
                    _("Stands in for %(who)s until %(day)s", who=name, day=day),
                    str(DEPUTY),
                )
            )
    return said


def _opens(grant: people.Grant) -> str:
    words = str(GRANT_WORDS[grant.kind])
    return f"{words} {ASKED_FOR}" if grant.kind == "hr_head" and grant.opens_from is not None else words


@dataclass(frozen=True)
class Seen:
    """Whether the reader sees the things of somebody: name and place, and the rest."""

    reader: Person
    person: Person
    found: bool
    of_person: PersonReader
    plans: list[tuple[plan.Plan, PlanReader | None]]
    untold: bool
    """Whether plans that the reader does not read are left out, because the one who asks may not know of them."""


def seen(reader: Person, person: Person, asker: Actor, standing: Standing) -> Seen:
    """What the reader sees of the person, who stands there today, as far as the asker may know what there is."""
    sight, there = home.Sight(person, standing), around(standing, {reader.id})
    actor: Actor | None = there.actors.get(reader.id)
    if actor is None:  # they have left
        actor = people.load_actors([reader], organisations.organisation().time_zone)[reader.id]
    sheets = plan.sheets_of(person.id, reader.id)
    all_of_them = [(sheet.plan, plan_reader(actor, sheet, there, sheet.signed)) for sheet in sheets]
    knows = asker.is_admin or home.policy.can_see_cycle(asker, sight)
    told = [(each, how) for each, how in all_of_them if knows or how is not None]
    found = home.policy.can_find(actor, sight)
    return Seen(reader, person, found, person_reader(actor, sight, there), told, not knows)


def allowed(reader: Person, asker: Actor, standing: Standing) -> bool:
    """One asks about oneself; tenant admins and HR about those whose entries they see. `standing` is the reader's today."""
    return reader.id == asker.id or people.policy.can_read(asker, reader, standing)
