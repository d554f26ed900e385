"""A paper from the asking to the last day: who gets it, when, how often, and what stands on it."""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from saas import plan, reports
from saas.reports import printing
from tenants import files, jobs, organisations, people
from tenants.agreements import AgreementSignature
from tenants.files import File
from tenants.isolation import clock, session, transaction
from tenants.jobs import Job, work
from tenants.journal import JournalEntry, Reading
from tenants.notices import Notice
from tests.house_fixture import House, main_of, text_of
from tests.saas.reports import papers

pytestmark = pytest.mark.slow


def asked(house: House, who: str, subject: object, **fields: object) -> TestResponse:
    return house.browser(who).post("/reports", {"kind": "plan", "subject": str(subject), **fields})


def id_of(answer: TestResponse) -> UUID:
    assert answer.status_code == 303, answer.get_data(as_text=True)[:500]
    return UUID(answer.headers["Location"].rpartition("/")[2])


def test_what_two_people_agreed_comes_on_paper_to_both_with_a_notice(house: House) -> None:
    plan_id = papers.agreed(house)
    both = [papers.reports_of(house, who) for who in ("amara", "bo")]
    assert [[job.state for job in own] for own in both] == [["queued"], ["queued"]]
    house.run_jobs()
    digest = papers.digest(house, plan_id)
    for who in ("amara", "bo"):
        with house.acting(who) as by:
            notices = session().scalars(select(Notice).where(Notice.person_id == by.id, Notice.kind == "report.ready")).all()
        (job,) = papers.reports_of(house, who)
        assert [notice.url for notice in notices] == [f"/reports/{job.id}"]
        browser = house.browser(who)
        pdf = browser.get(f"/reports/{job.id}/file")
        words = papers.text(pdf.data)
        for expected in (
            "Version 1",
            digest,
            "Amara Diallo",
            "Bo Jensen",
            "In force",
            "Harbour project",
        ):
            assert expected in words
        assert browser.get("/").status_code == 200


def test_the_paper_bears_letterhead_words_signatures_and_their_exact_times(house: House, agreed: str) -> None:
    (job,) = papers.reports_of(house, "amara")
    pdf = house.browser("amara").get(f"/reports/{job.id}/file").data
    words = papers.text(pdf)
    with house.acting("amara"):
        times = session().scalars(select(AgreementSignature.signed_at)).all()
    assert len(times) == 2
    for at in times:
        assert at.strftime("%Y-%m-%d %H:%M:%S UTC") in words
    for expected in (
        "Northlight Energy A/S", "Nordhavnsvej 14", "Fewer faults that come back", "21 % → 8 %", "Say difficult things early",
        "Development goal", "Fewer than 15 of 100 repairs come back.", "Two hours a week without calls",
        "Goes on after the cycle".lower(), "Who can read this", "Page 1 of", "I took your point", "3 · A step further",
    ):  # fmt: skip
        assert expected in words, expected
    reader = PdfReader(BytesIO(pdf))
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == "Performance plan of Amara Diallo, Harbour project, version 1"
    width, height = (float(x) for x in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)


@pytest.mark.slow
def test_a_chinese_plan_is_printed_in_signs_that_can_be_read_and_searched(house: House) -> None:
    papers.agreed(house, "liwei", "ingrid", papers.chinese)
    house.run_jobs()
    (job,) = papers.reports_of(house, "liwei")
    assert job.locale == "zh"
    answer = house.browser("liwei").get(f"/reports/{job.id}/file")
    words = papers.text(answer.data)
    for expected in (
        "李伟",
        "北光能源（上海）有限公司",
        "把平均交付周期从三周缩短到十二天",
        "审批从五级减到三级",
        "Asia/Shanghai",
    ):
        assert expected in words, expected
    assert PdfReader(BytesIO(answer.data)).trailer["/Root"]["/Lang"] == "zh-Hans"
    fonts = {str(f["/BaseFont"]) for p in PdfReader(BytesIO(answer.data)).pages for f in _fonts(p)}
    assert any("CJK-SC" in name for name in fonts)
    assert not any("CJK-JP" in name for name in fonts)
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    assert "%E6%9D%8E%E4%BC%9F" in answer.headers["Content-Disposition"]


