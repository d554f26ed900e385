"""The whole library as one ZIP of files that can be brought in again."""

from __future__ import annotations

import io
import zipfile

from coaching_library.library import filing
from coaching_library.library.queries import uploads


def exported() -> bytes:
    """What people read of each item, else its draft, as `language/key.md`; what is retired stays behind."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for item, version in uploads.exported():
            text = filing.written(item.key, item.language, (version or item).content)
            archive.writestr(zipfile.ZipInfo(f"{item.language}/{item.key}.md"), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()
