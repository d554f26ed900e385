"""Files: bytes that belong to an organisation, kept as rows under its row security until they expire."""

from tenants.files.models import LARGEST, File

__all__ = ["LARGEST", "File"]
