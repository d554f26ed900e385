"""One's own account: how we speak to a person, and their password."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, request, session, url_for
from flask_babel import gettext as _

from tenants import organisations, people
from tenants.law import Invalid, Stale
from tenants.sign_in import actions, queries
from tenants.sign_in.forms import ZONES, AccountForm, ChangePasswordForm
from tenants.sign_in.throttle import TooMany
from tenants.sign_in.views import too_many
from tenants.web import answer, current, done, gate
from tenants.web.gates import anybody

bp = Blueprint("account", __name__, url_prefix="/account")
bp.register_error_handler(TooMany, too_many)


def _page(
    status: int = 200,
    account: AccountForm | None = None,
    password: ChangePasswordForm | None = None,
    clashes: list[tuple[str, str]] | None = None,
) -> Any:
    person = current.actor().person
    return answer(
        "sign_in/account.html",
        status=status,
        person=person,
        account=account or AccountForm(obj=person),
        password=password or ChangePasswordForm(),
        zones=ZONES,
        clashes=clashes,
        rows=queries.open_sessions(person.id),
        here=session.row.id,  # type: ignore[attr-defined]  # our own session class
    )


@bp.get("/")
@gate(None, anybody)
def page() -> Any:
    """The account of the person who asks."""
    return _page()


@bp.post("/")
@gate(None, anybody)
def change() -> Any:
    """Changes name, language and zone."""
    entered = AccountForm(request.form)
    if not entered.validate():
        return _page(422, account=entered)
    actor = current.actor()
    try:
        people.change_own(
            actor.person,
            called=entered.called.data or "",
            language=entered.language.data or None,
            time_zone=entered.time_zone.data or None,
            by=actor,
            seen=current.seen(),
        )
    except Invalid as no:
        entered.refuse(no)
        return _page(422, account=entered)
    except Stale as stale:
        return _page(409, account=entered, clashes=organisations.clashes(entered, stale.thing))
    flash(_("Saved."))
    return done(url_for("account.page"))


@bp.get("/password")
@gate(None, anybody)
def password_page() -> Any:
    """The form lies on the account's page."""
    return redirect(url_for("account.page") + "#password", 303)


@bp.post("/password")
@gate(None, anybody)
def change_password() -> Any:
    """Changes the password and ends the other sessions."""
    entered = ChangePasswordForm(request.form)
    actor = current.actor()
    if entered.validate():
        try:
            actions.change_password(
                actor.person,
                entered.password_now.data,
                entered.password.data,
                by=actor,
                keep=session.row.id,  # type: ignore[attr-defined]  # our own session class
            )
            flash(_("Your password is changed. Other sessions have been ended."))
            return done(url_for("account.page"))
        except Invalid as no:
            entered.refuse(no)
    return _page(422, password=entered)
