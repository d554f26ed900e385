"""Two organisations, made by the same factory through the verbs: each kind of thing, in each state that can be reached."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from coaching_library import policies
from coaching_library.policies import Clause, Facts, Terms
from saas import check_ins, cycle, feedback, meetings, performance_file, plan, reports
from saas.demo import feedback as said
from saas.demo import goals, months, talks, texts
from saas.demo import templates as demo_templates
from saas.demo.one_to_ones import Two
from saas.demo.stage import Stage, at, raised
from saas.plan.content import Plan
from tenants import agreements, imports, isolation, jobs, notices, organisations, people, sign_in
from tenants.isolation import clock
from tests.fence.walk import world_of_help
from tests.house_fixture import House

MINE, THEIRS = "alder", "birch"
"""The organisation that walks, and the one that it must not see."""

ROLES = ("anonymous", "amara", "bo", "chen", "dara", "tova", "hugo", "mira", "nia", "shore1")
"""Nobody, an employee, her manager, her HR partner, the head of HR, the tenant admin, an HR partner of others, the employee's
former manager, a peer, a deputy of her manager."""
BRIEFLY = ("hugo", "mira", "nia", "shore1")
"""Those of them who try what differs by who asks, and not what the six before them showed to be the same for whoever it is."""

SIDE = (
    "proposed",
    "countered",
    "taken",
    "changing",
    "waiting",
    "answered",
    "dropped",
    "renewed",
    "helped",
    "moved",
    "passed",
    "handed",
    "mediated",
)
"""Employees of Bo, each called after the state of their plan."""


def raise_two(house: House) -> None:
    """Both organisations stand, and every job of theirs that was due is done."""
    with house.app.app_context():
        for slug, name in ((MINE, "Alder"), (THEIRS, "Birch")):
            raised(slug, name, "UTC", "en", clock.now() - timedelta(days=80, hours=4), _play)
            tenant = house.tenant(slug)
            _put_off_papers(tenant)
            while jobs.run_one(tenant) is not None:
                pass
            _afterwards(tenant)


def _put_off_papers(tenant: UUID) -> None:
    """One person's latest paper is enough: printing is slow."""
    with isolation.transaction(tenant) as session:
        one = session.scalars(select(people.Person.id).where(people.Person.name.like("Renewed%"))).one()
        for job in session.scalars(select(jobs.Job).where(jobs.Job.kind == "report")):
            if job.requester_id != one or job.payload["version"] != 2:
                job.due_at += timedelta(days=800)


def _play(stage: Stage) -> None:
    _structure(stage)
    _rights(stage)
    _open_cycle(stage)
    raised_ = _goals(stage)
    _one_to_ones(stage)
    _plans(stage, raised_)
    _files(stage)
    _templates(stage)
    _policies(stage)
    world_of_help.play(stage)
    _feedback(stage)
    _other_cycles(stage)
    _own_cycles(stage)
    _comings_and_goings(stage)
    _check_ins(stage)
    stage.as_system()


def _structure(stage: Stage) -> None:
    energy = organisations.open_company(name="Energy", legal_name="Energy Limited", letterhead="Harbour Road 1", by=None)
    asia = organisations.open_company(name="Asia", legal_name="Asia Limited", by=None)
    closed = organisations.open_company(name="Wound up", legal_name="Wound up Limited", by=None)
    organisations.close_company(closed, by=None)
    organisations.add_holiday(energy, day=(stage.now + timedelta(days=200)).date(), name="Harbour day", by=None)
    field = organisations.make_unit(energy, name="Field", by=None)
    house = organisations.make_unit(energy, name="House", by=None)
    far = organisations.make_unit(asia, name="Far", by=None)
    shore = organisations.make_unit(asia, name="Shore", by=None)
    organisations.make_unit(asia, name="Loft", by=None)
    organisations.open_company(name="Empty", legal_name="Empty Limited", by=None)
    organisations.close_unit(organisations.make_unit(asia, name="Attic", by=None), by=None)
    criteria = [{"title": "Safety first", "words": {"l2": "When reminded.", "l3": "Always.", "l4": "Others too."}}]
    engineer = organisations.make_position(title="Engineer", words="Keeps sites running.", criteria=criteria, by=None)
    organisations.close_position(organisations.make_position(title="Stoker", by=None), by=None)
    since = (stage.now - timedelta(days=400)).date()
    stage.join("ingrid", "Ingrid Holm", house, since=since)
    for key in ("dara", "chen", "hugo", "tova"):
        stage.join(key, f"{key.title()} Ashe", house, None, "ingrid", since=since)
    for key in ("mira", "bo"):
        stage.join(key, f"{key.title()} Beck", field, None, "ingrid", called=key.title(), since=since)
    stage.join("amara", "Amara Diallo", field, engineer, "mira", called="Amara", since=since)
    for key in ("nia", *SIDE, "leaver", "spare"):
        stage.join(key, f"{key.title()} Cole", field, engineer, "bo", since=since)
    for key, unit in (("far1", far), ("far2", far), ("shore1", shore), ("shore2", shore)):
        stage.join(key, f"{key.title()} Dean", unit, None, "hugo", since=since)
    with at(stage, days=5):
        people.set_manager(stage.people["amara"], manager=stage.people["bo"], by=None)


