"""How a text will look: the one preview of the house, for whoever is writing it. Nothing is kept."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from tenants.web.answering import answer
from tenants.web.gates import anybody, gate
from tenants.web.markdown import markdown

bp = Blueprint("preview", __name__, url_prefix="/preview")

LONGEST = 60_000
"""Letters that are drawn; every text of the house is shorter."""


@bp.post("/")
@gate(None, anybody)
def show() -> Any:
    """The field of the posted form that `field` names, as it will be read."""
    text = request.form.get(request.args.get("field", ""), "")[:LONGEST]
    return answer("preview/preview.html", "preview/_preview.html", drawn=markdown(text))
