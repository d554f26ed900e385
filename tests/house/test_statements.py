"""What each page costs at 20 and 200 people: statements, bytes, and choices of a control. None of it grows; nor up to 2,000
and, for what shows everybody, 10,000, which `bin/test long` measures.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from werkzeug.routing import Rule

from saas.launch.testbed import Services
from tenants.isolation import clock
from tests.conftest import a_house
from tests.house.explaining import count_nothing, looking
from tests.house.large import ROLES, Place, places
from tests.house_fixture import House

PAGE, LIST, PART = 12, 8, 6
"""Statements that a page, a page that is one list, and a part of a page may send; SET LOCAL is left out."""
LOOKS = 1_000_000
"""Rows that one statement may look at while nothing is counted: every one of 200 people 25 times beside every other."""
BYTES, BYTES_GZ, GROWTH = 150_000, 60_000, 1.1
CHOICES = 60
"""Choices of one control. The world's time zones are more, and no organisation adds to them."""

LISTS = frozenset({
    "home.team", "home.people", "home.desk", "people.people", "cycle.index", "cycle.participants", "plan.plans",
    "notices.inbox", "mail.letters", "reports.index", "organisations.companies", "organisations.units",
    "organisations.positions", "organisations.find_unit", "sign_in.sessions", "people.partners", "people.grants",
    "people.find", "people.deputies", "plan.deputised", "enterprise.index", "enterprise.find", "alignment.tree",
    "feedback.received", "feedback.given_list", "feedback.requests", "feedback.team",
    "meetings.earlier", "meetings.notes", "meetings.deputised",
    "performance_file.index", "performance_file.notes", "policies.index", "policies.mine", "policies.desk",
    "threads.mine", "threads.browse", "threads.desk", "threads.replies", "threads.cards",
})  # fmt: skip
"""Pages that show one list and what narrows it."""

QUERIES = {
    "find.find": "?q=goal a",
    "plan.together_done": "?seed=00000000-0000-4000-8000-000000000001",
    "plan.redline": "?from=1&to=2",
    "policies.redline": "?from=1&to=2",
    "plan.choose": "?seen=1",
    "people.find": "?q=ada",
    "enterprise.find": "?q=goal",
    "cycle.find": "?q=ada",
    "organisations.find_unit": "?q=unit",
}
"""What an address says beside its ids."""

ASKED = {"audit.what_is_seen": "?reader=p1@large-{0}.example&of=p7@large-{0}.example"}
"""Pages that answer a question: measured without it and, as "(asked)", with it."""

WORDS = {"file": "house.css", "name": "home"}
"""Arguments that name nothing of an organisation."""

NOT_PAGES = frozenset(
    {
        "static",
        "healthz",
        "readyz",
        "reports.file",
        "performance_file.evidence",
        "performance_file.export",
        "performance_file.export_notes",
        "policies.section",
        "styleguide.begin",
        "styleguide.error",
    }
)
"""Answers without a page: files, health, and what only leads on."""

NOT_FULL_AT_200 = frozenset({
    "organisations.units", "organisations.unit", "organisations.find_unit", "organisations.find_unit (part)", "home.desk",
    "alignment.goal", "alignment.goal (part)", "alignment.unit (part)", "enterprise.new", "home.chase", "policies.status",
})  # fmt: skip
"""Lists of units, of those who lead them, of goals of units, of plans that are not agreed: 200 people have fewer of them than
a page; 2,000 have two pages of 50 and more. Their largest size is bounded as everybody's is.
"""

EVERYBODY = frozenset({
    "home.chart", "home.reports", "home.desk", "home.progress", "home.chase", "home.people", "people.people", "alignment.tree",
    "alignment.goal_map", "policies.status",
})  # fmt: skip
"""What shows the whole organisation, or adds it up."""


@dataclass(frozen=True)
class Cost:
    """What one page cost."""

    statements: int
    body: bytes
    sent: tuple[str, ...]


Costs = dict[tuple[str, str], Cost]


def rules(house: House) -> list[Rule]:
    """Every address of the house that can be looked at."""
    return [rule for rule in house.app.url_map.iter_rules() if "GET" in (rule.methods or ()) and rule.endpoint not in NOT_PAGES]


