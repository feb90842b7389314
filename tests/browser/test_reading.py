"""Reading in a real browser: from the web and from a USB stick, on a phone, in the dark, on paper, without scripts."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

Open = Callable[..., Page]
LESSON = "modules/groundwater/the-way-down.html"
KINDS = (
    "index.html",
    "syllabus.html",
    "modules/groundwater/index.html",
    LESSON,
    "modules/groundwater/the-way-along.html",
    "glossary.html",
    "notation.html",
    "limits.html",
    "references.html",
    "ideas.html",
    "misconceptions.html",
    "search.html",
)
LOCALES = ("", "ar/", "zh/", "uk/")


@pytest.mark.parametrize("files", [False, True], ids=["http", "file"])
@pytest.mark.parametrize("locale", LOCALES, ids=["en", "ar", "zh", "uk"])
def test_every_kind_of_page_asks_no_other_host_and_fits_a_phone(open_page: Open, locale: str, files: bool) -> None:
    page = open_page(f"{locale}{KINDS[0]}", files=files, width=320, height=740)
    home = page.url.removesuffix("index.html")
    for kind in KINDS:
        page.goto(home + kind)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, kind


def test_a_page_that_does_not_exist_answers_in_every_language(open_page: Open) -> None:
    page = open_page("404.html")
    assert page.locator("p[lang]").count() == 7
    assert page.locator("p[lang=ar]").get_attribute("dir") == "rtl"


@pytest.mark.parametrize("character", [0.444, 0.473], ids=["Arial", "Noto Sans"])
def test_a_line_of_text_holds_66_to_75_characters(open_page: Open, character: float) -> None:
    """`character` is the mean width in em of a character of this text in a font, whichever fonts this machine has."""
    text = "Groundwater that was polluted in spring reaches the fields by autumn of the next year, and few people notice. " * 60
    paragraph = open_page(LESSON).locator("article > p:not(.eyebrow)").first
    width = paragraph.evaluate("node => node.getBoundingClientRect().width / parseFloat(getComputedStyle(node).fontSize)")
    assert 66 <= len(text) / len(textwrap.wrap(text, int(width / character))) <= 75


def test_dark_follows_the_system_and_the_button_is_remembered(open_page: Open) -> None:
    page = open_page(LESSON, color_scheme="dark")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(ground) == "rgb(23, 25, 28)"
    page.click(".scheme-button")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.reload()
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_without_scripts_everything_is_there_to_read(open_page: Open) -> None:
    page = open_page(LESSON, java_script_enabled=False)
    for part in ("math", "figure svg text", ".symbols dt", ".references li", ".contents a[aria-current]", ".pagination .next"):
        assert page.locator(part).first.is_visible(), part
    assert page.locator(".scheme-button").is_hidden()
    page.click("a.term >> nth=0")
    assert page.url.endswith("glossary.html#hydraulic-head")


def test_without_scripts_the_language_menu_opens_and_switches(open_page: Open) -> None:
    page = open_page(LESSON, java_script_enabled=False)
    page.click(".language-button")
    page.click("#language-menu a[hreflang=ar]")
    assert page.url.endswith(f"/ar/{LESSON}")


def test_on_a_phone_the_contents_are_a_drawer(open_page: Open) -> None:
    page = open_page(LESSON, width=320, height=740)
    assert page.locator("#contents").is_hidden()
    page.click(".contents-button")
    assert page.locator("#contents a[aria-current]").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#contents").is_hidden()


def test_paper_has_no_navigation_and_shows_where_links_lead(open_page: Open) -> None:
    page = open_page(LESSON, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for part in (".top", "#contents", ".pagination", "details.solution", "details.teach"):
        assert page.locator(part).is_hidden(), part
    assert page.locator(".references").is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    after = "getComputedStyle(document.querySelector('article a[href^=http]'), '::after').content"
    assert "https://example.org/survey" in page.evaluate(after)


def test_the_notes_of_the_notation_set_their_formulas(open_page: Open) -> None:
    note = open_page("notation.html").locator(".notation small")
    assert note.locator("math").text_content() == "q"
    assert "$" not in note.inner_text()


def test_the_graph_of_modules_leaves_room_on_its_sheet(open_page: Open) -> None:
    page = open_page("syllabus.html", width=794)
    page.emulate_media(media="print")
    page.evaluate("document.querySelector('.graph').setAttribute('viewBox', '0 0 640 1100')")
    assert page.locator(".graph").evaluate("graph => graph.getBoundingClientRect().height") < 0.65 * 1123


def test_an_opened_note_is_printed(open_page: Open) -> None:
    page = open_page(LESSON)
    page.click("details.teach > summary")
    page.emulate_media(media="print")
    assert page.locator("details.teach").is_visible()


def test_paper_shows_what_the_syllabus_folds(open_page: Open) -> None:
    page = open_page("syllabus.html")
    objective = page.get_by_text("Predict when a pollutant that sorbs arrives at a well.")
    assert objective.is_hidden()
    page.emulate_media(media="print")
    assert objective.bounding_box()
    assert objective.is_visible()


def test_source_and_date_of_limits_fit_a_phone(open_page: Open) -> None:
    page = open_page("limits.html", width=320, height=740)
    box = page.get_by_text("Date of the text: 2020-12-16").bounding_box()
    assert box
    assert box["x"] + box["width"] <= 320


@pytest.mark.parametrize(
    ("locale", "said"),
    [("", "Version of 5 July 2026"), ("ar/", "نسخة 5 يوليو 2026"), ("uk/", "Версія від 5 липня 2026"), ("zh/", "版本：2026年7月5日")],
)
def test_the_foot_tells_the_date_as_the_reader_writes_it(open_page: Open, locale: str, said: str) -> None:
    assert said in open_page(f"{locale}{LESSON}").inner_text("footer")


@pytest.mark.parametrize("locale", LOCALES, ids=["en", "ar", "zh", "uk"])
def test_the_language_button_is_called_what_it_shows(open_page: Open, locale: str) -> None:
    button = open_page(f"{locale}{LESSON}").locator(".language-button")
    assert button.inner_text().strip() in (button.get_attribute("aria-label") or "")


def test_everything_to_press_outside_the_text_is_24_pixels_high(open_page: Open) -> None:
    page = open_page(LESSON, width=320, height=740)
    page.click(".contents-button")
    small = page.evaluate(
        """() => [...document.querySelectorAll(':is(header, nav, footer) :is(a, button), summary, .eyebrow a')]
            .filter(e => e.checkVisibility() && Math.min(e.getBoundingClientRect().height, e.getBoundingClientRect().width) < 24)
            .map(e => e.textContent)"""
    )
    assert small == []


@pytest.mark.parametrize(("lesson", "fonts"), [("the-way-down", 1), ("the-way-along", 0)])
def test_the_font_for_formulas_is_asked_for_only_where_there_are_formulas(open_page: Open, lesson: str, fonts: int) -> None:
    page = open_page(f"modules/groundwater/{lesson}.html")
    page.wait_for_load_state("networkidle")
    asked = "performance.getEntriesByType('resource').filter(entry => entry.name.endsWith('.woff2')).length"
    assert page.evaluate(asked) == fonts


def test_a_link_reports_an_error_on_this_very_page(open_page: Open) -> None:
    href = open_page(f"ar/{LESSON}").get_attribute("footer a >> nth=0", "href") or ""
    assert "/issues/new?title=" in href
    assert "the-way-down.ar.md" in href


@pytest.mark.parametrize("locale", LOCALES, ids=["en", "ar", "zh", "uk"])
@pytest.mark.parametrize("substance", ["", "Полициклические ароматические углеводороды"])
def test_a_phone_shows_the_value_and_unit_of_a_limit(open_page: Open, locale: str, substance: str) -> None:
    page = open_page(f"{locale}limits.html", width=360, height=740)
    page.evaluate("name => { if (name) document.querySelector('.limits tbody th').firstChild.textContent = name; }", substance)
    for place in (0, 1):
        box = page.locator(".limits tbody td bdi").nth(place).bounding_box()
        assert box
        assert 0 <= box["x"] <= box["x"] + box["width"] <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["", "ar/"], ids=["en", "ar"])
def test_a_shadow_says_at_which_side_a_table_has_more(open_page: Open, locale: str, scheme: str) -> None:
    page = open_page(locale + LESSON, width=360, height=740, color_scheme=scheme)
    page.evaluate('document.body.innerHTML = \'<div class=scroll style="margin:0"><div style="inline-size:60rem;block-size:9rem">\'')
    seen = []
    for way in (-999, 999):
        page.evaluate("way => document.querySelector('.scroll').scrollBy(way, 0)", way)
        seen.append([_pixel(page, x) != _pixel(page, 180) for x in (1, 358)])
    assert seen == [[False, True], [True, False]]


def _pixel(page: Page, x: int) -> bytes:
    return page.screenshot(clip={"x": x, "y": 9, "width": 1, "height": 1})


@pytest.mark.parametrize("locale", LOCALES, ids=["en", "ar", "zh", "uk"])
def test_letters_of_twice_the_size_fit_a_phone(open_page: Open, locale: str) -> None:
    page = open_page(locale + LESSON, width=360, height=740)
    page.add_style_tag(content="html { font-size: 200% !important; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
