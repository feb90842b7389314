"""Light pages: what is loaded before anyone searches, as gzip -9 sends it. What a lesson itself weighs, `course check --site` says."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

Open = Callable[..., Page]
LESSON = "modules/groundwater/the-way-down.html"
SHARED = 20_000
"""Bytes of all styles and scripts of a lesson; the promise to readers is 70 kB."""
FONT = 70_000


def weight(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def test_styles_and_scripts_of_a_lesson_are_light(open_page: Open, site: Path) -> None:
    page = open_page(LESSON)
    page.wait_for_load_state("networkidle")
    names = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    files = {urlsplit(name).path.lstrip("/") for name in names}
    assert "assets/css/course.css" in files
    assert sum(weight((site / name).read_bytes()) for name in files if not name.endswith(".woff2")) <= SHARED


def test_the_font_for_formulas_is_small_and_has_its_licence_beside_it(site: Path) -> None:
    fonts = site / "assets/fonts"
    assert (fonts / "stix-two-math.woff2").stat().st_size <= FONT
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text(encoding="utf-8")


def test_pictures_have_sizes(site: Path) -> None:
    pictures = re.findall(r"<(?:svg|img)\b[^>]*>", (site / LESSON).read_text(encoding="utf-8"))
    content = [picture for picture in pictures if "aria-labelledby" in picture or picture.startswith("<img")]
    assert content
    assert all("width=" in picture and "height=" in picture for picture in content)