def _fonts(page: object) -> list[dict[str, object]]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]


def test_one_asks_waits_and_fetches(house: House) -> None:
    plan_id = papers.agreed(house)
    browser = house.browser("chen")
    answer = browser.post("/reports", {"kind": "plan", "subject": str(plan_id)})
    report_id = id_of(answer)
    page = browser.follow(answer)
    facts = main_of(page)
    assert (facts["object"], facts["id"], facts["state"]) == ("report", str(report_id), "queued")
    assert 'hx-trigger="every 2s"' in page.get_data(as_text=True)
    assert browser.get(f"/reports/{report_id}.json").json == {"state": "queued", "progress": 0, "error": None}
    early = browser.get(f"/reports/{report_id}/file")
    assert (early.status_code, early.mimetype) == (409, "text/html")
    house.run_jobs()
    assert browser.get(f"/reports/{report_id}.json").json == {"state": "ready", "progress": 100, "error": None}
    page = browser.get(f"/reports/{report_id}")
    assert main_of(page)["state"] == "ready"
    assert "hx-trigger" not in page.get_data(as_text=True).partition("<main")[2].partition("</main>")[0]
    pdf = browser.get(f"/reports/{report_id}/file")
    assert (pdf.status_code, pdf.mimetype) == (200, "application/pdf")
    assert pdf.headers["ETag"] == f'"{sha256(pdf.data).hexdigest()}"'
    assert pdf.headers["Content-Disposition"].startswith("attachment;")
    with house.acting("chen") as chen:
        read = session().scalars(select(Reading).where(Reading.reader_id == chen.id, Reading.object_id == plan_id)).all()
        verbs = session().scalars(select(JournalEntry.verb).where(JournalEntry.object_id == report_id)).all()
    assert len(read) == 1
    assert {"report.asked", "report.printed", "report.collected"} <= set(verbs)


def test_after_twenty_seconds_the_page_asks_less_often(house: House) -> None:
    papers.agreed(house)
    (job,) = papers.reports_of(house, "amara")
    with house.acting("amara"):
        session().execute(update(Job).where(Job.id == job.id).values(asked_at=clock.now() - timedelta(seconds=21)))
    assert 'hx-trigger="every 5s"' in house.browser("amara").get(f"/reports/{job.id}").get_data(as_text=True)