def _unit(name: str) -> organisations.Unit:
    return isolation.session().scalars(select(organisations.Unit).where(organisations.Unit.name == name)).one()


def _rights(stage: Stage) -> None:
    people.give(stage.people["tova"], "tenant_admin", by=None)
    people.give(stage.people["dara"], "hr_head", by=stage.acting("tova"))
    people.give(stage.people["chen"], "cycle_design", by=stage.acting("tova"))
    ended = people.give(stage.people["hugo"], "publish", by=stage.acting("tova"))
    people.end_grant(ended, by=stage.acting("tova"))
    people.assign_partner(stage.people["chen"], unit=_unit("Field"), by=stage.acting("tova"))
    people.assign_partner(stage.people["hugo"], unit=_unit("Far"), by=stage.acting("tova"))
    people.assign_partner(stage.people["dara"], manager=stage.people["bo"], by=stage.acting("tova"))


def _phases(stage: Stage, ahead: int = 0) -> cycle.Phases:
    first = stage.now.date() + timedelta(days=ahead - 20)
    days = [first + timedelta(days=n) for n in (0, 130, 250, 275, 295)]  # no phase of it begins by itself while one walks
    return cycle.Phases(*days)


def _open_cycle(stage: Stage) -> None:
    by = stage.acting("dara")
    energy = next(c for c in organisations.companies() if c.name == "Energy")
    made = cycle.draft(
        name="Half-year", phases=_phases(stage), words="Something to be proud of.", company_ids=[energy.id], by=by
    )
    cycle.excuse(made, stage.people["ingrid"], reason="Agrees with the board.", by=by)
    cycle.excuse(made, stage.people["spare"], reason="On leave for a year.", by=by)
    with at(stage, days=1):
        cycle.make_ready(made, by=by)
        cycle.open_planning(made, by=by)
        later = made.work_on + timedelta(days=30)
        cycle.set_day(made, stage.people["nia"], work_on=later, why="Back from the sea.", by=by)


def _goals(stage: Stage) -> goals.Raised:
    """Goals of a company and a unit in each state, with check-ins."""
    found = goals.Raised()
    measured = (goals.result("Minutes without power", "number", 96, 60, "min"), goals.result("Permit", "milestone"))
    goals.goal(stage, found, "trust", "dara", "bo", company="Energy", title="The lights stay on", results=measured)
    goals.goal(stage, found, "faults", "bo", "bo", unit="Field", title="Fewer faults", parent="trust", by_result=0)
    goals.goal(stage, found, "draft", "chen", "bo", unit="Field", title="Not open yet", open_it=False)
    goals.goal(stage, found, "amaras", "tova", "amara", unit="Field", title="Sites that anybody takes over", parent="faults")
    for key, ending in (("kept", "reach"), ("half", "reach_partly"), ("lost", "miss"), ("away", "drop")):
        goals.goal(stage, found, key, "dara", "dara", company="Asia", title=f"A goal that is {key}")
        goals.close(stage, found, key, "dara", ending, "It is over.")
    goals.reword(stage, found, "trust", "dara", words="Also in winter.")
    goals.check_in(stage, found, "amaras", "Half of the sites have a sheet.", confidence=6)
    goals.check_in(stage, found, "trust", "The winter was kind.", (Decimal(88), 7), (Decimal(0), 5))
    return found


