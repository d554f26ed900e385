"""My learning: what one practises, how far one is, what one tried; and nobody else sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from coaching_library import library
from tenants.isolation import clock
from tests.coaching_library.library import made
from tests.house_fixture import House, forms, main_of, text_of

PAGE = "/library/learning"


def practise(house: House, item: UUID, words: str) -> None:
    with house.acting("bo") as bo:
        library.answer_exercise(made.found(item), words, no=1, by=bo)


def test_a_manager_sees_what_comes_back_how_far_they_are_and_what_they_tried(house: House) -> None:
    exercise = made.published(house, made.KINDS["exercise"])
    steps = [made.published(house, replace(made.GUIDE, title=f"Step {n}")) for n in (1, 2, 3)]
    with house.within():
        keys = tuple(made.found(each).key for each in steps)
    made.published(house, replace(made.KINDS["path"], title="The first year", steps=keys))
    bo = house.browser("bo")
    assert main_of(bo.get(PAGE))["state"] == "clear"
    assert "No exercise comes back to you" in text_of(bo.get(PAGE))

    practise(house, exercise, "I listened, and said little.")
    bo.get(f"/library/items/{steps[0]}")
    bo.act(bo.get(f"/library/items/{steps[0]}"), "library.tried")
    page = text_of(bo.get(PAGE))
    assert main_of(bo.get(PAGE))["state"] == "begun"
    assert "Comes back" in page
    assert "1 of 3 opened" in page
    assert "Next: Step 2" in page
    assert "What you tried Step 1" in page
    assert "I listened" not in page, "its words stand at the exercise"

    with clock.at(clock.now() + timedelta(days=2)):
        assert "Today" in text_of(house.browser("bo").get(PAGE))


def test_nobody_else_has_ones_page_and_what_one_may_not_read_any_more_is_gone_from_it(house: House) -> None:
    item = made.published(house, replace(made.GUIDE, title="For all of us", audience="everyone"))
    amara, bo = house.browser("amara"), house.browser("bo")
    amara.get(f"/library/items/{item}")
    assert "For all of us" in text_of(amara.get(PAGE))
    assert "For all of us" not in text_of(bo.get(PAGE))
    made.change(house, item, audience="managers")
    made.publish(house, item)
    assert "For all of us" not in text_of(amara.get(PAGE))


def test_a_line_manager_writes_for_the_library_and_hr_publishes_it(house: House) -> None:
    """They know what helped them. Until it is published it is theirs and the keepers'; then it is the keepers'."""
    bo, dara, mira = house.browser("bo"), house.browser("dara"), house.browser("mira")
    assert mira.get("/library/new").status_code == 404, "who leads nobody writes nothing for those who lead"
    form = bo.get("/library/new?kind=script")
    page = bo.follow(
        bo.act(
            form, "library.make", title="When the depot is snowed in", kind="script", topic="talk", audience="managers",
            summary="What I say on such a morning.", body="“First: is everybody safe?”",
        )
    )  # fmt: skip
    item = UUID(main_of(page)["id"])
    assert "What you write for the library When the depot is snowed in" in text_of(bo.get(PAGE))
    assert house.browser("ingrid").get(f"/library/items/{item}").status_code == 404, "another manager"
    assert not {"library.publish", "library.retire", "library.keep", "library.translate"} & set(forms(page))
    waits = bo.follow(bo.act(page, "library.propose", words="It helped in January."))
    assert main_of(waits)["state"] == "in_review"
    review = dara.get(f"/library/items/{item}")
    assert "It helped in January." in text_of(review)
    dara.act(review, "library.approve")
    read = bo.get(f"/library/items/{item}")
    assert main_of(read)["state"] == "published"
    assert not {"library.change", "library.propose"} & set(forms(read))
    assert bo.get(f"/library/items/{item}/edit").status_code in (403, 404)
    assert "What you write for the library" not in text_of(bo.get(PAGE))
