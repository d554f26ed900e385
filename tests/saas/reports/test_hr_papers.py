"""HR's two papers: how questions are answered, and who has acknowledged a policy; each says what its reader may see."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tenants import organisations
from tenants.web.dates import long_day
from tests.coaching_library.policies import made as policy
from tests.coaching_library.threads import made
from tests.house_fixture import House, text_of
from tests.saas.reports import papers
from tests.saas.reports.test_reports import id_of

pytestmark = pytest.mark.slow

SECRET = "Somebody cries in every talk"


def asked(house: House, who: str, kind: str, subject: UUID, **fields: object) -> int:
    """How the asking for a paper is answered."""
    return house.browser(who).post("/reports", {"kind": kind, "subject": str(subject), **fields}).status_code


def paper(house: House, who: str, kind: str, subject: UUID, **fields: object) -> str:
    """What somebody reads on the paper that they asked for."""
    browser = house.browser(who)
    report_id = id_of(browser.post("/reports", {"kind": kind, "subject": str(subject), **fields}))
    house.run_jobs()
    return papers.text(browser.get(f"/reports/{report_id}/file").data)


def test_the_head_of_hr_gets_the_figures_of_all_and_of_each_and_no_word_of_a_question(house: House) -> None:
    for number in range(3):
        made.answered(house, made.asked(house, "bo", title=f"{SECRET} {number}", fresh=True))
    words = paper(house, "dara", "service", house.person("dara"), version=90)
    assert "All of HR" in words
    assert "Chen Yifan" in words
    assert "Hugo Martins" in words
    assert "100 %" in words
    assert SECRET not in words
    assert made.ANSWER not in words


def test_a_paper_of_figures_is_called_by_its_period_and_not_by_a_version_or_a_name(house: House) -> None:
    dara = house.browser("dara")
    report_id = id_of(dara.post("/reports", {"kind": "service", "subject": str(house.person("dara")), "version": 90}))
    with house.acting("dara"):
        last = organisations.today()
        period = f"{long_day(last - timedelta(days=89))} to {long_day(last)}"
    for path in (f"/reports/{report_id}", "/reports/"):
        main = text_of(dara.get(path)).partition("My papers")[2]
        assert period in main
        assert "Version 90" not in main
        assert "HR’s service: Dara" not in main


def test_a_manager_gets_the_figures_of_those_who_serve_them_and_of_nobody_else(house: House) -> None:
    for number in range(3):
        made.answered(house, made.asked(house, "bo", title=f"{SECRET} {number}", fresh=True))
    words = paper(house, "bo", "service", house.person("bo"), version=30)
    assert "Chen Yifan" in words
    assert "Hugo Martins" not in words
    assert "All of HR" not in words


def test_a_manager_reads_no_figures_of_few_questions(house: House) -> None:
    made.answered(house, made.asked(house, "bo", title=SECRET, fresh=True))
    words = paper(house, "bo", "service", house.person("bo"), version=30)
    assert "Too few questions to be told." in words


@pytest.mark.parametrize("who", ["amara", "nia"])
def test_whoever_neither_leads_nor_works_in_hr_gets_no_figures(house: House, who: str) -> None:
    assert asked(house, who, "service", house.person(who)) in (403, 404)


def test_nobody_gets_the_figures_that_another_may_see(house: House) -> None:
    assert asked(house, "bo", "service", house.person("dara")) == 404
    assert asked(house, "chen", "service", house.person("dara")) == 404


def test_figures_of_a_period_that_no_page_offers_are_not_printed(house: House) -> None:
    assert asked(house, "dara", "service", house.person("dara"), version=7) == 404


def test_the_paper_of_a_policy_names_to_hr_who_has_yet_to_acknowledge_it(house: House) -> None:
    policy_id = policy.published(house, audience="managers", days=10)
    policy.acknowledge(house, "bo", policy_id)
    words = paper(house, "dara", "policy_status", policy_id)
    assert "Talking before writing" in words
    assert "Who has yet to acknowledge it" in words
    waiting = words.partition("Who has yet to acknowledge it")[2]
    assert "Ingrid Holm" in waiting
    assert "Bo Jensen" not in waiting


def test_a_tenant_admin_gets_the_numbers_and_no_name(house: House) -> None:
    policy_id = policy.published(house, audience="everyone", days=10)
    words = paper(house, "tova", "policy_status", policy_id)
    assert "Unit by unit" in words
    assert "Ingrid Holm" not in words


@pytest.mark.parametrize("who", ["amara", "bo"])
def test_others_get_no_paper_of_a_policy(house: House, who: str) -> None:
    policy_id = policy.published(house, audience="everyone", days=10)
    assert asked(house, who, "policy_status", policy_id) in (403, 404)
