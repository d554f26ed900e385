"""One's own account: sessions that one can end, a password, and how one is spoken to."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tenants import isolation, people
from tenants.law import Refused
from tenants.sign_in import SignInSession
from tests.house_fixture import House, forms, text_of

pytestmark = pytest.mark.pages

GOOD = "a boat for two people"


def test_the_account_says_who_one_is_and_changes_how_one_is_spoken_to(house: House) -> None:
    browser = house.browser("amara")
    page = browser.get("/account/")
    answer = browser.act(page, "person.change_own", called="Ama", language="", time_zone="Asia/Shanghai")
    assert answer.status_code == 303
    with house.within():
        person = isolation.get(people.Person, house_person(house, "amara"))
        assert person is not None
        assert (person.called, person.language, person.time_zone) == ("Ama", None, "Asia/Shanghai")
    assert 'value="Asia/Shanghai"' in browser.follow(answer).get_data(as_text=True)


def house_person(_house: House, name: str) -> object:
    query = select(people.Person.id).where(people.Person.email_key == f"{name}@northlight.example")
    return isolation.session().scalars(query).one()


@pytest.mark.parametrize("zone", ["Nowhere/At/All", "../../etc/passwd", "/etc/localtime", "x" * 81, "😀", "a\x00b"])
def test_a_zone_that_does_not_exist_is_refused_with_the_words_kept(house: House, zone: str) -> None:
    browser = house.browser("amara")
    page = browser.get("/account/")
    answer = browser.act(page, "person.change_own", called="李伟 😀", time_zone=zone)
    assert answer.status_code == 422
    assert "李伟 😀" in answer.get_data(as_text=True)


def test_a_language_that_we_do_not_speak_is_refused(house: House) -> None:
    browser = house.browser("amara")
    page = browser.get("/account/")
    assert browser.act(page, "person.change_own", language="xx").status_code == 422


def test_two_windows_on_one_account_do_not_overwrite_each_other_unseen(house: House) -> None:
    here, there = house.browser("amara"), house.browser("amara")
    mine, theirs = here.get("/account/"), there.get("/account/")
    assert there.act(theirs, "person.change_own", called="Ama").status_code == 303
    answer = here.act(mine, "person.change_own", called="Mara")
    assert answer.status_code == 409
    assert "Ama" in text_of(answer)
    assert 'value="Mara"' in answer.get_data(as_text=True)
    assert here.act(answer, "person.change_own").status_code == 303
    with house.within():
        person = isolation.get(people.Person, house_person(house, "amara"))
        assert person is not None
        assert person.called == "Mara"


def test_nobody_chooses_for_another_how_they_are_spoken_to(house: House) -> None:
    amara_id = house.person("amara")
    with house.acting("tova") as tova:
        amara = isolation.get(people.Person, amara_id)
        assert amara is not None
        with pytest.raises(Refused):
            people.change_own(amara, called="Ama", language=None, time_zone=None, by=tova)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(house: House) -> None:
    here, there = house.browser("amara"), house.browser("amara")
    page = here.get("/account/")
    answer = here.act(page, "sign_in.change_password", password_now="sameboat", password=GOOD)
    assert answer.status_code == 303
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 303


def test_a_wrong_present_password_changes_nothing_and_is_counted(house: House) -> None:
    browser = house.browser("amara")
    page = browser.get("/account/")
    for _ in range(10):
        answer = browser.act(page, "sign_in.change_password", password_now="guess", password=GOOD)
        assert answer.status_code == 422
        assert GOOD not in answer.get_data(as_text=True)
    assert browser.act(page, "sign_in.change_password", password_now="sameboat", password=GOOD).status_code == 429


def test_a_stale_form_does_not_echo_a_password(house: House) -> None:
    browser = house.browser("amara")
    answer = browser.client.post(
        "/o/northlight/account/password", data={"csrf_token": "old", "password_now": "sameboat", "password": GOOD}
    )
    assert answer.status_code == 409
    assert GOOD not in answer.get_data(as_text=True)
    assert "sameboat</" not in answer.get_data(as_text=True)


def test_one_sees_and_ends_one_s_own_sessions(house: House) -> None:
    here, there = house.browser("amara"), house.browser("amara")
    page = here.get("/sign-in/sessions")
    assert text_of(page).count("End this session") == 2
    with house.within() as session:
        query = select(SignInSession.id).order_by(SignInSession.id.desc())
        rows = list(session.scalars(query))
    assert here.post(f"/sign-in/sessions/{rows[0]}/endings").status_code == 303
    assert there.get("/account/").status_code == 303
    assert here.get("/account/").status_code == 200


def test_ending_this_session_signs_out(house: House) -> None:
    browser = house.browser("amara")
    page = browser.get("/sign-in/sessions")
    answer = browser.act(page, "sign_in.end_session")
    assert "sign-in" in answer.headers["Location"]
    assert browser.get("/account/").status_code == 303


def test_nobody_ends_the_session_of_another_person(house: House) -> None:
    house.browser("amara")
    with house.within() as session:
        row = session.scalars(select(SignInSession.id)).one()
    for name in ("bo", "dara", "tova", "ivy"):
        browser = house.browser(name)
        browser.get("/account/")
        assert browser.post(f"/sign-in/sessions/{row}/endings").status_code == 404, name


def test_signing_out_everywhere_ends_all_of_mine_and_none_of_others(house: House) -> None:
    here, there, bo = house.browser("amara"), house.browser("amara"), house.browser("bo")
    page = here.get("/account/")
    answer = here.act(page, "sign_in.sign_out_everywhere")
    assert "every device" in text_of(here.follow(answer))
    assert here.get("/account/").status_code == there.get("/account/").status_code == 303
    assert bo.get("/account/").status_code == 200


def test_every_act_of_the_account_is_a_form_that_works_without_scripts(house: House) -> None:
    found = forms(house.browser("amara").get("/account/"))
    assert {"person.change_own", "sign_in.change_password", "sign_in.end_session", "sign_in.sign_out_everywhere"} <= set(found)