def path_of(house: House, rule: Rule, place: Place) -> str:
    """The address with an id of that organisation for each argument. Fails for an argument that nobody mapped."""
    values: dict[str, str] = {}
    for name in rule.arguments:
        found = place.by_endpoint.get((rule.endpoint, name)) or place.ids.get(name) or WORDS.get(name)
        assert found, f"{rule.rule}: say in tests/house/large.py what “{name}” is"
        values[name] = found
    path = re.sub(r"<(?:[^<>:]+(?:\([^)]*\))?:)?([^<>:]+)>", lambda m: values[m.group(1)], rule.rule)
    return path + QUERIES.get(rule.endpoint, "")


def measured(house: House, place: Place, only: frozenset[str] | None = None) -> Costs:
    """Each page (or `only` some), as each role that may see it; whole, and the part that a script asks for where there is one.

    The clock stands: once a minute a session's row notes that it was seen, whichever page is asked then.
    """
    found: Costs = {}
    with clock.at(clock.now()):
        for role in ROLES:
            place.browsers[role].get("/")
        for rule in rules(house):
            if only is not None and rule.endpoint not in only:
                continue
            path = path_of(house, rule, place)
            url = path if rule.endpoint in house.app.extensions["root_endpoints"] else f"/o/{place.slug}{path}"
            for role in ("anonymous",) if rule.endpoint == "sign_in.form" else ROLES:
                client = place.browsers[role].client
                cost, answer = ask(house, client, url)
                if answer.status_code in (200, 303):
                    found[rule.endpoint, role] = cost
                if rule.endpoint in ASKED and answer.status_code == 200:
                    cost, asked = ask(house, client, url + ASKED[rule.endpoint].format(place.size))
                    if asked.status_code == 200:
                        found[f"{rule.endpoint} (asked)", role] = cost
                if answer.status_code == 200 and "HX-Request" in answer.vary:
                    found[f"{rule.endpoint} (part)", role], _answer = ask(house, client, url, {"HX-Request": "true"})
    return found


def ask(house: House, client: Any, url: str, headers: dict[str, str] | None = None) -> tuple[Cost, Any]:
    """What one answer cost."""
    with house.counting() as seen:
        answer = client.get(url, headers=headers)
    assert answer.status_code < 500, f"{url}\n{seen[-1] if seen else ''}"
    return Cost(len(seen), answer.data, tuple(seen)), answer


Sized = dict[int, Costs]


@pytest.fixture(scope="module")
def grown(bed: Services, template: str) -> Iterator[tuple[House, Sized, dict[str, int]]]:
    """The house with organisations of 20 and 200, right after they came in: the database has not counted them yet. What their
    pages cost, and how many rows each statement looked at for those of 200.
    """
    with a_house(bed, template) as house:
        count_nothing(house)
        few, many = places(house, (20, 200))
        costs = {few.size: measured(house, few)}
        with looking(house) as seen:
            costs[many.size] = measured(house, many)
        yield house, costs, seen


@pytest.fixture(scope="module")
def small(grown: tuple[House, Sized, dict[str, int]]) -> tuple[House, Sized]:
    """The house, and what its pages cost."""
    house, costs, _seen = grown
    return house, costs


@pytest.fixture(scope="module")
def large(small: tuple[House, Sized]) -> Sized:
    """The same with an organisation of 2,000 beside them."""
    house, costs = small
    return costs | {place.size: measured(house, place) for place in places(house, (2000,))}


def same_number(costs: Sized) -> list[str]:
    """Pages whose number of statements depends on the size."""
    return [
        f"{page}: " + ", ".join(f"{costs[size][page].statements} at {size}" for size in costs if page in costs[size])
        for page in sorted({page for each in costs.values() for page in each})
        if len({each[page].statements if page in each else None for each in costs.values()}) > 1
    ]


def too_many(costs: Costs) -> list[str]:
    """Pages that send more statements than they may."""

    def most(endpoint: str) -> int:
        if endpoint.startswith("find.find"):
            return PAGE  # one or two for each kind of record that was found
        return PART if endpoint.endswith("(part)") else 2 if endpoint == "sign_in.form" else LIST if endpoint in LISTS else PAGE

    return [
        f"{page}: {cost.statements}, may {most(page[0])}" for page, cost in costs.items() if cost.statements > most(page[0])
    ]