def _plans(stage: Stage, raised_: goals.Raised) -> None:
    from saas.plan.content import Period

    period: Period = talks.period_of(stage, "amara")

    def content(_old: Plan | None = None) -> Plan:
        whole = texts.whole(period, texts.depots(period), texts.faults(period), texts.talking(period), words="My own words.")
        return goals.contributing(raised_, 1, "trust", 0, own=0)(goals.contributing(raised_, 0, "faults")(whole))

    talks.put(stage, "amara", "amara", content)
    talks.ask(stage, "bo", "amara", 1, talks.goal_address(stage, "amara", 0, "title"), "Why three of them?")
    talks.counter(stage, "bo", "amara", "Two would be better.")
    talks.put(stage, "bo", "amara", talks.together(talks.with_words(0, title="Two depots charge"), talks.with_target(0, 0, 2)))
    talks.put(stage, "proposed", "proposed", content)
    talks.put(stage, "countered", "countered", content)
    talks.counter(stage, "bo", "countered", "Let us talk about the date.")
    talks.put(stage, "taken", "taken", content)
    with at(stage):
        by = stage.acting("taken")
        plan.withdraw(talks.sheet_of(stage, "taken"), by=by)
    for who in ("changing", "waiting", "answered", "dropped", "renewed"):
        talks.agreed(stage, who, "bo", content())
        with at(stage):
            by = stage.acting(who)
            plan.amend(talks.sheet_of(stage, who), by=by)
    for who in ("waiting", "answered", "renewed"):
        talks.put(stage, who, who, talks.with_target(0, 0, 2))
    talks.counter(stage, "bo", "answered", "Not so fast.")
    talks.sign(stage, "bo", "renewed", 2)
    with at(stage):
        by = stage.acting("dropped")
        plan.discard(talks.sheet_of(stage, "dropped"), by=by)
    _helped(stage, content)
    talks.write(stage, "nia", "nia", content)
    talks.agreed(stage, "mira", "ingrid", content())
    talks.put(stage, "chen", "chen", content)


def _feedback(stage: Stage) -> None:
    """Requests in each state, feedback that was opened and that was not, with all that can be said to it, and drafts."""
    now = stage.now
    given = said.give(stage, now, 0, "nia", "amara", "praise", did="You asked first.", made="Nobody had to come twice.")
    said.read(stage, now, 1, "amara", given, thanks=True, words="I nearly had not.", share=True)
    said.give(stage, now, 0, "amara", "nia", "suggestion", saw="It was late.", could="Begin with the end.")
    for who, about in (("amara", ""), ("bo", "amara")):
        asked = said.ask(
            stage,
            now,
            1,
            who,
            "nia",
            "renewed",
            "mira",
            about=about,
            topic="work",
            days=90,
            words=f"{who} would like to know.",
        )
        said.decline(stage, now, 2, "renewed", asked[1])
        told = said.answer(stage, now, 2, "mira", asked[2], well="The sheet was whole.", better="The parts were elsewhere.")
        if about:
            said.read(stage, now, 3, "bo", told, thanks=True)
    over = said.ask(stage, now, 1, "nia", "amara", topic="talk")
    with at(stage, days=3):
        stage.as_system()
        feedback.expire(over)
    written = said.ask(stage, now, 1, "amara", "bo", topic="together", words="What earlier?", days=90)
    with at(stage):
        by = stage.acting("bo")
        sheet = feedback.request_of(written[0])
        assert sheet is not None
        feedback.accept(sheet, by=by)
    for who, to in (("nia", "bo"), ("bo", "nia"), ("amara", "mira")):
        said.begin(stage, now, 3, who, to, "observation", saw="A draft of theirs.")


