"""A page of the library takes as many statements however much stands in it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from coaching_library.library.actions import taking
from tests.coaching_library.library import made
from tests.house_fixture import House

READER = ("/library/", "/library/?all=1", "/library/?topic=plan", "/library/?q=agree+a+goal", "/library/?task=plan.draft")
KEEPER = ("/library/", "/library/desk", "/library/desk?show=published", "/library/new")


def costs(house: House, pages: dict[str, tuple[str, ...]]) -> dict[tuple[str, str], int]:
    """The statements of each page, once it was seen before."""
    found = {}
    for who, addresses in pages.items():
        browser = house.browser(who)
        for address in addresses:
            browser.get(address)
            with house.counting() as seen:
                assert browser.get(address).status_code == 200
            found[who, address] = len(seen)
    return found


def test_pages_cost_the_same_with_few_and_with_many(house: House) -> None:
    item = made.published(house, audience="everyone")
    made.published(house, made.KINDS["path"])
    more = (f"/library/items/{item}", f"/library/items/{item}/versions/1", "/library/learning")
    pages = {"bo": (*READER, *more), "dara": (*KEEPER, *more, f"/library/items/{item}/edit")}
    few = costs(house, pages)
    with house.acting("dara") as dara:
        content = replace(made.GUIDE, audience="everyone")
        rows = [(f"guide-{n}", "en", replace(content, title=f"Guide {n}")) for n in range(300)]
        assert taking.take(rows, origin="import", publishes=True, by=dara) == (300, 0)
    house.run_jobs()
    many = costs(house, pages)
    dearer = {page: (cost, many[page]) for page, cost in few.items() if many[page] > cost}
    assert dearer == {}
    assert max(many.values()) <= 16, many


def test_many_items_are_written_in_a_few_statements(house: House) -> None:
    def statements(n: int, start: int) -> int:
        with house.within(), house.counting() as seen:
            rows = [(f"item-{k}", "en", replace(made.GUIDE, title=f"Item {k}")) for k in range(start, start + n)]
            library_rows = taking.take(rows, origin="import", publishes=True, by=None)
            assert library_rows == (n, 0)
        return len(seen)

    assert statements(400, 1_000) <= 2 * statements(20, 0)


def test_ones_own_learning_costs_the_same_with_one_item_read_and_with_many(house: House) -> None:
    made.published(house)
    made.published(house, made.KINDS["path"])
    items = [made.published(house, replace(made.GUIDE, title=f"Guide {n}")) for n in range(6)]
    bo = house.browser("bo")

    def cost(read: int, of: list[UUID]) -> int:
        for item in of:
            bo.act(bo.get(f"/library/items/{item}"), "library.tried")
        bo.get("/library/learning")
        with house.counting() as seen:
            assert bo.get("/library/learning").get_data(as_text=True).count("Guide ") >= read
        return len(seen)

    assert cost(1, items[:1]) == cost(6, items[1:])
