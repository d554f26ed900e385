"""What is tried at each door, and what is wrong with an answer."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from itertools import combinations, zip_longest

from werkzeug.routing import Rule

from tests.fence.walk import crawl, doors
from tests.fence.walk.crawl import Seen, Walker
from tests.fence.walk.ground import Ground
from tests.house_fixture import House

Values = dict[str, str]


def kinds(rule: Rule) -> dict[str, str]:
    """The arguments of a route that name something, with the kind of each."""
    return {a: kind for a in sorted(rule.arguments) if (kind := doors.kind_of_path(a)) is not None}


def plain(rule: Rule) -> Iterator[Values]:
    """The other arguments of a route, each way that is tried."""
    names = [a for a in sorted(rule.arguments) if a in doors.WORDS]
    for words in zip_longest(*(doors.WORDS[a] for a in names), fillvalue="1"):
        yield dict(zip(names, words, strict=True))
    if not names:
        yield {}


def own(rule: Rule, ground: Ground) -> Iterator[Values]:
    """The ids of one's own organisation: allowed ones and forbidden ones."""
    wanted = {a: ground.mine.of(kind) for a, kind in kinds(rule).items()}
    yield from ground.mine.together.get(tuple(sorted(wanted)), []) if set(wanted) == rule.arguments else ()
    for n in range(max((len(ids) for ids in wanted.values()), default=1)):
        for words in plain(rule):
            yield words | {a: ids[n % len(ids)] for a, ids in wanted.items()}


def pairs(rule: Rule, ground: Ground, most: int = 3) -> Iterator[tuple[Values, Values]]:
    """The other organisation's ids, beside ids that nobody ever gave in the same places."""
    wanted = kinds(rule)
    words = next(plain(rule))
    for size in range(1, len(wanted) + 1):
        for places in combinations(wanted, size):
            known = ground.mine.together.get(tuple(sorted(wanted))) or [{a: ground.mine.of(k)[0] for a, k in wanted.items()}]
            for n in range(max(most, len(known)) if size == 1 else 1):
                mine = known[n % len(known)]
                theirs = {a: ground.theirs.of(wanted[a])[n % len(ground.theirs.of(wanted[a]))] for a in places}
                yield words | mine | theirs, words | mine | {a: doors.unknown(wanted[a]) for a in places}


def between(one: Seen, other: Seen) -> str:
    """What differs, in few lines."""
    facts = (("status", one.status, other.status), ("statements", one.statements, other.statements))
    lines = [f"{name}: {a} and {b}" for name, a, b in facts if a != b]
    if one.headers != other.headers:
        lines.append(f"headers: {set(one.headers) ^ set(other.headers)}")
    lines += [f"change: {each[:300]}" for each in set(one.change) ^ set(other.change)]
    return "\n".join(
        lines + [line[:300] for line in unified_diff(one.body.split("\n"), other.body.split("\n"), n=0, lineterm="")][:12]
    )


class Walk:
    """One role tries everything; what is wrong is collected, so that one run tells all of it."""

    def __init__(self, house: House, ground: Ground, role: str) -> None:
        self.house, self.ground, self.who = house, ground, Walker(house, role)
        self.wrong: list[str] = []

    def ask(self, method: str, rule: Rule, values: Values, **more: object) -> Seen:
        """One request; a marker or a crash is wrong whatever was asked."""
        path = crawl.path_of(self.house, rule, values) + doors.QUERIES.get(rule.rule, "")
        seen = self.who.ask(method, path, tuple(values.values()), **more)
        found = crawl.leaks(self.ground.markers, seen, tuple(values.values()))
        if found:
            self.wrong.append(f"{self.who.role} {method} {path} shows the other organisation: {found[:3]}")
        if seen.status >= 500 and rule.rule not in ("/readyz", "/styleguide/errors/<name>"):
            self.wrong.append(f"{self.who.role} {method} {path} answers {seen.status}")
        return seen

    def compare(self, method: str, rule: Rule, theirs: Values, nobodys: Values, **more: object) -> None:
        """The other organisation's id and nobody's get the same answer, at the same cost."""
        one, other = self.ask(method, rule, theirs, **more), self.ask(method, rule, nobodys, **more)
        if one.same() != other.same():
            told = f"{self.who.role} {method} {rule.rule} {more or ''} tells another organisation's id from nobody's"
            self.wrong.append(f"{told}:\n{between(one, other)}")

    def rule(self, rule: Rule, method: str) -> None:
        """Everything that is tried at one door."""
        named = kinds(rule)
        if method in ("HEAD", "OPTIONS"):
            for theirs, nobodys in list(pairs(rule, self.ground, 1))[:1] or [(v := next(own(rule, self.ground)), v)]:
                self.compare(method, rule, theirs, nobodys)
            return
        hidden = None
        for values in own(rule, self.ground):
            seen = self.ask(method, rule, values)
            if seen.status < 400 and self.who.role != "anonymous":
                crawl.opened(rule, method)
            if seen.status == 404 and named and "/static/" not in rule.rule:
                hidden = hidden or self.ask(method, rule, values | {a: doors.unknown(k) for a, k in named.items()})
                if (seen.status, seen.headers, seen.body) != (hidden.status, hidden.headers, hidden.body):
                    told = f"{self.who.role} {method} {rule.rule}: hidden differs from missing"
                    self.wrong.append(f"{told}\n{between(seen, hidden)}")
            if self.who.role == "anonymous":
                break
        for theirs, nobodys in pairs(rule, self.ground):
            self.compare(method, rule, theirs, nobodys)
        for bad in doors.MALFORMED if named and method == "GET" else doors.MALFORMED[:2] if named else ():
            values = next(own(rule, self.ground)) | {next(iter(named)): bad}
            if self.ask(method, rule, values).status not in (303, 308, 404, 405):
                self.wrong.append(f"{self.who.role} {method} {rule.rule} takes the malformed id {bad}")

    def queries(self, rule: Rule, names: set[str]) -> None:
        """Fields of the address that name something, with the other organisation's."""
        values = next(own(rule, self.ground))
        for name in sorted(names):
            try:
                kind = doors.kind_of_field(name)
            except doors.Unmapped as unmapped:
                self.wrong.append(f"GET {rule.rule}: {unmapped}")
                continue
            for theirs in self.ground.theirs.of(kind)[:2] if kind else ():
                self.compare_query(rule, values, name, theirs, doors.unknown(kind or ""))

    def compare_query(self, rule: Rule, values: Values, name: str, theirs: str, nobodys: str) -> None:
        """The same page with the other organisation's id in its query, and with nobody's."""
        path = crawl.path_of(self.house, rule, values)
        one, other = (self.who.ask("GET", f"{path}?{name}={i}", (i,)) for i in (theirs, nobodys))
        leaks = crawl.leaks(self.ground.markers, one, (theirs,))
        if leaks or one.same() != other.same() or one.status >= 500:
            self.wrong.append(f"{self.who.role} GET {path}?{name}: {leaks}\n{between(one, other)}")
