"""Whatever is typed into any form of any page: it is refused in words, beside the field, and nothing typed is lost."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tenants.isolation import clock
from tests.fence.test_write_walk import WRITERS
from tests.fence.walk import badly, crawl, legal, pages, writing
from tests.fence.walk.crawl import Seen
from tests.fence.walk.ground import Ground
from tests.fence.walk.writing import Sheet, Writing
from tests.house_fixture import House


@dataclass
class Spoilt:
    """What the walk did: which routes were sent bad input, how often, and what is wrong with the answers."""

    routes: set[str] = field(default_factory=set)
    requests: int = 0
    refused: int = 0
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def one_of_each(walked: House, ground: Ground) -> Iterator[tuple[Writing, Sheet]]:
    """One form of each kind, with somebody who can send it; where nobody can, with the first who sees it."""
    chosen: dict[object, tuple[Writing, Sheet]] = {}
    settled: set[object] = set()
    wanted = {r.rule for r in crawl.rules(walked) if "POST" in (r.methods or ()) and not crawl.is_root(walked, r)}
    for role in sorted(WRITERS, key=lambda each: each != "anonymous"):
        if wanted - set(legal.WITHOUT_A_FORM) <= {chosen[kind][1].rule.rule for kind in settled}:
            break  # each form is in the hands of somebody who can send it
        walk = Writing(walked, ground, role)
        for kind, same in writing.gathered(walk, ground).items():
            for sheet in same if kind not in settled else ():
                chosen.setdefault(kind, (walk, sheet))
                if walk.send(sheet, change=False).status < 400:
                    chosen[kind] = (walk, sheet)
                    settled.add(kind)
                    break
    yield from chosen.values()
    yield front(walk)


def front(walk: Writing) -> tuple[Writing, Sheet]:
    """The one form at the root."""
    rule = next(r for r in crawl.rules(walk.house) if crawl.is_root(walk.house, r) and "POST" in (r.methods or ()))
    (form,) = writing.parsed(walk.who.ask("GET", "/").body)
    return walk, Sheet(rule.endpoint, rule, form[1], form[2], frozenset(form[3]), form[4], form[3])


def ask(walk: Writing, sheet: Sheet, token: str = "") -> Seen:
    """Send the form as it is, as a browser would."""
    if "password" in sheet.rule.rule or "sign-in" in sheet.rule.rule:
        writing.jobs.bell().redis.flushdb()  # else the throttle would answer
    token = token or walk.who.token
    has_files = "file" in sheet.asks.values()
    return walk.who.ask(
        "POST",
        sheet.action,
        data=badly.with_files(sheet.fields, token) if has_files else badly.sent(sheet.fields, token),
        content_type="multipart/form-data" if has_files else "application/x-www-form-urlencoded",
        headers={"HX-Request": "true"} if sheet.rule.rule.endswith("/autosave") else {},
    )


@pytest.fixture(scope="module", params=["some", pytest.param("all", marks=pytest.mark.long)])
def spoilt(request: pytest.FixtureRequest, walked: House, ground: Ground) -> Spoilt:
    """Every form of every page was sent with what does not belong in it, some of it or all; nothing of it is kept."""
    done = Spoilt()
    tried: badly.Tried = Counter()
    with crawl.watching(walked) as trail, clock.at(clock.now()):
        for walk, sheet in one_of_each(walked, ground):
            done.routes.add(sheet.rule.rule)
            for what, bad in badly.spoilt(sheet, tried, with_all=request.param == "all"):
                seen = ask(walk, bad)
                done.requests += 1
                done.refused += seen.status in (409, 422)
                asked = what.partition(": ")[0] in trail.asked or "*" in trail.asked
                for fault in badly.faults(bad, what, seen, asked=asked):
                    done.wrong[f"{sheet.act} {sheet.rule.rule}"].append(f"{walk.who.role}, {what}: {fault}")
            old = ask(walk, sheet, "an old token")
            if old.status != 409 and not crawl.is_root(walked, sheet.rule):
                done.wrong[f"{sheet.act} {sheet.rule.rule}"].append(f"an old token is answered {old.status}")
            for fault in badly.faults(sheet, "an old token", old, asked=True):
                done.wrong[f"{sheet.act} {sheet.rule.rule}"].append(f"an old token: {fault}")
    return done


@pytest.mark.slow
def test_whatever_is_typed_is_refused_in_words_and_kept(spoilt: Spoilt) -> None:
    told = [f"{form}\n  " + "\n  ".join(lines[:12]) for form, lines in spoilt.wrong.items()]
    assert told == [], "\n".join(told)
    assert spoilt.requests > 1400
    assert spoilt.refused > 500


@pytest.mark.slow
def test_every_form_that_a_page_offers_was_sent_badly(spoilt: Spoilt, walked: House) -> None:
    every = {r.rule for r in crawl.rules(walked) if "POST" in (r.methods or ()) and not crawl.is_root(walked, r)}
    assert every - spoilt.routes == set(legal.WITHOUT_A_FORM)


@pytest.mark.slow
def test_no_odd_question_in_an_address_breaks_a_page(walked: House, ground: Ground) -> None:
    """What lists are narrowed by, searched for and paged with: all of it on the first two pages that ask for a name, then
    some, in turn.
    """
    wrong, asked, done, before = [], 0, set[str](), Counter[str]()
    with crawl.watching(walked) as trail, clock.at(clock.now()):
        readers = ("tova", "dara", "bo", "amara", "anonymous")
        for who, rule, path, _seen in pages.opened(walked, ground, readers, lambda rule: "/static/" not in rule.rule):
            names = trail.queries.get(f"GET {rule.rule}", set()) if rule.rule not in done else set()
            for name in sorted(names):
                done.add(rule.rule)
                turn, before[name] = before[name], before[name] + 1
                for bad in (
                    badly.QUERIES if turn < 2 else (badly.QUERIES[(3 * turn + n) % len(badly.QUERIES)] for n in range(3))
                ):
                    query = badly.urlencode([(name, bad), (name, "x")], encoding="utf-8", errors="surrogatepass")
                    seen, asked = who.ask("GET", f"{path.partition('?')[0]}?{query}"), asked + 1
                    if seen.status >= 500 or seen.status == 400 or badly.TELLS.search(seen.body):
                        wrong.append(f"{who.role} GET {path}?{query[:60]} {seen.status}")
    assert wrong == []
    assert asked > 250