def test_a_browser_that_has_the_file_gets_no_bytes(house: House, agreed: str) -> None:
    (job,) = papers.reports_of(house, "amara")
    browser = house.browser("amara")
    tag = browser.get(f"/reports/{job.id}/file").headers["ETag"]
    again = browser.get(f"/reports/{job.id}/file", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert browser.get(f"/reports/{job.id}/file", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.slow
def test_the_same_ask_is_the_same_report_and_another_ask_is_another(house: House, agreed: str) -> None:
    (own,) = papers.reports_of(house, "amara")
    assert id_of(asked(house, "amara", agreed)) == own.id
    assert id_of(asked(house, "amara", agreed, version="1")) == own.id
    assert id_of(asked(house, "chen", agreed)) != own.id
    plan_id = UUID(agreed)
    papers.amended(house, plan_id)
    old, new = id_of(asked(house, "amara", agreed, version="1")), id_of(asked(house, "amara", agreed))
    assert len({own.id, old, new}) == 3, "the old version's paper now says that it is superseded"
    house.run_jobs()
    browser = house.browser("amara")
    before = papers.text(browser.get(f"/reports/{old}/file").data)
    assert "Superseded by version 2" in before
    assert "In force" not in before
    assert "In force" in papers.text(browser.get(f"/reports/{new}/file").data)


def test_two_clicks_at_once_are_one_report(house: House) -> None:
    plan_id = papers.begun(house)
    papers.proposed(house, plan_id, "amara")
    with house.acting("amara") as amara:
        sheet = plan.sheet(plan_id)
        assert sheet is not None
        assert sheet.agreement.open_version is not None
        first = reports.ask("plan", sheet, sheet.agreement.open_version, by=amara, locale="en")
        second = reports.ask("plan", sheet, sheet.agreement.open_version, by=amara, locale="en")
        other = reports.ask("plan", sheet, sheet.agreement.open_version, by=amara, locale="zh")
    assert first.id == second.id != other.id


@pytest.mark.slow
def test_a_proposal_is_printed_as_not_agreed(house: House) -> None:
    plan_id = papers.begun(house)
    papers.proposed(house, plan_id, "amara")
    report_id = id_of(asked(house, "bo", plan_id))
    house.run_jobs()
    words = papers.text(house.browser("bo").get(f"/reports/{report_id}/file").data)
    assert "Not agreed" in words
    assert "Not signed" in words
    assert len(re.findall(r":[0-9]{2} UTC", words)) == 2, "one signature, and the time of printing"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"kind": "plan", "subject": str(uuid4())}, 404),
        ({"kind": "plan", "subject": "AGREED", "version": "9"}, 404),
        ({"kind": "salary", "subject": "AGREED"}, 422),
        ({"kind": "", "subject": "AGREED"}, 422),
        ({"subject": "AGREED"}, 422),
        ({"kind": "plan", "subject": "7"}, 422),
        ({"kind": "plan", "subject": ""}, 422),
        ({"kind": "plan"}, 422),
        ({}, 422),
        ({"kind": "plan", "subject": "AGREED", "version": "-1"}, 422),
        ({"kind": "plan", "subject": "AGREED", "version": "abc"}, 422),
    ],
)
def test_a_form_that_names_no_paper_is_told_apart_from_a_paper_that_is_not_there(
    house: House, agreed: str, fields: dict[str, str], status: int
) -> None:
    sent = {key: agreed if value == "AGREED" else value for key, value in fields.items()}
    before = papers.reports_of(house, "amara")
    assert house.browser("amara").post("/reports", sent).status_code == status
    assert len(papers.reports_of(house, "amara")) == len(before)


def test_before_anything_was_proposed_there_is_nothing_to_print(house: House) -> None:
    assert asked(house, "amara", papers.begun(house)).status_code == 409


@pytest.mark.parametrize("who", ["nia", "mira", "hugo", "tova", "eve", "gus", "ivy"])
def test_whoever_may_not_read_a_plan_cannot_ask_for_its_paper_nor_see_anothers(house: House, agreed: str, who: str) -> None:
    (job,) = papers.reports_of(house, "amara")
    browser = house.browser(who)
    stranger = browser.post("/reports", {"kind": "plan", "subject": agreed})
    nobody = browser.post("/reports", {"kind": "plan", "subject": str(uuid4())})
    assert (stranger.status_code, nobody.status_code) == (404, 404)
    for path in ("/reports/{}", "/reports/{}.json", "/reports/{}/file"):
        found, random = browser.get(path.format(job.id)), browser.get(path.format(uuid4()))
        assert (found.status_code, random.status_code) == (404, 404)
        assert _same_page(found, random)
    assert browser.post(f"/reports/{job.id}/cancellation").status_code == 404
    assert papers.reports_of(house, who) == []


def _same_page(one: TestResponse, other: TestResponse) -> bool:
    return text_of(one).partition("Number of this request")[0] == text_of(other).partition("Number of this request")[0]


@pytest.mark.parametrize("who", ["bo", "chen", "dara"])
def test_a_report_is_its_requesters_alone_also_among_those_who_may_read_the_plan(house: House, agreed: str, who: str) -> None:
    (job,) = papers.reports_of(house, "amara")
    assert house.browser(who).get(f"/reports/{job.id}").status_code == 404
    assert house.browser(who).get(f"/reports/{job.id}/file").status_code == 404


def test_no_job_of_another_kind_is_a_report(house: House) -> None:
    with house.acting("amara") as amara:
        job_id = jobs.ask("mail", {"kind": "x"}, by=amara).id
    assert house.browser("amara").get(f"/reports/{job_id}").status_code == 404