def _files(stage: Stage) -> None:
    """Entries and contests in each state, evidence, a draft with a piece of it, and a private note of Bo's."""

    def wrote(who: str, employee: str, kind: str = "achievement", *, piece: bool = False, goal: UUID | None = None) -> UUID:
        by = stage.acting(who)
        sheet = performance_file.begin(stage.people[employee].id, stage.people["bo"].id, by=by)
        draft = performance_file.take_draft(sheet, by=by)
        what = performance_file.Written(kind, organisations.today(), f"What {who} wrote.", goal)
        draft = performance_file.save(draft, what, by=by, seen=draft.version)
        if piece:
            performance_file.keep_file(
                draft, performance_file.Upload("sheet.txt", f"Evidence of a site of {stage.slug}.".encode()), by=by
            )
            performance_file.keep_link(draft, "https://wiki.example/sheet", by=by)
        return performance_file.add(sheet, draft, by=by, seen=draft.version).id

    def say(verb: Callable[..., object], who: str, entry: UUID, *words: str) -> None:
        by, one = stage.acting(who), performance_file.entry_sheet(entry)
        assert one is not None
        performance_file.note_sights([one], by=by)
        verb(one, *words, by=by)

    with at(stage):
        for state in ("resolved", "stands", "fallen"):
            entry = wrote("bo", "proposed")
            say(performance_file.contest, "proposed", entry, "It was otherwise.")
            if state == "resolved":
                say(performance_file.settle, "bo", entry, "Yes.")
                say(performance_file.settle, "proposed", entry, "Yes.")
            elif state == "stands":
                say(performance_file.stand, "bo", entry, "I stay with it.")
            else:
                say(performance_file.withdraw, "bo", entry)
        sealed = wrote("bo", "amara")
        wrote("bo", "waiting", goal=plan.goals_of(talks.sheet_of(stage, "waiting").id)[0].id)
    with clock.at(stage.now + timedelta(days=8)):
        performance_file.seal(100)
    stage.now += timedelta(days=8)
    with at(stage):
        say(performance_file.contest, "amara", sealed, "It was otherwise.")
        wrote("bo", "amara", "thanks", piece=True)
        wrote("amara", "amara", "obstacle")
        by = stage.acting("bo")
        sheet = performance_file.begin(stage.people["amara"].id, by.id, by=by)
        draft = performance_file.take_draft(sheet, by=by)
        performance_file.keep_link(draft, "https://wiki.example/draft", by=by)
        performance_file.keep_file(draft, performance_file.Upload("draft.txt", b"Not added yet."), by=by)
        for words in ("It was the day shift.", "It was the night shift."):
            one = performance_file.entry_sheet(sealed)
            assert one is not None
            mends = performance_file.take_draft(sheet, by=by, corrects=one)
            what = performance_file.Written("correction", organisations.today(), words)
            mends = performance_file.save(mends, what, by=by, seen=mends.version)
            if "day" in words:  # the other one stays a draft
                performance_file.add(sheet, mends, by=by, seen=mends.version)
        note = performance_file.make_note(by=by)
        performance_file.save_note(note, "Ask on Thursday.", by=by, seen=note.version)


def _templates(stage: Stage) -> None:
    """Templates in each state, of the whole organisation and of the field; a version that differs from what is written now;
    and an empty draft of Bo's that may begin with one.
    """
    for title, unit, ends in (
        ("Of all", None, "published"),
        ("Of the field", "Field", "published"),
        ("Not published", None, "draft"),
        ("Over", None, "retired"),
    ):
        with at(stage, hours=1):
            demo_templates.published(stage, title, "dara", ("Engineer",), unit=unit, ends=ends)
    with at(stage):
        talks.empty_draft(stage, "bo", "nia")


def _clauses(stage: Stage, talk: str) -> tuple[Clause, ...]:
    """What a policy says; no other organisation says it so, whose hash would else be the same."""
    return (
        Clause("why00000", "Why we have it", f"So that nobody at {stage.slug} has to guess."),
        Clause("talk0000", "Talk first", talk, binding=True),
    )


