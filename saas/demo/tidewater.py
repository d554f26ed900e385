"""Tidewater: twelve people in one company. Northlight can't see that it exists."""

from __future__ import annotations

from datetime import UTC, timedelta
from decimal import Decimal

from coaching_library import library
from saas import cycle
from saas.demo import feedback, goals, months, one_to_ones, records, talks, templates, texts
from saas.demo.stage import Stage, at, raised
from tenants import organisations, people
from tenants.isolation import clock

PEOPLE = (
    ("oona", "Oona Kelly", "finn"), ("petra", "Petra Vuković", "finn"), ("quin", "Quin Ferreira", "finn"),
    ("rafi", "Rafi Cohen", "finn"), ("sana", "Sana Malik", "finn"), ("teo", "Teo Ionescu", "finn"),
    ("uma", "Uma Krishnan", "wim"), ("wim", "Wim de Vries", None),
)  # fmt: skip


def tidewater(slug: str = "tidewater") -> int:
    """Make Tidewater; returns how many people work there."""
    start = clock.now().astimezone(UTC).replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=30)
    return raised(slug, "Tidewater", "Europe/Lisbon", "en", start, _play)


def _play(stage: Stage) -> None:
    company = organisations.open_company(
        name="Tidewater Ferries",
        legal_name="Tidewater Ferries, Lda.",
        letterhead="Cais do Exemplo 3\n1100-001 Lisboa, Portugal",
        time_zone="Europe/Lisbon",
        by=None,
    )
    crew = organisations.make_unit(company, name="Crew", by=None)
    office = organisations.make_unit(company, name="Office", by=None)
    since = (stage.now - timedelta(days=400)).date()
    stage.join("wim", "Wim de Vries", office, since=since)
    stage.join("ivy", "Ivy Marsh", office, None, "wim", called="Ivy", since=since)
    stage.join("gus", "Gus Almeida", office, None, "wim", called="Gus", since=since)
    stage.join("finn", "Finn Gallagher", crew, None, "wim", called="Finn", since=since)
    deckhand = organisations.make_position(
        title="Deckhand",
        words="Gets people and their cars on board and off again, safely and in time.",
        criteria=[{"title": "Safety first", "words": {"l2": "When reminded.", "l3": "Always.", "l4": "Others too."}}],
        by=None,
    )
    stage.join("eve", "Eve Moreau", crew, deckhand, "finn", called="Eve", since=since)
    for key, name, manager in PEOPLE:
        if key != "wim":
            stage.join(key, name, crew, deckhand, manager, since=since)
    organisation = organisations.organisation()
    organisations.change_organisation(
        organisation, name="Tidewater", brand_hue=245, brand_chroma=90, language="en", time_zone="Europe/Lisbon", by=None
    )
    people.give(stage.people["ivy"], "tenant_admin", by=None)
    people.give(stage.people["gus"], "cycle_design", by=stage.acting("ivy"))
    people.assign_partner(stage.people["gus"], unit=crew, by=stage.acting("ivy"))
    library.give_starter_set()
    templates.tidewater(stage)
    by = stage.acting("ivy")
    first = stage.now.date() - timedelta(days=10)
    made = cycle.draft(
        name=f"Season {first.year}",
        phases=cycle.Phases(
            first,
            first + timedelta(days=60),
            first + timedelta(days=160),
            first + timedelta(days=180),
            first + timedelta(days=200),
        ),
        unit_ids=[crew.id],
        by=by,
    )
    with at(stage, days=1):
        cycle.make_ready(made, by=by)
        cycle.open_planning(made, by=by)
        opened = stage.now
    period = talks.period_of(stage, "eve")
    talks.put(stage, "eve", "eve", lambda _old: texts.whole(period, texts.handover(period), texts.talking(period)))
    talks.put(stage, "petra", "petra", lambda _old: texts.whole(period, texts.faults(period), texts.talking(period)))
    talks.counter(stage, "finn", "petra", "The season is short. I would begin with the ferries that sail every day.")
    talks.call(stage, "petra", "petra", "We want the same, and each of us hears something else.")
    talks.ask(stage, "gus", "petra", 1, "", "What would both of you look at in August to say that it went well?")
    with at(stage, days=1):
        raised = goals.tidewater(stage)
    oona = goals.contributing(raised, 0, "time", 0)(texts.whole(period, texts.faults(period)))
    talks.agreed(stage, "oona", "finn", oona)
    feedback.tidewater(stage)
    goals.check_in(stage, raised, "time", "The gangway is the slow part. We try two people at it.", (Decimal(84), 6))
    months.tidewater(stage)
    stage.opened = opened
    one_to_ones.tidewater(stage)
    stage.as_system()
    records.tidewater(stage)
