"""Mail: in the receiver's language, once, to a real server or into the demo's outbox, with nothing secret left behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from tenants import isolation, jobs, notices, people
from tenants.isolation import clock
from tenants.journal import JournalEntry
from tenants.notices import Mail, delivery, words
from tenants.organisations import Organisation
from tests.house_fixture import House, text_of

KIND = "tests.letter"


@pytest.fixture(autouse=True)
def _kind() -> Iterator[None]:
    notices.register(KIND, _l("From %(organisation)s\nBcc: x@y.example"), _l("%(who)s wrote <something> & more."))
    yield
    words._words.pop(KIND)


class Post:
    """What a mail server takes, and what it answers to a receiver's address."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.says: str | None = None
        self.port = 0

    async def handle_RCPT(  # noqa: N802  # the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """The receiver is known, unless the test says otherwise."""
        if self.says is None:
            envelope.rcpt_tos.append(address)
        return self.says or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The letter is taken."""
        assert isinstance(envelope.original_content, bytes)
        self.taken.append(envelope.original_content)
        return "250 OK"


class Server(Controller):
    """A server at a free port of this machine."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def post() -> Iterator[Post]:
    found = Post()
    server = Server(found, hostname="127.0.0.1", port=0)
    server.start()
    found.port = server.port
    yield found
    server.stop()


def settle(house: House, **changes: Any) -> None:
    house.app.config["SETTINGS"] = replace(house.app.config["SETTINGS"], **changes)


def write(house: House, name: str = "amara", url: str = "/account/") -> Any:
    who = house.person(name)
    with house.acting("bo") as bo:
        person = isolation.get(people.Person, who)
        assert person is not None
        return notices.mail(person, KIND, params={"who": bo.person}, url=url, by=bo).id


def row(house: House, mail_id: Any) -> Mail:
    with house.within():
        found = isolation.get(Mail, mail_id)
        assert found is not None
        return found


def test_a_server_gets_the_letter_with_a_link_and_one_subject(house: House, post: Post) -> None:
    settle(house, smtp_url=f"smtp://127.0.0.1:{post.port}/?from=house@perf.example")
    mail = write(house)
    assert house.run_jobs() == 1
    [raw] = post.taken
    letter = message_from_bytes(raw, policy=policy.default)
    assert str(letter["Subject"]) == "From Northlight Bcc: x@y.example"
    assert letter["Bcc"] is None
    assert letter["From"].addresses[0].addr_spec == "house@perf.example"
    assert letter["To"].addresses[0].addr_spec == "amara@northlight.example"
    plain, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "http://localhost/o/northlight/account/" in plain
    assert "Bo Jensen wrote <something> & more." in plain
    assert "Bo Jensen wrote &lt;something&gt; &amp; more." in html
    found = row(house, mail)
    assert (found.state, found.to_address) == ("sent", "amara@northlight.example")
    assert found.sent_at is not None


def test_the_letter_speaks_the_language_and_the_zone_of_its_reader(house: House, tmp_path: Path) -> None:
    settle(house, home=str(tmp_path))
    mail = write(house, "liwei")
    house.run_jobs()
    assert 'lang="zh"' in row(house, mail).html


def test_a_letter_is_sent_once_however_often_its_job_runs(house: House, post: Post) -> None:
    settle(house, smtp_url=f"smtp://127.0.0.1:{post.port}")
    mail = write(house)
    house.run_jobs()
    found = row(house, mail)
    with house.within() as session:
        session.execute(update(jobs.Job).where(jobs.Job.id == found.job_id).values(state="queued", finished_at=None))
    house.run_jobs()
    assert len(post.taken) == 1
    with house.within() as session:
        assert len(list(session.scalars(select(Mail)))) == 1
        sent = select(JournalEntry).where(JournalEntry.verb == "notices.mail_sent")
        assert len(list(session.scalars(sent))) == 1


def test_a_worker_killed_after_the_hand_over_repeats_the_same_message_id(house: House, post: Post) -> None:
    settle(house, smtp_url=f"smtp://127.0.0.1:{post.port}")
    mail = write(house)
    tenant = house.tenant("northlight")
    with house.app.app_context():
        ticket = jobs.work.claim(tenant)
        assert ticket is not None
        delivery.deliver(ticket)  # and dies before it could finish
    with house.within() as session:
        session.execute(update(jobs.Job).values(lease_until=clock.now().replace(year=2020)))
    house.run_jobs()
    ids = {str(message_from_bytes(raw, policy=policy.default)["Message-ID"]) for raw in post.taken}
    assert len(post.taken) == 2
    assert ids == {f"<{mail}@localhost>"}
    assert row(house, mail).state == "sent"


@pytest.mark.parametrize("answer", ["550 no such box", "553 bad name"])
def test_what_the_server_refuses_for_good_is_failed_in_plain_words(house: House, post: Post, answer: str) -> None:
    settle(house, smtp_url=f"smtp://127.0.0.1:{post.port}")
    post.says = answer
    mail = write(house)
    house.run_jobs()
    found = row(house, mail)
    assert (found.state, found.trouble) == ("failed", "refused")
    with house.within():
        job = jobs.job(found.job_id)
        assert job is not None
        assert job.error == "The mail server refuses this mail."


def test_a_server_that_is_away_is_asked_again_later(house: House, post: Post) -> None:
    settle(house, smtp_url="smtp://127.0.0.1:1")
    mail = write(house)
    house.run_jobs()
    found = row(house, mail)
    assert found.state == "queued"
    with house.within():
        again = jobs.job(found.job_id)
        assert again is not None
        assert (again.state, again.payload["turn"]) == ("queued", 1)
        again.due_at = clock.now()
    settle(house, smtp_url=f"smtp://127.0.0.1:{post.port}")
    house.run_jobs()
    assert row(house, mail).state == "sent"
    assert len(post.taken) == 1


def test_after_a_day_away_it_is_failed(house: House) -> None:
    settle(house, smtp_url="smtp://127.0.0.1:1")
    mail = write(house)
    for _ in range(len(delivery.AGAIN) + 1):
        house.run_jobs()
        with house.within() as session:
            session.execute(update(jobs.Job).where(jobs.Job.state == "queued").values(due_at=clock.now()))
    assert (row(house, mail).state, row(house, mail).trouble) == ("failed", "unreachable")


def test_a_mail_whose_job_was_given_up_does_not_wait_for_ever(house: House) -> None:
    settle(house, smtp_url="foo")  # no start would take it; any other error ends so as well
    mail, killed = write(house), write(house)
    with house.within() as session:
        job_id = session.scalars(select(Mail.job_id).where(Mail.id == killed)).one()
        gone = update(jobs.Job).where(jobs.Job.id == job_id)
        session.execute(gone.values(state="running", attempt=3, lease_until=clock.now().replace(year=2020)))
    for _ in range(3):
        house.run_jobs()
        with house.within() as session:
            session.execute(update(jobs.Job).where(jobs.Job.state == "queued").values(due_at=clock.now()))
    for each in (mail, killed):
        assert (row(house, each).state, row(house, each).trouble) == ("failed", "gave_up")
    with house.within() as session:
        said = select(JournalEntry).where(JournalEntry.verb == "notices.mail_failed")
        assert [each.detail["trouble"] for each in session.scalars(said)] == ["gave_up", "gave_up"]


def test_without_a_server_only_a_demo_counts_as_sent(house: House, tmp_path: Path) -> None:
    settle(house, home=str(tmp_path))
    sent = write(house)
    house.run_jobs()
    assert row(house, sent).state == "sent"
    [file] = (tmp_path / "outbox" / "northlight").glob("*.eml")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o077 == 0
    settle(house, demo=False)
    with house.within() as session:
        session.execute(update(Organisation).values(demo=False))
    failed = write(house)
    house.run_jobs()
    assert (row(house, failed).state, row(house, failed).trouble) == ("failed", "no_post")


def test_an_impossible_address_fails_and_breaks_nothing(house: House) -> None:
    with house.within() as session:
        session.execute(
            update(people.Person).where(people.Person.email_key == "amara@northlight.example").values(email="a b\r\nBcc: x")
        )
    mail = write(house)
    house.run_jobs()
    assert (row(house, mail).state, row(house, mail).trouble) == ("failed", "no_address")


def _write_and_fail(house: House, who: Any) -> None:
    with house.acting("bo") as bo:
        person = isolation.get(people.Person, who)
        assert person is not None
        notices.mail(person, KIND, params={"who": bo.person}, by=bo)
        raise ZeroDivisionError


def test_nothing_is_sent_when_the_work_that_asked_for_it_is_rolled_back(house: House) -> None:
    who = house.person("amara")
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(house, who)
    assert house.run_jobs() == 0
    with house.within() as session:
        assert list(session.scalars(select(Mail))) == []


def test_in_a_demo_one_reads_one_s_own_mail_and_nobody_else_s(house: House) -> None:
    mail = write(house)
    house.run_jobs()
    browser = house.browser("amara")
    assert "From Northlight" in text_of(browser.get("/mail/"))
    assert "Bo Jensen wrote <something> & more." in text_of(browser.get(f"/mail/{mail}"))
    for name in ("bo", "dara", "tova", "ivy"):
        other = house.browser(name)
        assert other.get(f"/mail/{mail}").status_code == 404
        assert "From Northlight" not in text_of(other.get("/mail/"))


def test_a_demo_says_where_the_letters_lie_as_they_were_sent(house: House, tmp_path: Path) -> None:
    mail = write(house)
    house.run_jobs()
    browser = house.browser("amara")
    assert "outbox" not in text_of(browser.get("/mail/")), "without a home no letter lies anywhere"
    settle(house, home=str(tmp_path))
    mail = write(house)
    house.run_jobs()
    assert "in the folder outbox/northlight of SAMEBOAT_HOME" in text_of(browser.get("/mail/"))
    page = text_of(browser.get(f"/mail/{mail}"))
    file = f"outbox/northlight/{mail}.eml"
    assert f"in the file {file} of SAMEBOAT_HOME" in page
    assert (tmp_path / file).exists()
    assert str(tmp_path) not in page, "readers need not know the machine"
    settle(house, smtp_url="smtp://127.0.0.1:1")
    page = text_of(browser.get("/mail/"))
    assert "outbox" not in page
    assert "No mail leaves" not in page


def test_outside_a_demo_the_page_of_mail_does_not_exist(house: House) -> None:
    mail = write(house)
    house.run_jobs()
    browser = house.browser("amara")
    with house.within() as session:
        session.execute(update(Organisation).values(demo=False))
    assert browser.get("/mail/").status_code == 404
    assert browser.get(f"/mail/{mail}").status_code == 404