def _policies(stage: Stage) -> None:
    """Policies in each state, for each audience; one with a version before it, readings and acknowledgements; one given back;
    a counterpart in another language.
    """

    def one(title: str, *, audience: str = "everyone", ends: str = "in_force") -> UUID:
        with at(stage):
            by = stage.acting("chen")
            made = policies.make(Facts(title, "talk", audience, by.id), by=by)
            version = policies.version_of(made.id)
            assert version is not None
            policies.write(version, _clauses(stage, "A talk comes **before** anything is written."), "", by=by)
            on_to(made.id, ends)
        return made.policy_id

    def on_to(version_id: UUID, ends: str) -> None:
        version = policies.version_of(version_id)
        assert version is not None
        if ends == "draft":
            return
        policies.propose(version, by=stage.acting("chen"))
        if ends == "review":
            return
        by = stage.acting("dara")
        if ends == "given_back":
            policies.give_back(version, "Say when.", by=by)
            return
        ahead = 60 if ends == "scheduled" else 0
        policies.publish(version, Terms(organisations.today() + timedelta(days=ahead)), by=by)
        if ends == "withdrawn":
            policies.withdraw(version, "The law has changed.", by=by)

    def acknowledged(policy_id: UUID, *who: str) -> None:
        for key in who:
            by, sheet = stage.acting(key), policies.policy_of(policy_id)
            assert sheet is not None
            assert sheet.in_force is not None
            policies.acknowledge(sheet, sheet.in_force.no, sheet.in_force.hash, by=by)

    began = stage.now
    whole = one("Of all")
    with at(stage):
        acknowledged(whole, "amara", "nia")
    with at(stage):
        by, sheet = stage.acting("chen"), policies.policy_of(whole)
        assert sheet is not None
        begun = policies.begin(sheet, by=by)
        version = policies.version_of(begun.id)
        assert version is not None
        anew = _clauses(stage, "A talk comes before anything is written or said.")
        policies.write(version, anew, "It was misread.", by=by)
        on_to(begun.id, "in_force")
        acknowledged(whole, "nia")
        by, sheet = stage.acting("bo"), policies.policy_of(whole)
        assert sheet is not None
        policies.show(sheet, by=by)
        policies.make_counterpart(sheet, "zh", "全体适用", by=stage.acting("hugo"))
    for state in ("draft", "review", "given_back", "scheduled", "withdrawn"):
        one(f"That is {state}", ends=state)
    one("For managers", audience="managers")
    one("For HR", audience="hr")
    stage.now = began


def _one_to_ones(stage: Stage) -> None:
    """1:1s of Amara and Bo in each state, rhythms proposed and agreed, promises in each state; one with a former manager."""
    two = Two(stage, "amara", "bo")
    stage.opened = stage.now
    two.planned(0, "amara", "regular", place="The old place.")
    two.topics("amara", "The third depot.", "Carried on.")
    two.topics("bo", "Nia and the night.")
    two.held(
        "amara",
        ("In spring.", "", "They like it."),
        "A good talk.",
        private="My own thought.",
        promises=(("bo", "I ask the grid company.", 7), ("amara", "I write the sheet.", 9), ("bo", "I find a place.", 9)),
    )
    two.says("bo", "bo", "I ask", "done", "They said yes.")
    two.says("amara", "bo", "I ask", "not_yet", "They want a letter.", days=1)
    two.says("bo", "bo", "I ask", "done", days=1)
    two.says("amara", "amara", "I write", "ask_drop", "Nobody reads it.", days=1)
    two.planned(7, "bo", "coaching")
    two.held(
        "bo",
        (),
        parts={"facts": "It was late.", "tried": "A mail.", "options": "Three."},
        both=False,
        promises=(("amara", "I call Jonas.", 5), ("bo", "I am there.", 5)),
    )
    with at(stage):
        by, pair = two.at(stage.now, "amara")
        meetings.add_topic(pair, "This one.", by=by, about=("Fewer faults", "/enterprise/goals"))
    two.planned(10, "bo", "goal")
    two.skipped("bo", "Half the team is ill.")
    two.planned(14, "bo", "other")
    two.moved("amara", 1, "At the dentist’s.")
    two.agree(16, "amara", 14, place="On the pier.", answered=False)
    nia = Two(stage, "nia", "bo")
    _promises_end(stage, nia)
    _rhythms_come_and_go(stage, nia)
    former = Two(stage, "moved", "bo")
    former.planned(1, "bo", "regular")
    former.topics("moved", "Left open.")
    former.held("bo", (), "We met.", both=False, promises=(("moved", "I call.", 5),))
    with at(stage):
        meetings.make_feed(by=stage.acting("nia"))
    stage.now = stage.opened


def _rhythms_come_and_go(stage: Stage, two: Two) -> None:
    """One that the other side does not agree to, one that is ended, and the one that holds."""

    def settle(state: str, who: str, verb: Callable[..., object]) -> None:
        with at(stage):
            by, pair = two.at(stage.now, who)
            mine = meetings.MeetingSeries.employee_id == pair.employee_id, meetings.MeetingSeries.state == state
            sheet = meetings.rhythm_sheet(isolation.session().scalars(select(meetings.MeetingSeries.id).where(*mine)).one())
            assert sheet is not None
            verb(sheet, by=by)

    two.agree(12, two.manager, 28, answered=False)
    settle("proposed", two.employee, meetings.drop_rhythm)
    two.agree(13, two.manager, 14)
    settle("agreed", two.employee, meetings.end_rhythm)
    two.agree(14, two.manager, 7)


