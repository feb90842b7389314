"""axe finds nothing to object to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Open = Callable[..., Page]
PAGES = (
    "index.html",
    "syllabus.html",
    "modules/groundwater/the-way-down.html",
    "modules/groundwater/the-way-along.html",
    "search.html?q=a",
)
MORE = ("modules/groundwater/index.html", "glossary.html", "notation.html", "limits.html", "references.html", "404.html")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["", "ar/", "zh/"], ids=["en", "ar", "zh"])
def test_axe_finds_nothing(open_page: Open, locale: str, scheme: str) -> None:
    pages = PAGES + (MORE if (locale, scheme) == ("", "light") else ())
    page = open_page(f"{locale}{pages[0]}", color_scheme=scheme)
    home = page.url.removesuffix("index.html")
    found = []
    for path in pages:
        page.goto(home + path)
        violations = Axe().run(page).response["violations"]
        found += [(path, violation["id"], [node["html"] for node in violation["nodes"]]) for violation in violations]
    assert found == []


def test_axe_finds_nothing_on_a_phone_with_the_contents_open(open_page: Open) -> None:
    page = open_page(PAGES[2], width=360, height=740)
    page.click(".contents-button")
    assert Axe().run(page).response["violations"] == []
