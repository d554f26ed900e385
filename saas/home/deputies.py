"""Those concerned are told who stands in for whom."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tenants import notices, people
from tenants.journal.entries import HasId


def tell_of_deputy(event: people.DeputyNamed | people.DeputyEnded, *, by: HasId | None, on: people.Deputyship) -> None:
    """The deputy, the one stood in for and whoever leads them have a notice: of a new one with a mail to the deputy."""
    known = people.names([event.person_id, event.deputy_id])
    person, deputy = known[event.person_id], known[event.deputy_id]
    manager = people.manager_of(person.id)
    words: dict[str, object] = {"who": person, "deputy": deputy}
    if isinstance(event, people.DeputyNamed):
        words |= {"from": event.starts_on, "until": event.ends_on}
    kind = "deputy.named" if isinstance(event, people.DeputyNamed) else "deputy.ended"
    url = "/settings/deputies"
    if deputy.state != "left":
        notices.tell(deputy.id, f"{kind}_you", on=on, url=url, params=words, by=by, mail=kind == "deputy.named")
    others = {one.id for one in (person, manager) if one is not None and one.state != "left"}
    notices.tell_all(sorted(others - {deputy.id}), kind, on=on, url=url, params=words, by=by)


def register() -> None:
    """Tell the notices what these say. Once, at start."""
    for kind, subject, line in (
        (
            "deputy.named_you",
            _l("You stand in for %(who)s"),
            _l("You stand in for %(who)s from %(from)s to %(until)s: you read and prepare, and never sign."),
        ),
        ("deputy.ended_you", _l("You stand in no longer"), _l("You no longer stand in for %(who)s.")),
        (
            "deputy.named",
            _l("%(deputy)s stands in for %(who)s"),
            _l("%(deputy)s stands in for %(who)s from %(from)s to %(until)s, reads and prepares, and never signs."),
        ),
        ("deputy.ended", _l("A deputy stands in no longer"), _l("%(deputy)s no longer stands in for %(who)s.")),
    ):
        notices.register(kind, subject, line)