def _promises_end(stage: Stage, two: Two) -> None:
    """A 1:1 at which a topic was dropped and a promise taken back; of those that were made one is kept and one dropped."""
    two.planned(1, two.manager, "regular")
    two.topics(two.employee, "Not this time.", "The tools.")
    with at(stage):
        by, _pair = two.at(stage.now, two.employee)
        [topic] = [each.topic for each in meetings.agenda(two.next().id) if each.words == "Not this time."]
        dropped = meetings.topic_sheet(topic.id)
        assert dropped is not None
        meetings.drop_topic(dropped, by=by)
        meetings.promise(two.sheet(two.next().id), "me", "I take it back.", None, by=by)
    two.says(two.employee, two.employee, "I take it back", "take_back", days=0)
    two.held(two.employee, (), "We met.", promises=((two.employee, "I do it.", 3), (two.employee, "I do that.", 3)))
    two.says(two.employee, two.employee, "I do it", "done", days=1)
    two.says(two.manager, two.employee, "I do it", "keep", days=1)
    two.says(two.employee, two.employee, "I do that", "ask_drop", "Nobody needs it.", days=1)
    two.says(two.manager, two.employee, "I do that", "drop", days=1)


def _helped(stage: Stage, content: Callable[[], Plan]) -> None:
    """HR called in; other managers since, with a note that is answered and one that is asked for; a deputy who prepared."""
    talks.put(stage, "helped", "helped", lambda _old: content())
    talks.call(stage, "helped", "helped", "We turn in circles.")
    talks.ask(stage, "chen", "helped", 1, "", "What about half of it?")
    for who in ("moved", "passed", "handed"):
        talks.agreed(stage, who, "bo", content())
        if who == "moved":
            _open(stage, who)  # a check-in that nobody asks for any more
        talks.led_by(stage, who, "ingrid")
    talks.agreed(stage, "mediated", "bo", content())
    with at(stage):
        by = stage.acting("mediated")
        plan.amend(talks.sheet_of(stage, "mediated"), by=by)
    talks.put(stage, "mediated", "mediated", talks.with_target(0, 0, 2))
    talks.call(stage, "mediated", "mediated", "About the second one we turn in circles as well.")
    talks.led_by(stage, "changing", "ingrid")
    talks.led_by(stage, "changing", "bo")  # what was asked of him in between lapses
    talks.hand_over(stage, "moved", "bo", "Two depots run.", "Two hours a week.")
    with at(stage):
        by = stage.acting("moved")
        found = plan.passing(isolation.session().scalars(select(plan.Handover.id).where(plan.Handover.state == "given")).one())
        assert found is not None
        plan.answer_handover(found, words="The second one is late.", by=by)
    talks.hand_over(stage, "handed", "bo", "Both depots run.", "Nothing more.")
    talks.stands_in(stage, "shore1", "bo", days=300)
    talks.prepare(stage, "shore1", "proposed", talks.with_target(0, 0, 2))
    with at(stage):
        talks.write(stage, "shore1", "taken", lambda _old: content())


def _other_cycles(stage: Stage) -> None:
    by = stage.acting("dara")
    far, shore = _unit("Far"), _unit("Shore")
    for n, state in enumerate(("draft", "ready", "cancelled", "working")):
        unit = far if state == "working" else shore
        made = cycle.draft(name=f"Another {state}", phases=_phases(stage, 300 * n), unit_ids=[unit.id], by=by)
        if state in ("ready", "working"):
            cycle.make_ready(made, by=by)
        if state == "working":
            cycle.open_planning(made, by=by)
            cycle.start_work(made, by=by)
        if state == "cancelled":
            cycle.cancel(made, words="It came too early.", by=by)


def _own(stage: Stage, who: str, name: str) -> cycle.Cycle:
    by, day = stage.acting(who), organisations.today()
    phases = cycle.own_phases(day, day + timedelta(days=120))
    return cycle.draft_own(reason="project", name=name, phases=phases, words="I lead the switchover.", by=by)


