"""The lab of module 7 and the figure that moves, as readers get them."""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parents[2] / "modules/lib"))
from coursekit.transport import ogata_banks

Open = Callable[..., Page]
Objections = Callable[[Page], list[tuple[str, list[str]]]]
LAB = "modules/groundwater/lab.html"
SLIDER = "modules/groundwater/the-way-along.html"
HEAVIEST = 40_000


@pytest.mark.parametrize("locale", ["", "ar/", "zh/"], ids=["en", "ar", "zh"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_lab_and_a_moving_figure(open_page: Open, objections: Objections, locale: str, scheme: str) -> None:
    for path in (LAB, SLIDER):
        page = open_page(locale + path, color_scheme=scheme)
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        assert objections(page) == [], path


@pytest.mark.parametrize("locale", ["", "ar/", "zh/"], ids=["en", "ar", "zh"])
def test_a_phone_scrolls_code_and_tables_but_not_the_page(open_page: Open, locale: str) -> None:
    for path in (LAB, SLIDER):
        assert open_page(locale + path, width=320).evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("locale", ["", "ar/", "zh/"], ids=["en", "ar", "zh"])
def test_a_lab_page_is_light(site: Path, locale: str) -> None:
    assert len(gzip.compress((site / locale / LAB).read_bytes(), 9)) <= HEAVIEST


def test_a_lab_is_complete_without_a_script(open_page: Open) -> None:
    page, scripted = open_page(LAB, java_script_enabled=False, files=True), open_page(LAB)
    for part in ("figure.plot svg", ".shown table"):
        assert page.locator(part).count() == scripted.locator(part).count() > 0
    page.locator("details.solution summary").first.click()
    assert page.locator("details.solution .shown").first.is_visible()


def test_the_words_of_plots_are_text_in_the_readers_language(open_page: Open) -> None:
    for locale in ("ar", "zh"):
        words = [message for message in catalogue(locale) if str(message.context).startswith("labels.") and message.string != message.id]
        texts = open_page(f"{locale}/{LAB}").locator("figure.plot svg text").all_text_contents()
        assert any(text.startswith("\u2067") for text in texts) == (locale == "ar")
        shown = {re.sub("[\u2066-\u2069]", "", text) for text in texts}
        assert shown & {message.string for message in words}
        assert not shown & {message.id for message in words}


def catalogue(locale: str) -> Catalog:
    with (Path(__file__).parents[2] / f"modules/leaching-transport/lab.{locale}.po").open("rb") as file:
        return read_po(file)


@pytest.mark.parametrize("locale", ["", "ar/", "zh/"], ids=["en", "ar", "zh"])
def test_a_phone_shows_plots_large_enough_to_read(open_page: Open, locale: str) -> None:
    page = open_page(locale + LAB, width=360)
    sizes = page.locator("figure.plot text").evaluate_all(
        "all => all.map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"
    )
    assert min(size for size in sizes if size > 0) >= 10.5
    assert page.locator(".plot .scroll").first.get_attribute("tabindex") == "0"


def test_ids_stand_once_on_the_page(open_page: Open) -> None:
    ids = open_page(LAB).evaluate("[...document.querySelectorAll('[id]')].map(node => node.id)")
    assert len(ids) == len(set(ids))


def test_dark_mode_reaches_the_plots(open_page: Open) -> None:
    colours = {scheme: _line_colour(open_page(LAB, color_scheme=scheme)) for scheme in ("light", "dark")}
    assert colours == {"light": "rgb(0, 114, 178)", "dark": "rgb(86, 180, 233)"}


def _line_colour(page: Page) -> str:
    return str(page.locator("figure.plot svg path[style*='--series-1']").first.evaluate("node => getComputedStyle(node).stroke"))


def test_the_page_of_a_lab_says_how_long_it_takes_and_leads_to_its_module(open_page: Open) -> None:
    above = open_page(LAB).locator(".eyebrow")
    assert above.inner_text() == "Module 2 · 1 h 15 min"
    above.get_by_role("link").click()
    assert above.page.url.endswith("groundwater/index.html")


def test_the_download_is_there(open_page: Open) -> None:
    for locale in ("", "ar/"):
        page = open_page(locale + LAB)
        with page.expect_download() as download:
            page.locator(".run a[download]").click()
        assert download.value.suggested_filename == f"groundwater-{locale.strip('/') or 'en'}.zip"


def test_on_paper_code_is_whole_and_the_download_is_left_out(open_page: Open) -> None:
    page = open_page(LAB)
    page.emulate_media(media="print")
    assert page.locator(".lab .code pre").nth(1).evaluate("node => node.scrollWidth <= node.clientWidth")
    assert not page.locator(".run").is_visible()


def test_the_moving_figure_agrees_with_the_lab(open_page: Open) -> None:
    rng = np.random.default_rng(411)
    count = 400
    x, t = rng.uniform(0.1, 1000, count), rng.uniform(1, 20_000, count)
    v, alpha, r = rng.uniform(0.05, 0.6, count), 10 ** rng.uniform(-1, 2, count), rng.uniform(1, 5, count)
    cases = np.column_stack([x, t, v, alpha, r]).tolist()
    drawn = open_page(SLIDER).evaluate("cases => cases.map(values => breakthrough.share(...values))", cases)
    assert np.abs(np.array(drawn) - ogata_banks(x, t, v, alpha * v, r)).max() < 1e-9


def test_the_figure_moves_with_its_sliders(open_page: Open) -> None:
    page = open_page(SLIDER)
    before, told = page.locator(".slider .moving").get_attribute("points"), page.locator(".slider .answer").inner_text()
    assert before == page.locator(".slider .still").get_attribute("points")
    page.locator(".slider input[name=r]").fill("3")
    assert page.locator(".slider .moving").get_attribute("points") != before
    assert page.locator(".slider .still").get_attribute("points") == before
    assert page.locator(".slider label", has=page.locator("input[name=r]")).locator("output").text_content() == "3"
    first, half = (float(years) for years in re.findall(r"[0-9]+\.[0-9]", page.locator(".slider .answer").inner_text()))
    assert first < half
    page.locator(".slider input[name=r]").fill("1.175")
    assert page.locator(".slider .answer").inner_text() == told


def test_in_french_the_figure_is_written_with_a_comma_before_and_after_it_moves(open_page: Open) -> None:
    page = open_page(f"fr/{SLIDER}")
    velocity = page.get_by_role("slider", name="Vitesse", exact=True)
    assert "0,25" in page.locator(".slider svg text").all_text_contents()
    assert page.locator(".slider output").all_text_contents() == ["0,25\u00a0m/j", "8\u00a0m", "1,175"]
    assert "3,5 ans" in page.locator(".slider .answer").inner_text()
    velocity.fill("0.31")
    assert page.locator(".slider output").first.inner_text() == velocity.get_attribute("aria-valuetext") == "0,31\u00a0m/j"
    assert "2,8 ans" in page.locator(".slider .answer").inner_text()


def test_without_a_script_the_figure_stands_still_and_has_no_sliders(open_page: Open) -> None:
    page = open_page(SLIDER, java_script_enabled=False)
    assert page.locator(".slider svg").is_visible()
    assert not page.locator(".slider input").first.is_visible()


@pytest.mark.parametrize("locale", ["", "ar/"], ids=["en", "ar"])
@pytest.mark.parametrize("page", ["modules/groundwater/index.html", "syllabus.html"])
def test_the_plan_of_a_module_leads_to_its_lab(open_page: Open, locale: str, page: str) -> None:
    link = open_page(locale + page).locator(".plan a[href$='lab.html']")
    link.evaluate("link => link.click()")
    link.page.wait_for_url(f"**/{locale}{LAB}")
