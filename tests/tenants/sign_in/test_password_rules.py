"""What may be a password, and where a sign-in may lead: without a database."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import Babel

from tenants.sign_in import passwords
from tenants.sign_in.rules import device, password_problem, safe_next

ABOUT = ["Amara Diallo", "Amara", "amara@northlight.example", "Northlight", "northlight"]


@pytest.fixture(autouse=True)
def _words() -> object:
    app = Flask(__name__)
    Babel(app)
    with app.app_context():
        yield


@pytest.mark.parametrize(
    "password",
    ["123456789", "Northlight1", "amaradiallo!", "AMARA diallo", "qwertyuiop", "letmein2026",
     "abababababab", "zyxwvutsrq", "sameboat 2026"],
)  # fmt: skip
def test_what_others_would_guess_is_refused(password: str) -> None:
    assert password_problem(password, ABOUT)


@pytest.mark.parametrize(
    "password", ["a boat for two people", "北光的船划得很稳很远", "Tr0ub4dor&3x", "amara likes herring on rye"]
)
def test_a_sentence_of_one_s_own_is_taken(password: str) -> None:
    assert password_problem(password, ABOUT) is None


def test_a_hash_fits_its_password_in_either_spelling_and_no_other() -> None:
    passwords.set_cost("least")
    made = passwords.hash_password("pâté à la carte")
    assert passwords.fits(made, "pa\u0302te\u0301 a\u0300 la carte")
    assert not passwords.fits(made, "pate a la carte")
    assert not passwords.fits(None, "pate a la carte")
    assert not passwords.fits("not a hash", "x")


def test_the_dummy_costs_what_a_real_hash_costs() -> None:
    passwords.set_cost("full")
    try:
        assert not passwords.is_worn(passwords.dummy_hash())
        assert passwords.dummy_hash().startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    finally:
        passwords.set_cost("least")


@pytest.mark.parametrize("path", [None, "", "x", "//x", "/\\x", "/a b", "/a\n", "/..", "/a/../b", "/%2E%2e/", "/" + "x" * 1000])
def test_no_other_place_is_a_next_page(path: str | None) -> None:
    assert safe_next(path) is None


def test_a_device_is_told_in_two_words() -> None:
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    assert device(firefox) == "Firefox · Linux"
    assert device("") == ""
