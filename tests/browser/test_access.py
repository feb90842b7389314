"""axe finds nothing to object to, with its rules for WCAG 2.2 A and AA among them; at 320 pixels nothing overflows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

Open = Callable[..., Page]
Objections = Callable[[Page], list[tuple[str, list[str]]]]
PAGES = (
    "index.html",
    "syllabus.html",
    "modules/groundwater/the-way-down.html",
    "modules/groundwater/the-way-along.html",
    "search.html?q=a",
)
MORE = ("modules/groundwater/index.html", "glossary.html", "notation.html", "limits.html", "references.html", "404.html")
COURSE = (
    "index.html",
    "syllabus.html",
    "modules/leaching-transport/sorption-and-retardation.html",
    "modules/leaching-transport/quiz.html",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["", "ar/", "zh/"], ids=["en", "ar", "zh"])
def test_axe_finds_nothing(open_page: Open, objections: Objections, locale: str, scheme: str) -> None:
    pages = PAGES + (MORE if (locale, scheme) == ("", "light") else ())
    page = open_page(f"{locale}{pages[0]}", color_scheme=scheme)
    home = page.url.removesuffix("index.html")
    found = []
    for path in pages:
        page.goto(home + path)
        found += [(path, *objection) for objection in objections(page)]
    assert found == []


def test_axe_objects_to_buttons_too_small_to_hit(open_page: Open, objections: Objections) -> None:
    page = open_page(PAGES[0])
    small = "<button style='all: unset; width: 9px; height: 9px; display: inline-block'>x</button>"
    page.evaluate("html => document.querySelector('article').insertAdjacentHTML('beforeend', html)", small * 3)
    assert "target-size" in dict(objections(page))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
@pytest.mark.parametrize("locale", ["", "ar/", "zh/"], ids=["en", "ar", "zh"])
def test_axe_finds_nothing_in_the_course_itself(open_course: Open, objections: Objections, locale: str, width: int, scheme: str) -> None:
    for path in COURSE:
        page = open_course(locale + path, width=width, color_scheme=scheme)
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert objections(page) == [], path


def test_axe_finds_nothing_on_a_phone_with_the_contents_open(open_page: Open, objections: Objections) -> None:
    page = open_page(PAGES[2], width=320, height=740)
    page.click(".contents-button")
    assert objections(page) == []
