"""Signing in and out, links that work once, and one's own sessions."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, g, make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import login_user, logout_user

from tenants.isolation import clock
from tenants.law import Invalid, NotNow
from tenants.people import Person
from tenants.sign_in import actions, policy, queries, states
from tenants.sign_in.forms import AskResetForm, ChoosePasswordForm, SignInForm
from tenants.sign_in.keeping import wait_seconds, write_down
from tenants.sign_in.models import OneUseLink, SignInSession
from tenants.sign_in.rules import safe_next
from tenants.sign_in.throttle import TooMany
from tenants.sign_in.visitor import Visitor
from tenants.web import answer, current, done, gate, public
from tenants.web.gates import anybody

bp = Blueprint("sign_in", __name__)

PUBLIC = "whoever comes here is not signed in yet"


def home() -> str:
    """Where a person goes who asked for nothing else."""
    return request.script_root + "/"


def too_many(error: TooMany) -> Any:
    """The page that says when to try again."""
    response = make_response(render_template("sign_in/wait.html", minutes=-(-wait_seconds(error.until) // 60)), 429)
    response.headers["Retry-After"] = str(wait_seconds(error.until))
    return response


bp.register_error_handler(TooMany, too_many)


def client() -> str:
    """The visitor's address, as far as the trusted proxies tell."""
    return request.remote_addr or "unknown"


@bp.get("/sign-in")
@public(PUBLIC)
def form() -> Any:
    """The form to sign in."""
    wanted = safe_next(request.args.get("next"))
    if current.actor_or_none() is not None:
        return redirect(request.script_root + wanted if wanted else home(), 303)
    after = request.args.get("after", "")
    return answer("sign_in/sign_in.html", form=SignInForm(), next=wanted, after=after)


@bp.post("/sign-in")
@public(PUBLIC)
def begin() -> Any:
    """Signs in, or says that address and password do not belong together."""
    wanted = safe_next(request.values.get("next"))
    entered = SignInForm(request.form)
    if not entered.validate():
        return answer("sign_in/sign_in.html", status=422, form=entered, next=wanted, after="")
    begun = actions.sign_in(
        g.organisation,
        entered.email.data,
        entered.password.data,
        client=client(),
        agent=request.user_agent.string,
    )
    if begun is None:
        write_down()
        entered.refuse(Invalid({"": _("This e-mail address and this password do not belong together.")}))
        return answer("sign_in/sign_in.html", status=422, form=entered, next=wanted, after="")
    _end_earlier()
    _carry_in(begun)
    return done(request.script_root + wanted if wanted else home())


def _end_earlier() -> None:
    """Whoever was signed in on this browser no longer is."""
    earlier = current.actor_or_none()
    if earlier is not None and session.row is not None:  # type: ignore[attr-defined]  # our own session class
        actions.sign_out(session.row, by=earlier)  # type: ignore[attr-defined]


def _carry_in(begun: actions.Begun) -> None:
    session.begin(begun.row, begun.token)  # type: ignore[attr-defined]  # our own session class
    login_user(Visitor(begun.row, begun.person))


@bp.post("/sign-out")
@public("signing out twice does no harm")
def end() -> Any:
    """Ends this session."""
    actor = current.actor_or_none()
    if actor is not None:
        actions.sign_out(session.row, by=actor)  # type: ignore[attr-defined]  # our own session class
        logout_user()
        session.end()  # type: ignore[attr-defined]
    return done(url_for("sign_in.form", after="sign-out"))


@bp.post("/sign-out-everywhere")
@gate(None, anybody)
def end_everywhere() -> Any:
    """Ends every session of the person who asks, this one too."""
    actor = current.actor()
    actions.sign_out_everywhere(actor.person, by=actor)
    logout_user()
    session.end()  # type: ignore[attr-defined]  # our own session class
    return done(url_for("sign_in.form", after="everywhere"))


@bp.get("/password-reset")
@public(PUBLIC)
def reset() -> Any:
    """Asks for the address to which a link shall go."""
    return answer("sign_in/reset.html", form=AskResetForm(), asked="asked" in request.args)


@bp.post("/password-reset")
@public(PUBLIC)
def ask_reset() -> Any:
    """Says the same to everybody."""
    entered = AskResetForm(request.form)
    if not entered.validate():
        return answer("sign_in/reset.html", status=422, form=entered, asked=False)
    actions.ask_reset(entered.email.data, client=client())
    return done(url_for("sign_in.reset", asked=1))


@bp.get("/password-reset/<token>")
@public(PUBLIC)
def reset_link(token: str) -> Any:
    """The form to choose a new password."""
    return _link_page("reset", token)


@bp.post("/password-reset/<token>")
@public(PUBLIC)
def use_reset(token: str) -> Any:
    """Sets the new password."""
    return _use_link("reset", token)


@bp.get("/invitations/<token>")
@public(PUBLIC)
def invitation(token: str) -> Any:
    """The form to choose the first password."""
    return _link_page("invitation", token)


@bp.post("/invitations/<token>")
@public(PUBLIC)
def use_invitation(token: str) -> Any:
    """Sets the first password; the person is active from now on."""
    return _use_link("invitation", token)


def _found(kind: str, token: str) -> tuple[OneUseLink, Person]:
    found = queries.link(kind, token)
    if found is None:
        abort(404)
    return found


def _over(kind: str) -> Any:
    return answer("sign_in/link_over.html", status=410, kind=kind)


def _link_page(kind: str, token: str) -> Any:
    link, person = _found(kind, token)
    if not states.link_is_open(link, clock.now()):
        return _over(kind)
    return answer("sign_in/choose_password.html", form=ChoosePasswordForm(), kind=kind, person=person)


def _use_link(kind: str, token: str) -> Any:
    link, person = _found(kind, token)
    entered = ChoosePasswordForm(request.form)
    if entered.validate():
        try:
            actions.redeem(link, entered.password.data)
            _end_earlier()
            logout_user()
            session.end()  # type: ignore[attr-defined]  # our own session class
            return done(url_for("sign_in.form", after="password"))
        except NotNow:
            return _over(kind)
        except Invalid as no:
            entered.refuse(no)
    return answer("sign_in/choose_password.html", status=422, form=entered, kind=kind, person=person)


@bp.post("/people/<uuid:person_id>/invitations")
@gate(queries.person, policy.can_read_person, policy.can_invite)
def invite(person: Person) -> Any:
    """Sends an invitation, or another one."""
    actions.invite(person, by=current.actor())
    flash(_("An invitation is on its way to %(name)s.", name=person.name))
    back = safe_next(request.form.get("next"))
    return done(request.script_root + back if back else home())


@bp.get("/sign-in/sessions")
@gate(None, anybody)
def sessions() -> Any:
    """Where the person is signed in now."""
    here = session.row.id  # type: ignore[attr-defined]  # our own session class
    return answer("sign_in/sessions.html", rows=queries.open_sessions(current.actor().id), here=here)


@bp.post("/sign-in/sessions/<uuid:session_id>/endings")
@gate(queries.session_row, policy.can_read_session, policy.can_end_session)
def end_session(row: SignInSession) -> Any:
    """Ends one of one's own sessions."""
    mine = row.id == session.row.id  # type: ignore[attr-defined]  # our own session class
    actions.sign_out(row, by=current.actor())
    if mine:
        logout_user()
        session.end()  # type: ignore[attr-defined]
        return done(url_for("sign_in.form", after="sign-out"))
    flash(_("That session is over."))
    return done(url_for("sign_in.sessions"))


__all__ = ["bp"]