def _own_cycles(stage: Stage) -> None:
    with at(stage, days=1):
        _own(stage, "amara", "Not asked yet")
        cycle.ask(_own(stage, "nia", "Asked for"), by=stage.acting("nia"))
        later = _own(stage, "proposed", "Not yet")
        cycle.ask(later, by=stage.acting("proposed"))
        cycle.answer_later(later, words="After the summer.", by=stage.acting("bo"))
        agreed = _own(stage, "countered", "Agreed")
        cycle.ask(agreed, by=stage.acting("countered"))
        cycle.agree(agreed, by=stage.acting("bo"))


def _check_ins(stage: Stage) -> None:
    """Check-ins of Amara and others with Bo in each state; a reply, words said anew, a claim, a draft; Mira with none yet."""
    with at(stage, hours=1):
        project = _own(stage, "amara", "In force")
        cycle.ask(project, by=stage.acting("amara"))
        cycle.agree(project, by=stage.acting("bo"))
    period = talks.period_of(stage, "amara")
    whole = texts.whole(period, texts.faults(period), texts.talking(period))
    no = talks.put(stage, "amara", "amara", lambda _old: whole, days=0)
    with at(stage, hours=1):
        by = stage.acting("bo")
        plan.sign(talks.sheet_of(stage, "amara"), no, by=by)
    for who in ("amara", "waiting"):
        with at(stage, hours=1):
            months.happens(stage, who, 7)
    goals_ = (
        months.Goal(
            "on_track", ((19, 8),), progress="We listened to forty repairs.", work="own", support=(("kept", "The same day."),)
        ),
        months.Goal("at_risk", sure=4, blocker="I wait too long.", work="own"),
    )
    worse = (months.Goal("off_track", ((20, 3),), blocker="Two are on leave.", claim="not_reached"), goals_[1])
    for who, says in (
        ("amara", goals_),
        ("renewed", (goals_[0], goals_[0], goals_[1])),
        ("answered", (goals_[0], goals_[0], goals_[1])),
    ):
        _open(stage, who)
        with at(stage, hours=1):
            months.happens(stage, who, months.Says(says, "Nobody called at night."))
    with at(stage, hours=1):
        months.happens(stage, "amara", months.Says(goals_, "Nobody called on Sunday."))
        months.happens(stage, "amara", months.Answers("I see it.", {0: "Well done."}, {0: "manager"}))
        months.happens(stage, "amara", "Thank you for the two hours.")
        for who in ("answered", "renewed"):  # nothing is to be filled in: they can begin one
            months.happens(stage, who, months.Answers("Go on like this."))
    _open(stage, "waiting")
    with at(stage, days=7):
        stage.as_system()
        check_ins.turn(100)
    with at(stage, hours=1):
        months.happens(stage, "amara", months.Says(worse))
        _draft(stage, "amara", {"win": "Begun and not said."})
    with at(stage, days=1):
        _open(stage, "amara")


def _open(stage: Stage, who: str) -> None:
    with at(stage, hours=1):
        by = stage.acting(who)
        manager = people.manager_of(by.id)
        assert manager is not None
        pair = check_ins.pair_between(by.id, manager.id)
        assert pair is not None
        check_ins.open_now(pair, by=by)


def _draft(stage: Stage, who: str, typed: dict[str, str]) -> None:
    by = stage.acting(who)
    _rhythm, last = check_ins.own_pairs(by.id)[0]
    assert last is not None
    sheet = check_ins.sheet(last.id)
    assert sheet is not None
    check_ins.save_draft(sheet, typed, by=by, seen=0)


def _comings_and_goings(stage: Stage) -> None:
    field = _unit("Field")
    admin = stage.acting("tova")
    with at(stage, days=1):
        sign_in.actions.send_reset(stage.people["leaver"])  # type: ignore[attr-defined]
        people.leave(stage.people["leaver"], by=stage.acting("tova"))  # the letter is on its way and finds nobody
        people.add(
            name="Newt Invited", email=f"newt@{stage.slug}.example", unit=field, manager=stage.people["bo"],
            starts_on=stage.now.date(), by=admin,
        )  # fmt: skip
        people.ask_email(stage.people["nia"], email=f"nia.new@{stage.slug}.example", by=stage.acting("tova"))
        people.ask_grant("publish", by=admin)
        people.ask_partner(unit=_unit("Shore"), by=admin)
        people.ask_partner(manager=stage.people["mira"], by=admin)
        people.decline_right(people.ask_grant("hr_head", by=admin), by=stage.acting("dara"))
        people.confirm_right(people.ask_grant("panel", by=stage.acting("tova")), by=stage.acting("dara"))
        people.let_right_be(people.ask_grant("cycle_design", by=stage.acting("tova")), by=stage.acting("tova"))
        soon = stage.now.date() + timedelta(days=90)
        people.leave(stage.people["dropped"], last_day=soon, by=stage.acting("tova"))


