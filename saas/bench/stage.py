"""What is measured: two organisations of different size on one database, and the pages that are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import create_engine, event, select

from saas import cycle, demo, migrate, plan
from saas.app import create_app
from saas.bench import helping
from saas.config import Settings
from saas.launch.testbed import Services
from tenants import isolation, people
from tenants.isolation import steward

PAGES = (
    ("find", 20, "/light"),
    ("settings", 1, "/light"),
    ("home", 20, "/light"),
    ("team", 20, "/list"),
    ("people", 20, "/list"),
    ("plan", 24, "/list"),
    ("redline", 24, "/list"),
    ("progress", 1, "/list"),
    ("chase", 1, "/list"),
    ("chart", 20, "/list"),
    ("map", 20, "/list"),
    ("hr desk", 1, "/list"),
    ("queue", 1, "/list"),
    ("library", 20, "/list"),
    ("library desk", 1, "/list"),
)
"""Name, who looks, and the floor's page beside it: the lightest page that everybody has, then those that are worked on.

p20 leads a team, p24's plan is being talked about, p1 is head of HR.
"""


@dataclass(frozen=True)
class Large:
    """One of the organisations: where its pages are."""

    tenant: UUID
    slug: str
    plan_id: UUID
    cycle_id: UUID
    reader: UUID
    leader: UUID

    def path(self, page: str) -> str:
        """The address of a page of this organisation."""
        inside = {
            "find": "/find",
            "settings": "/settings/",
            "home": "/",
            "team": "/team/",
            "people": "/people/",
            "plan": f"/plan/plans/{self.plan_id}",
            "redline": f"/plan/plans/{self.plan_id}/redline?from=1&to=2",
            "progress": f"/desk/cycles/{self.cycle_id}",
            "chase": f"/desk/cycles/{self.cycle_id}/chase",
            "chart": f"/people/{self.leader}/reports",
            "map": "/alignment/map",
            "hr desk": "/desk/",
            "queue": "/threads/desk?whose=all",
            "library": "/library/?all=1",
            "library desk": "/library/desk",
        }
        return f"/o/{self.slug}{inside[page]}"


def build(bed: Services, small: int, large: int) -> tuple[dict[str, str], Large, Large]:
    """A migrated database with both organisations; the environment for our server, then the large and the small one."""
    name = "bench"
    bed.drop_database(name)
    bed.make_database(name)
    migrate.upgrade(bed.url("owner", name))
    environment = {
        "DATABASE_URL": bed.url("app", name),
        "DATABASE_STEWARD_URL": bed.url("steward", name),
        "REDIS_URL": bed.redis(9),
        "SECRET_KEY": "measured-measured-measured",
        "SAMEBOAT_DEMO": "1",
        "SAMEBOAT_PASSWORD_COST": "least",
    }
    app = create_app(Settings.from_env(environment))
    with app.app_context():
        for n in (small, large):
            for line in demo.seed_large(n):
                print(line, flush=True)
        _analyse(bed, name)
        both = _talked(f"large-{large}"), _talked(f"large-{small}")
        for at, share in zip(both, (1, 10), strict=True):
            many = helping.ITEMS // share, helping.QUESTIONS // share
            helping.fill(bed.url("postgres", name), at.tenant, _of(at, 1), _of(at, 40), *many)
        return environment, *both


def _of(at: Large, number: int) -> UUID:
    """The head of HR is p1; p40 is looked at by nobody, and asks."""
    with isolation.transaction(at.tenant) as session:
        query = select(people.Person.id).where(people.Person.email_key == f"p{number}@{at.slug}.example")
        return session.scalars(query).one()


def _analyse(bed: Services, name: str) -> None:
    """What autovacuum does within a minute of any large change, done at once."""
    engine = create_engine(bed.url("postgres", name), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
    engine.dispose()


def _talked(slug: str) -> Large:
    """The plan of p24 gets a second version: its manager counters."""
    found = steward.resolve(slug)
    if found is None:
        raise RuntimeError(f"{slug} was not made")
    with isolation.transaction(found.id) as session:
        who = session.scalars(select(people.Person).where(people.Person.email_key == f"p24@{slug}.example")).one()
        mine = plan.plans_of(who.id)[0]
        leader = people.manager_of(who.id)
        if leader is None:
            raise RuntimeError("p24 is led by p20")
        isolation.act_as(leader.id)
        by = people.load_actor(leader, "UTC")
        sheet = plan.sheet(mine.id)
        if sheet is None:
            raise RuntimeError("the plan was just found")
        draft = plan.counter(sheet, by=by, words="A little less at once, and that properly.")
        content = plan.Content.from_json(draft.content)
        plan.save(draft, _shorter(content), seen=draft.version)
        plan.propose(sheet, by=by)
        period = session.scalars(select(cycle.Cycle)).one()
        return Large(found.id, slug, mine.id, period.id, who.id, leader.id)


def _shorter(content: plan.Content) -> plan.Content:
    from dataclasses import replace

    first, *others = content.goals
    return replace(content, goals=(replace(first, title=f"{first.title}, done properly", words=first.words[:-20]), *others))


def statements(environment: dict[str, str], at: Large) -> dict[str, int]:
    """How many SQL statements each page sends, SET LOCAL left out: counted in this process."""
    app = create_app(Settings.from_env(environment))
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("SET LOCAL"):
            seen.append(statement)

    event.listen(isolation.engine(), "before_cursor_execute", note)
    found = {}
    for name, who, _floor in PAGES:
        client = app.test_client()
        page = client.get(f"/o/{at.slug}/sign-in").get_data(as_text=True)
        token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
        form = {"csrf_token": token, "email": f"p{who}@{at.slug}.example", "password": "sameboat"}
        client.post(f"/o/{at.slug}/sign-in", data=form)
        seen.clear()
        if client.get(at.path(name)).status_code != 200:
            raise RuntimeError(f"{name} does not answer")
        found[name] = len(seen)
    event.remove(isolation.engine(), "before_cursor_execute", note)
    return found
