"""Files: bytes that belong to an organisation, kept as rows under its row security until they expire.

Promises: a file's content never changes and is known by its sha256; one job leaves at most one file, whatever was killed
in between; after its last moment a file is nobody's, and soon after that its bytes are gone.
"""

from tenants.files import chores
from tenants.files.actions import TooLarge, expire, keep
from tenants.files.events import FileExpired, FileKept
from tenants.files.models import LARGEST, File
from tenants.files.queries import content, file, of_job, of_jobs
from tenants.files.rules import disposition, is_over, safe_name

__all__ = [
    "LARGEST", "File", "FileExpired", "FileKept", "TooLarge", "content", "disposition", "expire", "file", "is_over",
    "keep", "of_job", "of_jobs", "safe_name",
]  # fmt: skip

assert chores.__name__  # imported for the job that it registers
