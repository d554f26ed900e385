"""The overview of the settings, the list of people, finding one of them, and a new one."""

from __future__ import annotations

from typing import Any

from flask import flash, request, url_for
from flask_babel import gettext as _

from tenants import organisations
from tenants.law import Invalid, Refused
from tenants.people import actions, forms, policy, queries
from tenants.people.models import Person
from tenants.people.views.common import ALL, bp, place_choices
from tenants.web import answer, current, done, gate, paged, searched


@bp.get("/settings/")
@gate(None, policy.can_find)
def settings() -> Any:
    """What can be set, as far as it is the reader's."""
    actor = current.actor()
    facts = queries.counts() if actor.is_admin else None
    return answer("people/settings.html", facts=facts, may_list=policy.can_list(actor))


@bp.get("/settings/people")
@gate(None, policy.can_list)
def people() -> Any:
    """The people whose entries the reader may see, fifty at a time."""
    form = forms.FindForm(request.args)
    companies = organisations.companies()
    form.company.choices = organisations.options([ALL, *((c.id, c.name) for c in companies)])
    form.unit.choices = organisations.options([ALL, *organisations.unit_choices()])
    wanted: dict[str, Any] = {field.name: field.data if field.validate(form) else "" for field in form}
    for field in form:
        field.errors = ()
    query = queries.people_list(
        current.actor(),
        q=wanted.get("q") or "",
        company_id=wanted["company"] or None,
        unit_id=wanted["unit"] or None,
        state=wanted.get("state") or "",
    )
    page = paged(query, [Person.sort_key, Person.id], after=request.args.get("after"), before=request.args.get("before"))
    places, managers = queries.whereabouts([person.id for person in page.rows])
    return answer(
        "people/people.html",
        form=form,
        page=page,
        narrowed=any(wanted.values()),
        places=places,
        managers=managers,
    )


@bp.get("/settings/people/find")
@gate(None, policy.can_find)
def find() -> Any:
    """Colleagues by words of a name or address: a page, and the suggestions under a field while one types."""
    typed = searched(request.args.get("field", "q")) or searched()
    text = organisations.clean(typed[:120])
    found = queries.find(text, limit=10)
    return answer("people/find.html", "people/_found.html", q=text, found=found)


@bp.get("/settings/people/new")
@gate(None, policy.can_manage)
def new_person() -> Any:
    """The form for one more."""
    form = forms.NewPersonForm(data={"starts_on": organisations.today()})
    return answer("people/new_person.html", form=place_choices(form))


@bp.post("/settings/people")
@gate(None, policy.can_manage)
def add_person() -> Any:
    """Enter and invite them."""
    form = place_choices(forms.NewPersonForm(request.form))
    if form.validate():
        try:
            made = actions.add(
                name=form.name.data,
                email=form.email.data,
                called=form.called.data or "",
                external_id=form.external_id.data or "",
                unit=organisations.unit(form.unit.data),
                position=organisations.position(form.position.data),
                manager=queries.whom(form.manager.data, "manager") if form.manager.data else None,
                starts_on=form.starts_on.data,
                by=current.actor(),
            )
        except Invalid as no:
            form.refuse(no)
        except Refused as no:
            form.refuse(Invalid({"manager": str(no)}))
        else:
            flash(_("%(name)s is invited.", name=made.name))
            return done(url_for("people.person", person_id=made.id))
    return answer("people/new_person.html", status=422, form=form)
