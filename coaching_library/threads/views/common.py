"""What the pages of this room share."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("threads", __name__, url_prefix="/threads")
