"""Finding people in the list, in the directory and in the control that searches while one types; all inside the fence."""

from __future__ import annotations

from typing import Any

import pytest

from tenants import isolation, organisations, people
from tenants.isolation import session
from tenants.law import Invalid
from tenants.people import Person, spelling
from tests.house_fixture import House, text_of


@pytest.mark.parametrize("search", ["diallo", "DIAL AMA", "amara@north", "diálló"])
def test_list_directory_and_control_find_by_any_word(house: House, search: str) -> None:
    tova, amara = house.browser("tova"), house.browser("amara")
    for answer in (
        tova.get("/settings/people", query_string={"q": search}),
        amara.get("/settings/people/find", query_string={"q": search}),
        amara.get(
            "/settings/people/find",
            query_string={"field": "manager", "manager": search},
            headers={"HX-Request": "true"},
        ),
    ):
        found = answer.get_data(as_text=True)
        assert "amara@northlight.example" in found
        assert "nia@northlight.example" not in found


def test_a_chinese_name_is_found_by_any_part(house: House) -> None:
    amara = house.browser("amara")
    for search in ("一帆", "帆", "陈一帆", "一帆 chen"):
        assert "chen@northlight.example" in text_of(amara.get("/settings/people/find", query_string={"q": search})), search
    assert "chen@northlight.example" not in text_of(amara.get("/settings/people/find", query_string={"q": "一伟"}))


def test_signs_of_a_pattern_are_signs(house: House) -> None:
    tova = house.browser("tova")
    for search in ("a%o", "a_ara", "%", "\\", "'; --"):
        assert "amara@northlight.example" not in text_of(tova.get("/settings/people/find", query_string={"q": search})), search


def test_a_new_name_is_found_and_the_former_no_longer(house: House) -> None:
    mira = house.person("mira")
    with house.acting("tova") as tova:
        person = isolation.get(Person, mira)
        assert person is not None
        people.change(person, name="Mira Castellanos", called="", by=tova)
        assert people.find("castell") == [person]
        assert people.find("haddad") == []


def test_words_that_fit_one_person_name_them_and_words_that_fit_two_do_not(house: House) -> None:
    with house.acting("tova") as tova:
        assert people.whom("diallo").name == "Amara Diallo"
        people.add(name="Amara", email="a2@northlight.example", by=tova)
        people.add(name="Amara Diallo-Berg", email="a3@northlight.example", by=tova)
        assert people.whom("amara").email == "a2@northlight.example", "who is called exactly so comes first"
        assert people.whom("Amara Diallo").email == "amara@northlight.example"
        with pytest.raises(Invalid):
            people.whom("diallo")


def test_nobody_of_another_organisation_is_found(house: House) -> None:
    for search in ("eve", "moreau", "eve@tidewater.example", "tidewater"):
        assert "Moreau" not in text_of(house.browser("tova").get("/settings/people/find", query_string={"q": search}))
    assert "Moreau" in text_of(house.browser("ivy").get("/settings/people/find", query_string={"q": "moreau"}))


def read_rows(house: House, search: str) -> tuple[int, int]:
    """What the database reads for one search: rows and statements."""
    with house.acting("tova"), house.counting() as statements:
        plan: Any = (
            session()
            .connection()
            .exec_driver_sql(
                "EXPLAIN (ANALYZE, FORMAT JSON) SELECT id FROM person WHERE tenant_id = current_setting('app.tenant_id')::uuid"
                f" AND strpos(words, ' {search}') > 0 AND state <> 'left' ORDER BY sort_key, id LIMIT 10"
            )
            .scalar_one()
        )
        people.find(search)
        return plan[0]["Plan"]["Actual Rows"], len(statements)


def test_a_search_is_one_statement_however_many_people_there_are(house: House) -> None:
    with house.acting("tova"):
        organisations.hold_structure()
        session().add_all(
            Person(
                name=f"Zoe {n:04d}",
                sort_key=f"zoe {n:04d}",
                email=f"z{n}@x.example",
                email_key=f"z{n}@x.example",
                state="active",
            )
            for n in range(300)
        )
    rows, statements = read_rows(house, "zoe")
    assert rows == 10
    assert statements == 2


NAMED = {
    "How do I tell Amara that she is late?": {"amara"},
    "amara diallo is late": {"amara"},
    "amara is late": {"amara"},
    "what okonkwo said": {"dara"},
    "ámara’s": {"amara"},
    "amaras ziel": {"amara"},
    "DIALLO": {"amara"},
    "陈一帆 said so": {"chen"},
    "我想问一帆的事": {"chen"},
    "A bo tree": set(),
    "Bo and Amara": {"bo", "amara"},
    "Nobody in particular": set(),
    "": set(),
    "Bobby, Amaranth": set(),
    "Amara’s goal, Bo's": {"amara", "bo"},
    "Amara Diallo's goal": {"amara"},
    "Amaras Ziel": {"amara"},
    "李先生": set(),
    "李伟先生": {"liwei"},
}


@pytest.mark.parametrize(("text", "names"), NAMED.items())
def test_names_that_stand_in_a_text(house: House, text: str, names: set[str]) -> None:
    with house.acting("tova"), house.counting() as seen:
        found = {each.email.partition("@")[0] for each in people.named_in(text)}
        assert found == names
        assert len(seen) <= 1


def test_a_name_that_is_a_word_of_everyday_or_short_counts_with_a_capital_only() -> None:
    for text, name, stands in (
        ("ostergaard says", "Jørgen Østergaard", True),
        ("ada says", "Ada Young", False),
        ("Ada says", "Ada Young", True),
        ("the young say what they will", "Will Young", False),
        ("What Will says", "Will Young", True),
    ):
        assert spelling.Names.of(text).hold(name, "") is stands, text


def test_names_of_those_who_are_meant_are_left_out_and_so_are_those_who_left(house: House) -> None:
    with house.acting("tova") as tova:
        assert people.named_in("Bo", without=[house.person("bo")]) == []
        amara = people.person(house.person("amara"))
        assert amara is not None
        people.leave(amara, by=tova)
        assert people.named_in("Amara Diallo") == []