def too_large(costs: Costs) -> list[str]:
    """Pages that are too large, or have a control with too many choices."""
    wrong = []
    for page, cost in costs.items():
        squeezed = len(gzip.compress(cost.body, 6))
        if len(cost.body) > BYTES or squeezed > BYTES_GZ:
            wrong.append(f"{page}: {len(cost.body)} bytes, {squeezed} squeezed")
        html = cost.body.decode("utf-8", "replace")
        for control in re.findall(r"<(?:select|datalist|fieldset)\b.*?</(?:select|datalist|fieldset)>", html, re.DOTALL):
            choices = len(re.findall(r"<option\b|type=\"(?:checkbox|radio)\"", control))
            if choices > CHOICES and 'name="time_zone"' not in control and 'id="zones"' not in control:
                wrong.append(f"{page}: {choices} choices in {control[:90]}")
    return wrong


@pytest.mark.slow
def test_each_page_is_seen_by_somebody(small: tuple[House, Sized]) -> None:
    """A page that nobody may open is measured by nobody: give large.py what opens it."""
    house, costs = small
    opened = {endpoint for endpoint, _role in costs[200]}
    assert {rule.endpoint for rule in rules(house)} - opened == set()
    assert {f"{endpoint} (asked)" for endpoint in ASKED} - opened == set()


@pytest.mark.slow
def test_statements_do_not_grow_from_20_to_200_people(small: tuple[House, Sized]) -> None:
    _house, costs = small
    assert same_number(costs) == []


@pytest.mark.slow
def test_no_page_sends_more_statements_than_it_may(small: tuple[House, Sized]) -> None:
    _house, costs = small
    assert too_many(costs[200]) == []


@pytest.mark.slow
def test_no_statement_is_slow_before_the_database_has_counted_its_rows(grown: tuple[House, Sized, dict[str, int]]) -> None:
    """A bulk opening just wrote them. A statement that joins too much then goes through each row of one table for each of
    the next, and of the next: hours for 200 people.
    """
    _house, _costs, seen = grown
    assert len(seen) > 100
    assert {statement: rows for statement, rows in seen.items() if rows > LOOKS} == {}


@pytest.mark.slow
def test_signing_in_takes_eight_statements_at_either_size(small: tuple[House, Sized]) -> None:
    house, _costs = small
    for slug in ("large-20", "large-200"):
        browser = house.anonymous(slug)
        browser.get("/sign-in")
        with house.counting() as seen:
            assert browser.post("/sign-in", {"email": f"p3@{slug}.example", "password": "sameboat"}).status_code == 303
        assert len(seen) <= 8, "\n".join(seen)


@pytest.mark.slow
def test_pages_are_small_and_no_control_lists_everybody(small: tuple[House, Sized]) -> None:
    _house, costs = small
    assert too_large(costs[200]) == []


@pytest.mark.slow
@pytest.mark.long
def test_nothing_grows_up_to_2000_people(large: Sized) -> None:
    assert same_number(large) == []
    assert too_many(large[2000]) == []
    assert too_large(large[2000]) == []
    grown = [
        f"{page}: {len(cost.body)} bytes at 2000, {len(large[200][page].body)} at 200"
        for page, cost in large[2000].items()
        if page[0] not in NOT_FULL_AT_200 and len(cost.body) > GROWTH * len(large[200][page].body)
    ]
    assert grown == []


@pytest.mark.slow
@pytest.mark.long
def test_what_shows_everybody_costs_the_same_at_10000_people(small: tuple[House, Sized]) -> None:
    """Chart, desk, progress, chase list, directory, tree and map of goals: statements, bytes and choices as at 200."""
    house, costs = small
    (place,) = places(house, (10_000,))
    found = measured(house, place, EVERYBODY)
    assert {endpoint for endpoint, _role in found} >= EVERYBODY
    assert same_number({200: {page: costs[200][page] for page in found}, 10_000: found}) == []
    assert too_many(found) == []
    assert too_large(found) == []
