"""What is tried at each door, and what is wrong with an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import unified_diff
from itertools import combinations, zip_longest
from zlib import crc32

from werkzeug.routing import Rule

from tests import turn
from tests.fence.walk import crawl, doors
from tests.fence.walk.crawl import Seen, Walker
from tests.fence.walk.ground import Ground
from tests.house_fixture import House

Values = dict[str, str]
FEW = 3
"""How many ids of one's own are tried in a build at each door that shows, in turn."""


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


def places(rule: Rule) -> list[tuple[str, ...]]:
    """Which arguments are another organisation's at once: each alone, then more of them."""
    wanted = kinds(rule)
    return [taken for size in range(1, len(wanted) + 1) for taken in combinations(wanted, size)]


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
    """One role tries everything; what is wrong is collected, so that one run tells all of it.

    Doors that only show are tried with every id of one's own, or with a few, whose turn it is. Doors that write are tried with
    one of each sort: ids that the doors which show answered alike are one sort, so there is an allowed and a forbidden one, and
    one of each state that shows.
    """

    def __init__(self, house: House, ground: Ground, role: str, briefly: bool = False, few: bool = False) -> None:
        """`briefly` leaves out what is the same for whoever asks: OPTIONS and HEAD, and addresses that ask for an id and get
        none. `few` leaves out most ids of one's own; the other organisation's are tried all the same.
        """
        self.house, self.ground, self.who, self.briefly, self.few = house, ground, Walker(house, role), briefly, few
        self.wrong: list[str] = []
        self.met: dict[tuple[str, ...], dict[tuple[str, ...], list[int]]] = defaultdict(lambda: defaultdict(list))
        self.nobodys: dict[tuple[str, str, tuple[str, ...], tuple[str, ...]], Seen] = {}
        self.options: dict[bool, Seen] = {}

    def ask(self, method: str, rule: Rule, values: Values, **more: object) -> Seen:
        """One request; a marker or a crash is wrong whatever was asked."""
        path = crawl.path_of(self.house, rule, values) + doors.QUERIES.get(rule.rule, "")
        seen = self.who.ask(method, path, tuple(values.values()), **more)
        found = crawl.leaks(self.ground.markers, seen, tuple(values.values()))
        if found:
            self.wrong.append(f"{self.who.role} {method} {path} shows the other organisation: {found[:3]}")
        if seen.status >= 500 and rule.rule not in ("/readyz", "/styleguide/errors/<name>"):
            self.wrong.append(f"{self.who.role} {method} {path} answers {seen.status}")
        if method == "GET":
            self.ground.forms[self.who.role, path] = seen.forms()
            self.ground.led.setdefault(self.who.role, set()).update(seen.leads())
        return seen

    def methods_left_out(self) -> set[str]:
        """What this walk does not ask with."""
        return {"OPTIONS", "HEAD"} if self.briefly else set()

    def rule(self, rule: Rule, method: str) -> None:
        """Everything that is tried at one door. Those that show go first."""
        named = kinds(rule)
        if method in self.methods_left_out():
            return
        if method == "OPTIONS":
            self._same_for_all(rule)
        elif method == "HEAD":
            self._foreign(rule, method, 1) if named else self.ask(method, rule, next(own(rule, self.ground)))
        else:
            self._own(rule, method, named)
            self._foreign(rule, method, 2 if method == "POST" else 3)
            self._malformed(rule, method, named)

    def _sort(self, rule: Rule, values: Values) -> tuple[tuple[str, ...], list[int]]:
        """Which ids they are, and how the doors which show answered to them."""
        names = tuple(sorted(kinds(rule)))
        return names, self.met[names][tuple(values[a] for a in names)]

    def one_of_each_sort(self, rule: Rule) -> Iterator[Values]:
        """Ids of one's own, one of each sort; the first two where nothing shows them."""
        sorts: set[tuple[object, ...]] = set()
        for n, values in enumerate(own(rule, self.ground)):
            _names, answers = self._sort(rule, values)
            words = tuple(v for a, v in sorted(values.items()) if a in doors.WORDS)
            sort = (words, *answers) if answers else (words, "unknown", min(n, 1))
            if sort not in sorts:
                sorts.add(sort)
                yield values

    def _own(self, rule: Rule, method: str, named: dict[str, str]) -> None:
        hidden = None
        every = list(own(rule, self.ground) if method == "GET" else self.one_of_each_sort(rule))
        for values in turn.some(every, FEW) if method == "GET" and self.few else every:
            seen = self.ask(method, rule, values)
            if seen.status not in (403, 404) and self.who.role != "anonymous":
                crawl.opened(rule, method)
            if method == "GET":
                self._sort(rule, values)[1].append(seen.status)
            if seen.status == 404 and named and "/static/" not in rule.rule:
                hidden = hidden or self._nobody(rule, method, tuple(named), values)
                if (seen.status, seen.headers, seen.body) != (hidden.status, hidden.headers, hidden.body):
                    told = f"{self.who.role} {method} {rule.rule}: hidden differs from missing"
                    self.wrong.append(f"{told}\n{between(seen, hidden)}")
            if self.who.role == "anonymous":
                break

    def _nobody(self, rule: Rule, method: str, taken: tuple[str, ...], values: Values) -> Seen:
        """The answer where these arguments are ids that nobody ever gave: asked once, it is worth for all of the same kind."""
        rest = tuple(f"{a}={v}" for a, v in sorted(values.items()) if a not in taken)
        key = (rule.rule, method, taken, rest)
        if key not in self.nobodys:
            self.nobodys[key] = self.ask(method, rule, values | {a: doors.unknown(kinds(rule)[a]) for a in taken})
        return self.nobodys[key]

    def _foreign(self, rule: Rule, method: str, most: int) -> None:
        """The other organisation's id and nobody's get the same answer, at the same cost, whatever stands beside it."""
        wanted, words = kinds(rule), next(plain(rule))
        beside = list(self.one_of_each_sort(rule)) if len(wanted) > 1 else [next(own(rule, self.ground))]
        for taken in places(rule):
            for n in range(max(most, len(beside)) if len(taken) == 1 and most > 1 else 1):
                theirs = {a: ids[n % len(ids)] for a in taken for ids in [self.ground.theirs.of(wanted[a])]}
                values = beside[n % len(beside)] | words
                one, other = self.ask(method, rule, values | theirs), self._nobody(rule, method, taken, values)
                if one.same() != other.same():  # what was asked once may be stale by now; what tells something stays
                    for key in [k for k in self.nobodys if k[:3] == (rule.rule, method, taken)]:
                        del self.nobodys[key]
                    one, other = self.ask(method, rule, values | theirs), self._nobody(rule, method, taken, values)
                if one.same() != other.same():
                    told = f"{self.who.role} {method} {rule.rule} tells another organisation's id from nobody's"
                    self.wrong.append(f"{told}:\n{between(one, other)}")

    def _malformed(self, rule: Rule, method: str, named: dict[str, str]) -> None:
        """What is no id. Where the address itself asks for one, nothing behind it is reached: the roles share these."""
        if not named:
            return
        first = next(iter(named))
        bad = list(doors.MALFORMED if method == "GET" else doors.MALFORMED[:2])
        if f"<uuid:{first}>" in rule.rule and self.briefly:
            return
        if f"<uuid:{first}>" in rule.rule and self.who.role != "anonymous":
            bad = [bad[crc32(f"{self.who.role} {rule.rule}".encode()) % len(bad)]]
        for each in bad:
            seen = self.ask(method, rule, next(own(rule, self.ground)) | {first: each})
            if seen.status not in (303, 308, 404, 405):
                self.wrong.append(f"{self.who.role} {method} {rule.rule} takes the malformed id {each}")

    def _same_for_all(self, rule: Rule) -> None:
        """OPTIONS says which methods there are, and nothing else: the same of every address, at the same cost."""
        values = next(own(rule, self.ground)) | {a: self.ground.theirs.of(k)[0] for a, k in kinds(rule).items()}
        seen = self.ask("OPTIONS", rule, values)
        said = (seen.status, seen.body, seen.statements, {k for k, _ in seen.headers})
        first = self.options.setdefault(crawl.is_root(self.house, rule), seen)
        if said != (first.status, first.body, first.statements, {k for k, _ in first.headers}):
            self.wrong.append(f"{self.who.role} OPTIONS {rule.rule} differs from other addresses:\n{between(first, seen)}")

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
