from __future__ import annotations

from urllib.parse import unquote

import pytest
from werkzeug.http import parse_options_header

from tenants.files import disposition, safe_name


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Plan 2027.pdf", "Plan 2027.pdf"),
        ("../../etc/passwd", "etc passwd"),
        ('a"b\\c:d*e?.pdf', "a b c d e.pdf"),
        ("evil\r\nSet-Cookie: x.pdf", "evilSet-Cookie x.pdf"),
        ("gpj.\u202efdp.exe", "gpj.fdp.exe"),
        ("绩效计划 李伟.pdf", "绩效计划 李伟.pdf"),
        ("...", "file"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_one_that_every_system_can_keep(name: str, kept: str) -> None:
    assert safe_name(name) == kept


@pytest.mark.parametrize("name", ["Plan.pdf", "绩效计划 李伟.pdf", "Zoë Müller – plan.pdf", "🚀.pdf", "a;b=c, d'e.pdf"])
def test_a_browser_gets_the_name_in_its_own_signs(name: str) -> None:
    header = disposition(name)
    assert header.isascii()
    assert "\n" not in header
    kind, options = parse_options_header(header)
    assert kind == "attachment"
    assert options["filename"] == safe_name(name)
    assert unquote(header).endswith((f'"{safe_name(name)}"', f"''{safe_name(name)}"))