@pytest.mark.slow
def test_whoever_is_no_longer_manager_fetches_only_what_they_signed(house: House) -> None:
    plan_id = papers.agreed(house)
    no = papers.proposed_amendment(house, plan_id)
    mine = id_of(asked(house, "bo", plan_id, version=str(no)))
    house.run_jobs()
    browser = house.browser("bo")
    assert browser.get(f"/reports/{mine}/file").status_code == 200
    amara, mira = house.person("amara"), house.person("mira")
    with house.within():
        found = people.names([amara, mira])
        people.set_manager(found[amara], manager=found[mira], by=None)
    refused = browser.get(f"/reports/{mine}/file")
    assert refused.status_code == 404
    assert refused.mimetype == "text/html"
    page = browser.get(f"/reports/{mine}")
    assert page.status_code == 200
    assert "You may no longer read this" in text_of(page)
    assert "/file" not in page.get_data(as_text=True)
    signed = next(job for job in papers.reports_of(house, "bo") if job.id != mine)
    assert browser.get(f"/reports/{signed.id}/file").status_code == 200


def test_the_right_is_asked_again_when_it_is_printed(house: House, agreed: str) -> None:
    report_id = id_of(asked(house, "chen", agreed))
    chen = house.person("chen")
    with house.within():
        (line,) = session().scalars(select(people.HrAssignment).where(people.HrAssignment.partner_id == chen))
        session().delete(line)
    house.run_jobs()
    facts = house.browser("chen").get(f"/reports/{report_id}.json").json
    assert facts["state"] == "failed"
    assert facts["error"] == "You may no longer read what this paper would show."
    with house.acting("chen"):
        assert session().scalar(select(func.count()).select_from(File).where(File.job_id == report_id)) == 0


def test_after_its_days_the_file_is_gone_and_one_may_ask_again(house: House, agreed: str) -> None:
    (job,) = papers.reports_of(house, "amara")
    browser = house.browser("amara")
    with house.acting("amara"):
        session().execute(update(File).where(File.job_id == job.id).values(expires_at=clock.now() - timedelta(seconds=1)))
    assert browser.get(f"/reports/{job.id}/file").status_code == 410, "also before anybody cleared up"
    assert browser.get(f"/reports/{job.id}.json").json["state"] == "expired"
    again = id_of(browser.post("/reports", {"kind": "plan", "subject": agreed}))
    assert again != job.id
    assert browser.get(f"/reports/{job.id}/file").status_code == 410
    page = browser.get(f"/reports/{job.id}")
    assert main_of(page)["state"] == "expired"
    assert id_of(browser.act(page, "report.ask")) == again
    house.run_jobs()
    assert browser.get(f"/reports/{again}/file").status_code == 200


def test_a_file_lives_as_long_as_the_organisation_says(house: House, agreed: str) -> None:
    with house.acting("amara"):
        held = session().scalars(select(File)).all()
        due = session().scalars(select(Job.due_at).where(Job.kind == "expire_files")).all()
    assert [round((f.expires_at - f.made_at) / timedelta(days=1)) for f in held if f.expires_at] == [7, 7]
    assert sorted(due) == sorted(f.expires_at for f in held if f.expires_at)


def test_the_requester_calls_it_off(house: House) -> None:
    papers.agreed(house)
    (job,) = papers.reports_of(house, "amara")
    browser = house.browser("amara")
    answer = browser.act(browser.get(f"/reports/{job.id}"), "report.cancel")
    assert main_of(browser.follow(answer))["state"] == "cancelled"
    house.run_jobs()
    assert browser.get(f"/reports/{job.id}.json").json["state"] == "cancelled"
    assert browser.post(f"/reports/{job.id}/cancellation").status_code == 409
    with house.acting("amara"):
        assert files.of_job(job.id) is None


@pytest.mark.slow
def test_an_attempt_that_was_taken_over_writes_nothing(house: House) -> None:
    papers.agreed(house)
    (job,) = papers.reports_of(house, "amara")
    tenant = house.tenant("northlight")
    with house.app.app_context():
        _others_off(house, job)
        old = work.claim(tenant)
        assert old is not None
        assert old.id == job.id
        finish = printing.print_report(old)
        with transaction(tenant):
            session().execute(update(Job).where(Job.id == job.id).values(lease_until=clock.now() - timedelta(minutes=2)))
        new = work.claim(tenant)
        assert new is not None
        assert (new.id, new.attempt) == (job.id, 2)
        assert work._close(old, "finish", finish=finish) is False
        with pytest.raises(work.Lost):
            old.progress(50)
        with transaction(tenant):
            assert files.of_job(job.id) is None
        assert work._close(new, "finish", finish=printing.print_report(new)) is True
        assert work._close(old, "finish", finish=finish) is False
        with transaction(tenant):
            assert session().scalar(select(func.count()).select_from(File).where(File.job_id == job.id)) == 1


