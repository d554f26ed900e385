"""The pages of this room, below `/settings/people/imports`."""

from tenants.imports.views import acting, files, showing
from tenants.imports.views.common import bp

__all__ = ["acting", "bp", "files", "showing"]
