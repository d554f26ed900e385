"""The door: which organisation an address means, who may pass, and how a page or a part of it is answered.

Rooms write views with `@gate` or `@public`, forms on `Form`, and answer by `answer` and `done`. Nothing below a view knows
of the request.
"""

from tenants.web import current
from tenants.web.answering import answer, done, wants_fragment
from tenants.web.forms import Form, named
from tenants.web.gates import gate, public
from tenants.web.paging import Page, paged, searched
from tenants.web.rendering import dom_id

__all__ = [
    "Form", "Page", "answer", "current", "dom_id", "done", "gate", "named", "paged", "public", "searched", "wants_fragment",
]  # fmt: skip
