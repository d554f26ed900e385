"""Organisations of three sizes, alike in everything but size, with whatever each page of the house needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from uuid import UUID

from sqlalchemy import select

from coaching_library import library, policies
from coaching_library.library.filing import Defaults
from saas import check_ins, cycle, demo, enterprise, feedback, meetings, performance_file, plan, plan_template, reports
from saas.demo import texts
from saas.demo.large import team_of
from saas.plan.content import Goal, Period, Plan, new_key
from tenants import agreements, imports, isolation, jobs, notices, organisations, people
from tenants.isolation import clock
from tenants.notices.models import Mail
from tenants.sign_in.actions import make_link
from tests.coaching_library.library.made import KINDS
from tests.fence.walk.world_of_help import packed
from tests.house.asked import questions
from tests.house_fixture import Browser, House

ADMIN, HEAD, PARTNER, MANAGER, EMPLOYEE, NEIGHBOUR = "admin", "head", "partner", "manager", "employee", "neighbour"
"""Tenant admin and top of the house; head of HR; HR partner of the second unit; who leads it; two employees of it."""
ROLES = (ADMIN, HEAD, PARTNER, MANAGER, EMPLOYEE)
"""Who looks at the pages."""


@dataclass
class Place:
    """One organisation of the three: its browsers, and an id for each argument that an address has."""

    slug: str
    size: int
    browsers: dict[str, Browser] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    by_endpoint: dict[tuple[str, str], str] = field(default_factory=dict)
    """Where one page asks for another row than the rest: by endpoint and argument."""


class _Making:
    """Everything beside the large seed is made through the verbs, by the six."""

    def __init__(self, house: House, size: int) -> None:
        self.house, self.place = house, Place(f"large-{size}", size)
        team = team_of(size)
        self.numbers = {ADMIN: 0, HEAD: 1, PARTNER: 2, MANAGER: team, EMPLOYEE: team + 4, NEIGHBOUR: team + 3}
        self.people: dict[str, people.Person] = {}

    def whole(self) -> Place:
        with self.house.app.app_context():
            self._make()
        self._sign_in()
        return self.place

    def _make(self) -> None:
        for _line in demo.seed_large(self.place.size):
            pass
        with isolation.transaction(self.house.tenant(self.place.slug)) as session:
            for role in self.numbers:
                mine = people.Person.email_key == self._email(role)
                self.people[role] = session.scalars(select(people.Person).where(mine)).one()
            self._talk()
            self._structure()
            self._policies()
            self._library()
            self.place.ids |= questions(self.by, EMPLOYEE, PARTNER, HEAD)
            self._own_cycle()
            self._check_in()
            self._one_to_ones()
            self._passing()
            self._inbox()
            self._feedback()
            self._file()
            self._import()
        while jobs.run_one(self.house.tenant(self.place.slug)) is not None:
            continue

    def _email(self, role: str) -> str:
        return f"p{self.numbers[role]}@{self.place.slug}.example"

    def by(self, role: str) -> people.Actor:
        isolation.act_as(self.people[role].id)
        return people.load_actor(self.people[role], "UTC")

    def _sheet(self, role: str) -> plan.Sheet:
        isolation.act_as(self.people[role].id)
        found = plan.sheet(plan.plans_of(self.people[role].id)[0].id)
        assert found is not None
        return found

    def _talk(self) -> None:
        """A counter-proposal that is itself being countered, with a question, a private draft, and a paper asked for."""
        ids = self.place.ids
        by, sheet = self.by(EMPLOYEE), self._sheet(EMPLOYEE)
        assert sheet.plan.state == "proposed"
        plan.ask(sheet, 1, "goals", "Why these?", by=by)
        by = self.by(MANAGER)
        draft = plan.counter(plan.sheet(sheet.plan.id), by=by, words="A little less at once.")
        plan.save(draft, _worded(Plan.from_json(draft.content)), seen=draft.version)
        plan.propose(plan.sheet(sheet.plan.id), by=by)
        by = self.by(EMPLOYEE)
        answer = plan.counter(plan.sheet(sheet.plan.id), by=by, words="Almost.")
        ids |= {"plan_id": str(sheet.plan.id), "key": str(Plan.from_json(answer.content).goals[0].key), "no": "1"}
        version = agreements.version(sheet.agreement.id, 1)
        assert version is not None
        ids["report_id"] = str(reports.ask("plan", plan.sheet(sheet.plan.id), version, by=by, locale="en").id)

    def _structure(self) -> None:
        ids, admin = self.place.ids, self.by(ADMIN)
        company = organisations.companies()[0]
        ids |= {"company_id": str(company.id), "person_id": str(self.people[EMPLOYEE].id)}
        ids["unit_id"] = str(people.placements_of([self.people[EMPLOYEE].id])[self.people[EMPLOYEE].id].unit_id)
        people.assign_partner(self.people[PARTNER], unit=organisations.unit(UUID(ids["unit_id"])), by=admin)
        first = select(enterprise.EnterpriseGoal.id).where(enterprise.EnterpriseGoal.parent_id.is_(None))
        ids["goal_id"] = str(isolation.session().scalars(first.order_by(enterprise.EnterpriseGoal.id)).first())
        made = organisations.make_position(title="Engineer", words="Keeps sites running.", by=admin)
        ids["position_id"] = str(made.id)
        template = plan_template.make(plan_template.Facts("Engineers begin here", position_ids=frozenset({made.id})), by=admin)
        written = (Goal(new_key(), title="Fewer faults", weight=10_000, criteria={"l3": "Half as many."}),)
        plan_template.write_goals(template, written, by=admin)
        plan_template.publish(template, by=admin)
        ids["template_id"] = str(template.id)
        self.place.by_endpoint["plan_template.goal", "key"] = written[0].key
        organisations.add_holiday(company, day=organisations.today() + timedelta(days=60), name="Harbour day", by=admin)
        people.ask_email(self.people[NEIGHBOUR], email=f"other@{self.place.slug}.example", by=admin)
        ids["wish_id"] = str(people.ask_grant("publish", by=admin).id)
        ids["cycle_id"] = str(isolation.session().scalars(select(cycle.Cycle.id)).one())
        head, today = self.by(HEAD), organisations.today()
        first = today + timedelta(days=300)
        days = cycle.Phases(*(first + timedelta(days=n) for n in (0, 30, 150, 170, 190)))
        coming = cycle.draft(name="The next one", phases=days, company_ids=[company.id], by=head)
        self.place.by_endpoint["cycle.edit", "cycle_id"] = str(coming.id)

    def _policies(self) -> None:
        """One in force that everybody is asked to acknowledge, with the next version in review; and one that is a draft."""
        ids, by = self.place.ids, self.by(HEAD)
        clauses = tuple(policies.Clause(f"k{n:07}", f"Section {n}", "What it says. " * 40, n % 2 == 0) for n in range(6))

        def one(title: str) -> policies.VersionSheet:
            made = policies.make(
                policies.Facts(title, "talk", "everyone", by.id, organisations.today() + timedelta(days=9)), by=by
            )
            found = policies.version_of(made.id)
            assert found is not None
            policies.write(found, clauses, "", by=by)
            return found

        first = one("Talk first")
        policies.publish(first, policies.Terms(organisations.today()), by=by)
        sheet = policies.policy_of(first.policy.id)
        assert sheet is not None
        ids |= {"policy_id": str(sheet.id), "version_id": str(first.id), "section_id": str(policies.choices_to_cite(by)[0].id)}
        begun = policies.version_of(policies.begin(sheet, by=by).id)
        assert begun is not None
        policies.write(begun, clauses[1:], "Shorter.", by=by)
        policies.propose(begun, by=by)
        self.place.by_endpoint["policies.publication", "version_id"] = str(begun.id)
        self.place.by_endpoint["policies.edit", "version_id"] = str(one("A draft").id)

    def _library(self) -> None:
        """A guide and a template that people read, and a file that was looked at."""
        by = self.by(HEAD)
        for kind in ("guide", "template"):
            made = library.make(KINDS[kind], language="en", by=by)
            library.publish(made, by=by)
            self.place.ids.setdefault("item_id", str(made.id))
            self.place.ids.setdefault("item_key", made.key)
            if kind == "template":
                self.place.by_endpoint["library.sheet", "item_id"] = str(made.id)
        self.place.by_endpoint["home.manager", "person_id"] = str(self.people[MANAGER].id)
        brought = library.upload(packed("one.md"), "one.zip", defaults=Defaults("talk", "en"), by=by)
        self.place.ids["upload_id"] = str(brought.id)

    def _own_cycle(self) -> None:
        by, today = self.by(EMPLOYEE), organisations.today()
        days = cycle.own_phases(today, today + timedelta(days=100))
        own = cycle.draft_own(reason="project", name="A project", phases=days, words="To learn.", by=by)
        self.place.by_endpoint["cycle.edit_own", "cycle_id"] = str(own.id)

    def _check_in(self) -> None:
        """A project whose plan is agreed, and a check-in on it that waits for its answer."""
        by, today = self.by(EMPLOYEE), organisations.today()
        days = cycle.own_phases(today, today + timedelta(days=90))
        own = cycle.draft_own(reason="project", name="In force", phases=days, words="To lead it.", by=by)
        cycle.ask(own, by=by)
        cycle.agree(own, by=self.by(MANAGER))
        by, sheet = self.by(EMPLOYEE), self._sheet(EMPLOYEE)
        draft = plan.take_draft(sheet, by=by)
        period = Period(own.starts_on, own.ends_on)
        plan.save(draft, texts.whole(period, texts.faults(period), texts.talking(period)), seen=draft.version)
        no = plan.propose(sheet, by=by).no
        by = self.by(MANAGER)
        plan.sign(plan.sheet(sheet.id), no, by=by)
        by = self.by(EMPLOYEE)
        pair = check_ins.pair_between(by.id, self.people[MANAGER].id)
        assert pair is not None
        made = check_ins.sheet(check_ins.open_now(pair, by=by).id)
        assert made is not None
        said = {
            goal.key: check_ins.GoalSaid(
                "on_track",
                7,
                "It moves.",
                results={result.key: check_ins.ResultSaid(None, 7) for result in goal.words.key_results},
            )
            for goal in plan.goals_in_force(by.id)
        }
        check_ins.say(made, check_ins.Said("A quiet night.", said), by=by)
        self.place.ids |= {"check_in_id": str(made.id), "rhythm_id": str(pair.id)}
        self.place.by_endpoint["check_ins.deputised", "person_id"] = str(self.people[MANAGER].id)

    def _one_to_ones(self) -> None:
        """A 1:1 that both prepare and one has confirmed, with promises and notes; one to come; a rhythm that waits; a feed."""
        ids, by = self.place.ids, self.by(MANAGER)
        pair = meetings.pair_with(by, self.people[EMPLOYEE].id)
        assert pair is not None
        made = meetings.plan(pair, meetings.When(clock.now() - timedelta(hours=2)), by=by)
        for words in ("The third depot.", "The spare vans."):
            meetings.add_topic(pair, words, by=by, meeting=made)
        sheet = meetings.sheet(made.id)
        assert sheet is not None
        meetings.save_minutes(sheet, {"words": "A good talk."}, {}, seen=0, by=by)
        meetings.keep_note(sheet, "My own thought.", seen=0, by=by)
        promise = meetings.promise(sheet, "me", "I ask the grid company.", organisations.today(), by=by)
        by = self.by(EMPLOYEE)
        topic = meetings.add_topic(pair, "Nia and the night.", by=by, meeting=made)
        meetings.move(sheet, meetings.When(clock.now() + timedelta(minutes=1)), "The dentist.", by=by)
        rhythm = meetings.Rhythm(14, organisations.today() + timedelta(days=3), time(10), "UTC")
        series = meetings.propose_rhythm(pair, rhythm, by=by)
        ids |= {
            "meeting_id": str(made.id),
            "topic_id": str(topic.id),
            "promise_id": str(promise.id),
            "series_id": str(series.id),
        }
        self.place.by_endpoint["calendar.ics", "token"] = meetings.make_feed(by=by)

    def _passing(self) -> None:
        """Another manager for a plan that stands, which asks the former one for a note; and a deputy of theirs."""
        isolation.act_as(None)
        people.set_manager(self.people[NEIGHBOUR], manager=self.people[ADMIN], by=None)
        asked = isolation.session().scalars(select(plan.Handover)).first()
        if asked is None:  # the neighbour’s plan may be one of those that are not agreed
            plan_ = plan.plans_of(self.people[NEIGHBOUR].id)[0]
            raise AssertionError(f"nothing is handed over: the plan is {plan_.state}")
        self.place.ids["handover_id"] = str(asked.id)
        by, today = self.by(MANAGER), organisations.today()
        people.name_deputy(by.person, self.people[ADMIN], starts_on=today, ends_on=today + timedelta(days=30), by=by)
        self.place.by_endpoint["plan.deputised", "person_id"] = str(by.id)
        self.place.by_endpoint["meetings.deputised", "person_id"] = str(by.id)

    def _inbox(self) -> None:
        isolation.act_as(None)
        who = self.people[EMPLOYEE]
        for role in (EMPLOYEE, MANAGER):
            for n in range(3):
                params = {"cycle": f"Cycle {n}"}
                notices.tell(self.people[role].id, "plan.opened", on=who, url="/plan/", params=params, mail=n == 0)
        isolation.session().flush()
        notice = notices.latest(who.id, "UTC")[0]
        letter = isolation.session().scalars(select(Mail).where(Mail.person_id == who.id)).first()
        assert letter is not None
        self.place.ids |= {"notice_id": str(notice.id), "mail_id": str(letter.id)}
        for kind, endpoint in (("invitation", "sign_in.invitation"), ("reset", "sign_in.reset_link")):
            token = make_link(kind, self.people[NEIGHBOUR])
            self.place.by_endpoint[endpoint, "token"] = token

    def _feedback(self) -> None:
        """More than a page of it for everybody: given, shared with the manager, asked for, and a draft that waits."""
        employee, others = self.by(EMPLOYEE), self._colleagues()
        until = organisations.today() + timedelta(days=20)
        for n in range(60):
            giver = others[n % len(others)]
            isolation.act_as(giver.id)
            by = people.load_actor(giver, "UTC")
            draft = feedback.begin(employee.person, "praise", by=by)
            given = feedback.give(self._written(draft.id), {"did": f"Something good, no. {n}."}, by=by, seen=1)
            sheet = feedback.sheet(given.id)
            assert sheet is not None
            employee = self.by(EMPLOYEE)
            feedback.show(sheet, by=employee)
            feedback.respond(sheet, "Good to know.", by=employee)
            if sheet.standing.manager_id not in (None, giver.id):
                feedback.share(sheet, by=employee)
            back = feedback.begin(giver, "observation", by=employee)
            feedback.give(self._written(back.id), {"saw": "It went well."}, by=employee, seen=1)
        for giver in others[:50]:
            asked = feedback.ask(
                [giver], employee.person, topic="work", words="What was missing?", due_on=until, by=self.by(EMPLOYEE)
            )
        self.place.ids |= {"feedback_id": str(given.id), "request_id": str(asked[0].id)}
        self.place.ids["draft_id"] = str(feedback.begin(others[0], "praise", by=self.by(EMPLOYEE)).id)
        self.place.by_endpoint["feedback.edit", "feedback_id"] = str(self._unopened(others[0]))

    def _unopened(self, to: people.Person) -> UUID:
        by = self.by(EMPLOYEE)
        draft = feedback.begin(to, "suggestion", by=by)
        return feedback.give(self._written(draft.id), {"saw": "It was late."}, by=by, seen=1).id

    def _written(self, draft_id: UUID) -> feedback.Writing:
        found = feedback.writing(draft_id)
        assert found is not None
        return found

    def _colleagues(self) -> list[people.Person]:
        """Some who are here, beside the employee and the manager; those who look at the pages first."""
        mine = {self.people[EMPLOYEE].id, self.people[MANAGER].id}
        query = select(people.Person).where(people.Person.state != "left", people.Person.id.not_in(mine))
        first = [self.people[role].id for role in ROLES]
        order = people.Person.id.not_in(first), people.Person.sort_key, people.Person.id
        return list(isolation.session().scalars(query.order_by(*order).limit(60)))

    def _file(self) -> None:
        """A file with more entries than a page shows, one of them contested; a draft and a note of the manager's."""
        by, today = self.by(MANAGER), organisations.today()
        sheet = performance_file.begin(self.people[EMPLOYEE].id, by.id, by=by)
        for n in range(60):
            draft = performance_file.take_draft(sheet, by=by)
            what = performance_file.Written("thanks", today, f"Thank you for the {n}th time.")
            draft = performance_file.save(draft, what, by=by, seen=draft.version)
            entry = performance_file.add(sheet, draft, by=by, seen=draft.version)
        by, one = self.by(EMPLOYEE), performance_file.entry_sheet(entry.id)
        performance_file.contest(one, "It was otherwise.", by=by)
        by = self.by(MANAGER)
        draft, note = performance_file.take_draft(sheet, by=by), performance_file.make_note(by=by)
        self.place.ids |= {
            "file_id": str(sheet.id), "entry_id": str(entry.id), "file_draft_id": str(draft.id), "note_id": str(note.id),
        }  # fmt: skip

    def _import(self) -> None:
        """A file with more rows than a page shows, of which some can't be taken."""
        admin = self.by(ADMIN)
        rows = [f"Somebody {n},{'' if n % 5 == 0 else f'new{n}@{self.place.slug}.example'}" for n in range(120)]
        made = imports.upload("\n".join(["Full name,E-mail", *rows]).encode(), "people.csv", by=admin)
        imports.check(made, made.columns, "", by=admin)
        self.place.ids["import_id"] = str(made.id)

    def _sign_in(self) -> None:
        for role in ROLES:
            browser = Browser(self.house, self.place.slug)
            browser.get("/sign-in")
            assert browser.post("/sign-in", {"email": self._email(role), "password": "sameboat"}).status_code == 303
            browser.token = ""
            browser.get("/")
            self.place.browsers[role] = browser
        self.place.browsers["anonymous"] = Browser(self.house, self.place.slug)


def _worded(content: Plan) -> Plan:
    first, *others = content.goals
    return replace(content, goals=(replace(first, title=f"{first.title}, done properly"), *others))


def places(house: House, sizes: tuple[int, ...]) -> Iterator[Place]:
    """The organisations of these sizes."""
    for size in sizes:
        yield _Making(house, size).whole()
