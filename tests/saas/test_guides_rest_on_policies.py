"""A guide that links to a section of a policy rests on it: it needs review once the section says something else."""

from __future__ import annotations

from uuid import UUID

import pytest

from coaching_library import library, policies
from tests.coaching_library.library import made as guides
from tests.coaching_library.policies import made as policy
from tests.coaching_library.threads import made
from tests.coaching_library.threads.test_marks import change, official, sections
from tests.house_fixture import House, text_of


def resting(house: House, section_id: UUID, **more: str) -> UUID:
    """A guide of which people read the version that links to that section."""
    body = f"Talk first, as [the policy says]({policies.address(section_id)})."
    return guides.published(house, title="Talk before you write", body=body, **more)


def state(house: House, item_id: UUID) -> tuple[str, str]:
    """Where an item stands, and why it needs review."""
    with house.acting("dara"):
        item = library.item(item_id)
        assert item is not None
        return item.state, item.reason


def test_a_guide_needs_review_once_the_section_says_something_else_and_its_readers_see_it(house: House) -> None:
    policy_id = policy.published(house)
    item_id = resting(house, sections(house, policy_id)[1], audience="everyone")
    change(house, policy_id)
    assert state(house, item_id) == ("needs_review", "policy")
    assert "Unverified" in text_of(house.browser("amara").get(f"/library/items/{item_id}"))


def test_another_section_or_another_policy_leaves_it_alone(house: House) -> None:
    policy_id, other = policy.published(house), policy.published(house, title="Of something else")
    item_id = resting(house, sections(house, policy_id)[0])
    change(house, policy_id)
    change(house, other)
    assert state(house, item_id) == ("published", "")


def test_it_needs_review_once_the_policy_is_withdrawn(house: House) -> None:
    policy_id = policy.published(house)
    item_id = resting(house, sections(house, policy_id)[0])
    with house.acting("dara") as dara:
        policies.withdraw(policy.one(policy.found(policy_id).versions[-1].id), "The law has changed.", by=dara)
    assert state(house, item_id) == ("needs_review", "policy")


def test_once_it_was_verified_a_later_change_of_another_section_does_not_ask_again(house: House) -> None:
    policy_id = policy.published(house)
    item_id = resting(house, sections(house, policy_id)[1])
    change(house, policy_id)
    with house.acting("dara") as dara:
        item = library.item(item_id)
        assert item is not None
        library.verify(item, policy.day(200), by=dara)
    purpose = policies.Clause("purpose0", "Why we have it", "So that nobody is surprised.")
    talk = policies.Clause("talk0000", "A talk before anything is written", "They talk, and write **together**.", binding=True)
    policy.anew(house, policy_id, purpose, talk, policy.FILE)
    assert state(house, item_id) == ("published", "")


def test_whoever_publishes_reads_before_which_guides_rest_on_what_changes(house: House) -> None:
    policy_id = policy.published(house)
    item_id = resting(house, sections(house, policy_id)[1])
    other = policies.Clause("talk0000", "A talk before anything is written", "They talk later.", binding=True)
    policy.write(house, policy_id, policy.PURPOSE, other, policy.FILE, note="It reads better.")
    with house.acting("dara"):
        version_id = policy.written(policy_id).id
    page = house.browser("dara").get(f"/policies/versions/{version_id}/publication")
    assert "Talk before you write" in text_of(page)
    assert f"/library/items/{item_id}" in page.get_data(as_text=True)


@pytest.mark.parametrize("audience", ["everyone", "managers"])
def test_an_article_of_an_official_answer_begins_with_links_to_what_that_rests_on(house: House, audience: str) -> None:
    question_id, _policy, section = official(house, audience)
    page = house.browser("dara").get(f"/threads/{question_id}/article")
    assert policies.address(section) in page.get_data(as_text=True)
    assert made.ANSWER in text_of(page)