def _others_off(house: House, job: Job) -> None:
    with house.within():
        later = clock.now() + timedelta(days=1)
        session().execute(update(Job).where(Job.id != job.id, Job.state == "queued").values(due_at=later))


def test_a_version_that_does_not_match_its_hash_is_not_printed(house: House) -> None:
    papers.agreed(house)
    (job,) = papers.reports_of(house, "amara")
    with house.within():
        payload = {**job.payload, "hash": "0" * 64}
        session().execute(update(Job).where(Job.id == job.id).values(payload=payload))
    house.run_jobs()
    facts = house.browser("amara").get(f"/reports/{job.id}.json").json
    assert facts["state"] == "failed"
    assert "do not match" in facts["error"]


def test_a_printer_that_is_missing_is_told_in_plain_words(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    papers.agreed(house)
    (job,) = papers.reports_of(house, "amara")

    def missing() -> None:
        raise printing.printer.NoPrinter("cannot load library 'libpango'")

    monkeypatch.setattr(printing.printer, "_weasyprint", missing)
    house.run_jobs()
    page = house.browser("amara").get(f"/reports/{job.id}")
    assert main_of(page)["state"] == "failed"
    assert "Pango" in text_of(page)
    assert "libpango" not in text_of(page)


def test_the_list_shows_the_own_papers_only(house: House, agreed: str) -> None:
    browser = house.browser("amara")
    with house.counting() as seen:
        page = browser.get("/reports/")
    assert len(seen) <= 8, seen
    assert "Performance plan: Amara Diallo, Harbour project" in text_of(page)
    assert "Ready" in text_of(page)
    assert "No papers yet" in text_of(house.browser("nia").get("/reports/"))


def test_a_page_of_a_report_takes_few_statements(house: House, agreed: str) -> None:
    (job,) = papers.reports_of(house, "amara")
    browser = house.browser("amara")
    for path, most in ((f"/reports/{job.id}", 12), (f"/reports/{job.id}.json", 6)):
        with house.counting() as seen:
            assert browser.get(path).status_code == 200
        assert len(seen) <= most, (path, seen)


def test_nobody_who_is_not_signed_in_sees_anything(house: House, agreed: str) -> None:
    (job,) = papers.reports_of(house, "amara")
    for path in ("/reports/", f"/reports/{job.id}", f"/reports/{job.id}.json", f"/reports/{job.id}/file"):
        answer = house.anonymous().get(path)
        assert (answer.status_code, b"%PDF" in answer.data) == (303, False)


def test_the_own_papers_can_be_narrowed_to_one_company(house: House, agreed: str) -> None:
    bo = house.browser("bo")
    with house.within():
        by_name = {company.name: company.id for company in organisations.companies()}
    title = "Amara Diallo, Harbour project"
    assert title in text_of(bo.get("/reports/"))
    assert title in text_of(bo.get(f"/reports/?company={by_name['Northlight Energy']}"))
    assert title in text_of(bo.get("/reports/?company=nonsense"))
    for elsewhere in (by_name["Northlight Asia"], uuid4()):
        page = text_of(bo.get(f"/reports/?company={elsewhere}"))
        assert title not in page
        assert "No paper fits" in page


def test_a_paper_that_was_asked_for_is_next_though_letters_and_agreed_papers_wait(house: House) -> None:
    plan_id = papers.agreed(house)
    with house.within():
        jobs.ask_several("mail", [{"kind": "x"}] * 30, by=None)
    wanted = id_of(asked(house, "amara", plan_id, version="1"))
    done = jobs.run_one(house.tenant("northlight"))
    assert done is not None
    assert done.id == wanted
