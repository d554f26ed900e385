"""Two organisations and the steps that either takes, at random, through the verbs and pages of the product."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from saas import enterprise, plan
from saas.plan.content import Plan
from tenants import jobs, organisations, people
from tenants.people import Actor
from tests.factories import an_open_cycle, filled
from tests.fence.walk.doors import IDS
from tests.fence.walk.model import (
    ADDRESSES,
    NAMES,
    TITLES,
    UNITS,
    WORDS,
    Aim,
    Being,
    Place,
    Talk,
    Town,
    done,
    expected,
    shown,
    the_goal,
    the_person,
    the_unit,
)
from tests.fence.walk.rows import tables
from tests.fence.walk.workers import Rows
from tests.house_fixture import Browser, House
from tests.saas.enterprise.goals import facts

CAST = {"northlight": ("tova", "dara", ("amara", "bo")), "tidewater": ("ivy", "gus", ("eve", "finn"))}
LIST, TREE = "/settings/people", "/settings/units"
PAGES = (LIST, TREE, "/people/", "/people/?q=ada", "/people/chart", "/enterprise/goals", "/settings/", "/")

_MARK = "SELECT tenant_id, count(*) AS n, bit_xor(hashtextextended(concat(tableoid, ctid, xmin), 0)) AS h FROM {} GROUP BY 1"
_EACH = " UNION ALL ".join(_MARK.format(f'"{table}"') for table in tables())
MARKS = f"SELECT tenant_id, sum(n), bit_xor(h) FROM ({_EACH}) every GROUP BY 1"

sides = st.sampled_from(sorted(CAST))
picks = st.integers(0, 7)


class Trial(RuleBasedStateMachine):
    """Two organisations and the model of each. Every sequence begins with the same rows."""

    house: House

    def __init__(self) -> None:
        super().__init__()
        house = self.house
        assert house.standing is not None
        house.standing.put_back()
        self.browsers: dict[str, Browser] = house.scene("two with a cycle", self._begun)
        self.rows = {slug: Rows(house, slug) for slug in CAST}
        self.towns = {slug: Town(slug, admin, head) for slug, (admin, head, _two) in CAST.items()}
        self.word = WORDS[0]
        self.moved: set[str] = set()
        self.marks: dict[str, Any] = {}
        for slug, town in self.towns.items():
            town.read(self.rows[slug])
            names = {who: being.email.partition("@")[0] for who, being in town.people.items()}
            for row in self.rows[slug].ask(
                "SELECT p.id, a.first_id, a.second_id FROM plan p JOIN agreement a ON (a.tenant_id, a.id) ="
                " (p.tenant_id, p.agreement_id) WHERE p.tenant_id = :t"
            ):
                town.talks[row.id] = Talk(names[row.first_id], names[row.second_id])
        self.marks = self._marks()

    def _begun(self) -> dict[str, Browser]:
        """A cycle is open in both, and the tenant admins are signed in."""
        for _admin, head, _two in CAST.values():
            an_open_cycle(self.house, head)
        return {slug: self.house.browser(admin) for slug, (admin, _head, _two) in CAST.items()}

    def teardown(self) -> None:
        """At the end both are looked at once more."""
        try:
            self.each_shows_its_own()
        finally:
            self.close()

    def close(self) -> None:
        """Nothing holds a connection when the rows are put back."""
        for each in self.rows.values():
            each.connection.close()

    def act(self, town: Town, verb: Callable[[Actor], Any], may: bool | None, who: str = "") -> Any | None:
        """The verb, done where the model says that it may be; None leaves it to the product."""
        self.moved.add(town.slug)
        made = done(self.house, who or town.admin, verb)
        assert may is None or (made is not None) == may, f"{town.slug}: the model says {may}, the product {made is not None}"
        return made

    def unit_of(self, town: Town, pick: int) -> UUID:
        """One of its units."""
        return list(town.units)[pick % len(town.units)]

    def person_of(self, town: Town, pick: int) -> UUID | None:
        """One of those whom steps have entered."""
        ours = town.ours()
        return ours[pick % len(ours)] if ours else None

    @rule(slug=sides, name=st.sampled_from(UNITS), below=st.booleans(), pick=picks)
    def make_unit(self, slug: str, name: str, below: bool, pick: int) -> None:
        """A unit of a name that the other organisation may have, too."""
        town = self.towns[slug]
        at = town.units[self.unit_of(town, pick)]
        parent = self.unit_of(town, pick) if below else None
        beside = [u for u in town.units.values() if (u.company, u.parent) == (at.company, parent)]
        free = all(organisations.folded(u.name) != organisations.folded(name) for u in beside)
        deep, up = 1, parent
        while up is not None:
            deep, up = deep + 1, town.units[up].parent
        may: bool | None = free and (parent is None or at.state == "open")

        def verb(by: Actor) -> Any:
            company = organisations.company(at.company)
            assert company is not None
            return organisations.make_unit(company, name=name, parent=organisations.unit(parent), by=by).id

        made = self.act(town, verb, may if deep < 5 else None)
        if made is not None:
            town.units[made] = Place(name, at.company, parent)

    @rule(slug=sides, name=st.sampled_from(UNITS), pick=picks)
    def rename_unit(self, slug: str, name: str, pick: int) -> None:
        """A unit is called otherwise, unless one beside it is called so."""
        town = self.towns[slug]
        id_ = self.unit_of(town, pick)
        here = town.units[id_]
        beside = [u for i, u in town.units.items() if i != id_ and (u.company, u.parent) == (here.company, here.parent)]
        free = all(organisations.folded(u.name) != organisations.folded(name) for u in beside)
        if self.act(town, lambda by: organisations.rename_unit(the_unit(id_), name=name, by=by), free) is not None:
            here.name = name

    @rule(slug=sides, pick=picks)
    def close_unit(self, slug: str, pick: int) -> None:
        """A unit is closed once it holds nothing: what the other organisation keeps in one of that name is no reason."""
        town = self.towns[slug]
        id_ = self.unit_of(town, pick)
        here = town.units[id_]
        held = any(b.unit == id_ for b in town.people.values())
        below = any(u.parent == id_ and u.state == "open" for u in town.units.values())
        if self.act(town, lambda by: organisations.close_unit(the_unit(id_), by=by), here.state == "open" and not held | below):
            here.state = "closed"

    @rule(slug=sides, name=st.sampled_from(NAMES), email=st.sampled_from(ADDRESSES), pick=picks)
    def enter(self, slug: str, name: str, email: str, pick: int) -> None:
        """Somebody joins under an address that is free here, whoever has it there."""
        town = self.towns[slug]
        id_ = self.unit_of(town, pick)
        may = town.units[id_].state == "open" and all(b.email != email for b in town.people.values())
        made = self.act(town, lambda by: people.add(name=name, email=email, unit=the_unit(id_), by=by).id, may)
        if made is not None:
            town.people[made] = Being(name, email, "invited", id_, ours=True)

    @precondition(lambda self: any(town.ours() for town in self.towns.values()))
    @rule(slug=sides, name=st.sampled_from(NAMES), pick=picks)
    def change(self, slug: str, name: str, pick: int) -> None:
        """Somebody bears another name."""
        town = self.towns[slug]
        who = self.person_of(town, pick)
        if who is not None and self.act(town, lambda by: people.change(the_person(who), name=name, by=by), True):
            town.people[who].name = name

    @precondition(lambda self: any(town.ours() for town in self.towns.values()))
    @rule(slug=sides, pick=picks, back=st.booleans())
    def come_and_go(self, slug: str, pick: int, back: bool) -> None:
        """Somebody leaves, or is back."""
        town = self.towns[slug]
        who = self.person_of(town, pick)
        if who is None:
            return
        being = town.people[who]
        verb = people.come_back if back else people.leave
        if self.act(town, lambda by: verb(the_person(who), by=by), (being.state == "left") == back) is not None:
            being.state, being.has_left = "invited" if back else "left", True

    @precondition(lambda self: any(town.ours() for town in self.towns.values()))
    @rule(slug=sides, pick=picks, boss=picks)
    def lead(self, slug: str, pick: int, boss: int) -> None:
        """Somebody leads somebody, and never in a circle."""
        town = self.towns[slug]
        who, other = self.person_of(town, pick), self.person_of(town, boss)
        if who is None or other is None:
            return
        steady = not any(b.has_left for b in town.people.values())
        may = who != other and not town.leads_to(who, other)
        if self.act(
            town, lambda by: people.set_manager(the_person(who), manager=the_person(other), by=by), may if steady else None
        ):
            town.people[who].manager = other

    @precondition(lambda self: any(town.ours() for town in self.towns.values()))
    @rule(slug=sides, pick=picks, unit=picks)
    def place(self, slug: str, pick: int, unit: int) -> None:
        """Somebody works elsewhere."""
        town = self.towns[slug]
        who, id_ = self.person_of(town, pick), self.unit_of(town, unit)
        if who is None:
            return
        may = town.people[who].state != "left" and town.units[id_].state == "open"
        if self.act(town, lambda by: people.place(the_person(who), unit=the_unit(id_), by=by), may) is not None:
            town.people[who].unit = id_

    @rule(slug=sides, title=st.sampled_from(TITLES))
    def aim(self, slug: str, title: str) -> None:
        """A goal of the company is entered and opened, once by this title."""
        town = self.towns[slug]
        may = all(a.state != "open" or organisations.folded(a.title) != organisations.folded(title) for a in town.aims.values())

        def verb(by: Actor) -> Any:
            made = enterprise.make(facts(by.id, title), company=organisations.companies()[0], by=by)
            enterprise.open_goal(the_goal(made.id), by=by)
            return made.id

        made = self.act(town, verb, may, town.head)
        if made is not None:
            town.aims[made] = Aim(title)

    @precondition(lambda self: any(town.aims for town in self.towns.values()))
    @rule(slug=sides, pick=picks, over=st.booleans())
    def check_in(self, slug: str, pick: int, over: bool) -> None:
        """The owner says how it goes, or how it ended."""
        town = self.towns[slug]
        if not town.aims:
            return
        id_ = list(town.aims)[pick % len(town.aims)]
        aim = town.aims[id_]

        def verb(by: Actor) -> Any:
            if over:
                return enterprise.close(the_goal(id_), "reach", "It is over.", by=by)
            return enterprise.check_in(the_goal(id_), words="It goes.", said={}, confidence=6, by=by)

        if self.act(town, verb, aim.state == "open", town.head) is not None:
            aim.said += not over
            aim.state = "reached" if over else aim.state

    @rule(slug=sides, first=st.booleans(), step=st.sampled_from(("propose", "propose", "counter", "withdraw", "sign")))
    def agree(self, slug: str, first: bool, step: str) -> None:
        """One of the two of a plan takes a step; it is taken where it is their turn, and nowhere else."""
        town, two = self.towns[slug], CAST[slug][2]
        id_, talk = next((i, t) for i, t in town.talks.items() if (t.employee, t.manager) == two)
        who = two[0] if first else two[1]
        mine = talk.proposer == who
        may: bool | None = talk.state == "proposed" and (mine if step == "withdraw" else not mine)
        if step == "propose":
            turn = talk.state in ("drafting", "countered") or (talk.state == "proposed" and not mine)
            may = None if talk.waits else turn
        if step == "counter" and talk.waits and may:
            may = None

        def verb(by: Actor) -> Any:
            sheet = plan.sheet(id_)
            assert sheet is not None
            if step == "propose":
                draft = plan.take_draft(sheet, by=by)
                plan.save(draft, filled(Plan.from_json(draft.content)), seen=draft.version)
                return plan.propose(sheet, by=by)
            if step == "counter":
                return plan.counter(sheet, words="Not so fast.", by=by)
            return plan.withdraw(sheet, by=by) if step == "withdraw" else plan.sign(sheet, talk.versions, by=by)

        if self.act(town, verb, may, who) is None:
            return
        if step == "propose":
            talk.versions, talk.proposer = talk.versions + 1, who
        talk.waits = talk.waits or step == "counter"
        talk.state = {"propose": "proposed", "counter": "countered", "withdraw": "drafting", "sign": "agreed"}[step]

    @rule(slug=sides)
    def work(self, slug: str) -> None:
        """Jobs of one organisation are done; those of the other stand as they stood."""
        self.moved.add(slug)
        (other,) = set(CAST) - {slug}
        every = "SELECT id, kind, state, attempt, due_at FROM job WHERE tenant_id = :t AND kind <> 'report' ORDER BY id"
        sent = "SELECT id, state FROM mail WHERE tenant_id = :t ORDER BY id"
        before = self.rows[other].ask(every), self.rows[other].ask(sent)
        self.rows[slug].ask("UPDATE job SET due_at = now() + interval '1 day' WHERE tenant_id = :t AND kind = 'report'")
        with self.house.app.app_context():
            while jobs.run_due(self.house.tenant(slug)) is not None:
                pass
        waiting = "SELECT id FROM job WHERE tenant_id = :t AND state = 'queued' AND due_at <= clock_timestamp()"
        assert self.rows[slug].ask(waiting) == []
        assert (self.rows[other].ask(every), self.rows[other].ask(sent)) == before

    @rule(slug=sides, word=st.sampled_from(WORDS))
    def search(self, slug: str, word: str) -> None:
        """From now on that word is looked for."""
        self.word = word
        for town in self.towns.values():
            with self.house.acting(town.head):
                assert {p.id for p in people.find(word, limit=50)} == town.found(word), (town.slug, word)

    @rule(slug=sides, path=st.sampled_from(PAGES))
    def look(self, slug: str, path: str) -> None:
        """A page, as the tenant admin reads it: ids of one's own, and none of the other organisation's."""
        town = self.towns[slug]
        (theirs,) = (each for each in self.towns.values() if each is not town)
        self.moved.add(slug)
        answer = self.browsers[slug].get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        named = {UUID(found) for found in IDS.findall(answer.get_data(as_text=True))}
        assert not named & theirs.ids(), path
        if path == LIST:
            assert named & set(town.people) >= {who for who, b in town.people.items() if b.state != "left"}
        if path == TREE:
            assert named >= {id_ for id_, unit in town.units.items() if unit.state == "open"}

    @rule(slug=sides, pick=picks)
    def reach_across(self, slug: str, pick: int) -> None:
        """An id of the other organisation stands for nothing here, like one that nobody ever gave."""
        town = self.towns[slug]
        self.moved.add(slug)
        (theirs,) = (each for each in self.towns.values() if each is not town)
        for id_ in (sorted(theirs.ids())[pick % len(theirs.ids())], uuid4()):
            with self.house.acting(town.head):
                assert (people.person(id_), organisations.unit(id_), enterprise.sheet(id_), plan.sheet(id_)) == (None,) * 4
        mine = self.person_of(town, pick)
        if mine is not None:
            with self.house.acting(theirs.admin):
                there = the_unit(self.unit_of(theirs, pick))
            self.act(town, lambda by: people.place(the_person(mine), unit=there, by=by), False)

    @invariant()
    def only_who_moved_has_changed(self) -> None:
        """Whoever took the step shows what its model says; no row of the other has been touched, in any table."""
        if not self.moved:
            return
        marks = self._marks()
        for slug, town in self.towns.items():
            if slug in self.moved:
                self._shows(town)
            else:
                assert marks[slug] == self.marks[slug], f"{slug} has other rows than before, and did nothing"
        self.marks = marks
        self.moved.clear()

    def each_shows_its_own(self) -> None:
        """Lists, searches and counts of either are what its model says."""
        for town in self.towns.values():
            self._shows(town)

    def _shows(self, town: Town) -> None:
        seen = shown(self.house, town, self.word)
        wanted = expected(town, self.word, seen)
        differs = {each: (seen[each], wanted[each]) for each in seen if seen[each] != wanted[each]}
        assert not differs, f"{town.slug} shows, and should: {differs}"

    def _marks(self) -> dict[str, Any]:
        """For each of the two, what differs as soon as one row of it was written."""
        found = {row.tenant_id: row for row in next(iter(self.rows.values())).ask(MARKS)}
        return {slug: found[rows.tenant] for slug, rows in self.rows.items()}