def _afterwards(tenant: UUID) -> None:
    """What needs done jobs: reports and mail in every state, read notices, links and sessions, who read whose plan."""
    who: dict[str, people.Person] = {}
    with isolation.transaction(tenant) as session:
        for person in session.scalars(select(people.Person)):
            who[person.email.partition("@")[0]] = person
        renewed = session.scalars(select(plan.Plan.id).where(plan.Plan.person_id == who["renewed"].id)).first()
        for key in ("amara", "bo", "nia"):
            sign_in.actions.begin(who[key], agent="Firefox on Linux")  # type: ignore[attr-defined]
        for kind, key in (("invitation", "newt"), ("reset", "amara")):
            sign_in.actions.make_link(kind, who[key])  # type: ignore[attr-defined]
    assert renewed is not None
    _imports(tenant, who)
    for state in ("expired", "cancelled", "queued", "failed", "dead", "running"):
        _report(tenant, who["renewed" if state == "expired" else "bo"], renewed, state)
    with isolation.transaction(tenant, who["renewed"].id):
        by = people.load_actor(who["renewed"], "UTC")
        notices.actions.read_all(by=by)  # type: ignore[attr-defined]
        notices.choose(at_once=True, in_the_morning=False, by=by)
    with isolation.transaction(tenant, who["bo"].id):
        by = people.load_actor(who["bo"], "UTC")
        sheet = plan.sheet(renewed)
        assert sheet is not None
        from tenants.journal import Tried, record_reading, record_refusal

        record_refusal(Tried("GET", "/plan/plans/…", 404, "plan", renewed, who["renewed"].id), by=who["nia"].id)
        record_reading(by=by, on=sheet.plan, about=who["renewed"].id)


def _imports(tenant: UUID, who: dict[str, people.Person]) -> None:
    """A file of people in every state; the latest one is taken over, and what it would take longest for never ends."""
    slug = who["tova"].email.partition("@")[2].removesuffix(".example")
    for state in ("uploaded", "dropped", "checked", "undone", "applied"):
        with isolation.transaction(tenant, who["tova"].id):
            by = people.load_actor(who["tova"], "UTC")
            rows = f"Full name,E-mail,Company,Unit\nFrom {state},{state}@{slug}.example,Energy,Hold {state}\nNo Address,,,\n"
            made = imports.upload(rows.encode(), f"{state}.csv", by=by)
            if state not in ("uploaded", "dropped"):
                imports.check(made, made.columns, "", by=by)
            if state == "dropped":
                imports.drop(made, by=by)
            if state in ("undone", "applied"):
                imports.apply(made, create=[each["code"] for each in made.structure], by=by)
        while jobs.run_one(tenant) is not None:
            pass
        if state == "undone":
            with isolation.transaction(tenant, who["tova"].id):
                imports.undo(made, by=people.load_actor(who["tova"], "UTC"))
            while jobs.run_one(tenant) is not None:
                pass


def _report(tenant: UUID, asker: people.Person, subject: UUID, state: str) -> None:
    """A report in that state, asked for by the verb; ends that take a printer or a worker are written by hand."""
    no = 1 if state in ("expired", "failed", "queued", "running") else 2
    with isolation.transaction(tenant, asker.id):
        by, sheet = people.load_actor(asker, "UTC"), plan.sheet(subject)
        assert sheet is not None
        version = agreements.version(sheet.agreement.id, no)
        assert version is not None
        locale = {"failed": "zh", "dead": "fr", "running": "de", "cancelled": "es"}.get(state, "en")
        made = reports.ask("plan", sheet, version, by=by, locale=locale)
        if state == "cancelled":
            report = reports.report(made.id)
            assert report is not None
            reports.cancel(report, by=by)
        else:
            made.due_at = clock.now() + timedelta(days=400)
            if state != "queued":
                made.state, made.attempt, made.error = state, 3, {"dead": "gave_up", "failed": "gone"}.get(state, "")
            if state == "running":
                made.lease_until = clock.now() + timedelta(days=400)
            if state in ("dead", "failed", "expired"):
                made.ask_hash = None
