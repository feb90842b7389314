"""Seven languages: switching keeps the place, Arabic runs from right to left, English says that it is English."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

Open = Callable[..., Page]
LESSON = "modules/groundwater/the-way-down.html"
FALLBACK = "modules/groundwater/the-way-along.html"


def switch(page: Page, locale: str) -> None:
    """Choose a language as a reader does: the header comes on the way back."""
    page.mouse.move(180, 300)
    page.mouse.wheel(0, -10)
    page.wait_for_function("document.querySelector('.top').getBoundingClientRect().top === 0")
    page.click(".language-button")
    page.click(f"#language-menu a[hreflang={locale}]")


@pytest.mark.parametrize("files", [False, True], ids=["http", "file"])
def test_switching_stays_on_the_page_and_in_the_section(open_page: Open, files: bool) -> None:
    page = open_page(LESSON, files=files, height=400)
    page.locator("#meaning").evaluate("heading => heading.scrollIntoView()")
    switch(page, "ar")
    assert page.url.endswith(f"/ar/{LESSON}#meaning")
    switch(page, "en")
    assert page.url.endswith(f"/{LESSON}#meaning")
    assert "/ar/" not in page.url


@pytest.mark.parametrize(
    "place", ["glossary.html#hydraulic-head", "references.html#freeze1979", "notation.html#n_e", "limits.html#small-benzene"]
)
def test_switching_stays_at_the_entry_of_a_list(open_page: Open, place: str) -> None:
    page = open_page(place, height=120)
    page.wait_for_function("scrollY > 80")
    page.evaluate("document.getElementById('language-menu').showPopover()")
    assert page.evaluate("document.querySelector('#language-menu a[hreflang=ar]').href").endswith(f"/ar/{place}")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_switch_is_in_reach_where_one_reads(open_page: Open, width: int) -> None:
    page = open_page(LESSON, width=width, height=500)
    page.evaluate("document.getElementById('meaning').scrollIntoView()")
    page.wait_for_function("document.querySelector('.top').getBoundingClientRect().bottom <= 0")
    switch(page, "ar")
    assert page.url.endswith(f"/ar/{LESSON}#meaning")


def test_the_section_is_the_one_being_read_not_the_one_first_opened(open_page: Open) -> None:
    page = open_page(f"{LESSON}#how-fast", height=500)
    page.evaluate("document.getElementById('meaning').scrollIntoView()")
    page.evaluate("document.getElementById('language-menu').showPopover()")
    assert page.evaluate("document.querySelector('#language-menu a[hreflang=zh]').hash") == "#meaning"


@pytest.mark.parametrize(("locale", "direction"), [("ar", "rtl"), ("zh", "ltr"), ("uk", "ltr")])
def test_a_page_says_its_language_and_direction(open_page: Open, locale: str, direction: str) -> None:
    page = open_page(f"{locale}/{LESSON}")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [locale, direction]
    assert page.locator("article").get_attribute("lang") is None


@pytest.mark.parametrize("locale", ["en", "ar", "zh"])
def test_formulas_are_set_in_the_font_of_formulas(open_page: Open, locale: str) -> None:
    page = open_page(LESSON if locale == "en" else f"{locale}/{LESSON}")
    page.wait_for_function("document.fonts.check('16px \"Course Math\"')")
    fonts = page.eval_on_selector_all("math, math *", "all => all.map(one => getComputedStyle(one).fontFamily)")
    assert fonts and all(font.startswith('"Course Math"') for font in fonts)


def test_in_arabic_the_contents_stand_at_the_right_and_numbers_keep_their_order(open_page: Open) -> None:
    page = open_page(f"ar/{LESSON}")
    contents, text = page.locator("#contents").bounding_box(), page.locator("article").bounding_box()
    assert contents and text and contents["x"] > text["x"] + text["width"]
    assert page.locator("article bdi[dir=ltr]", has_text="0.20 m").count() == 1


LINES = """words => {
    const line = document.querySelector('article > p'), ranges = document.createRange(), ends = new Set();
    line.innerHTML = words;
    const box = (node, start, end) => (ranges.setStart(node, start), ranges.setEnd(node, end), ranges.getBoundingClientRect());
    const [inner, outer] = [line.querySelector('.inner'), line.querySelector('.outer').lastChild];
    for (let width = 120; width < 400; width += 3) {
        line.style.inlineSize = `${width}px`;
        ends.add(box(outer, 0, 1).bottom > inner.getBoundingClientRect().bottom + 4);
    }
    return [...ends];
}"""
FORMULA = '<span class="whole outer">(<math class="inner"><mi>x</mi><mo>+</mo><mi>y</mi></math>).</span>'
CALCULATION = '<span class="whole outer">و<bdi dir="ltr" class="calculation inner">25 m/d × 365 d/y = 9131 m/y</bdi>،</span>'


@pytest.mark.parametrize(("locale", "words"), [("", FORMULA), ("zh/", FORMULA), ("ar/", FORMULA), ("ar/", CALCULATION)])
def test_no_line_begins_with_the_sign_after_a_formula_at_any_width(open_page: Open, locale: str, words: str) -> None:
    page = open_page(f"{locale}{LESSON}")
    assert page.evaluate(LINES, f"a b c d e f g h {words} i j k") == [False]


def test_a_long_calculation_goes_on_in_the_next_line_from_left_to_right_in_arabic(open_page: Open) -> None:
    page = open_page(f"ar/{LESSON}", width=360)
    page.evaluate(
        "words => document.querySelector('article > p').innerHTML = words", f"الموصلية {CALCULATION.replace('25', '25 m/d × 1 m × 2')} ثم"
    )
    lines = page.locator("article > p .inner").evaluate(
        """node => {
            const all = document.createRange();
            all.selectNodeContents(node);
            return [...all.getClientRects()].map(box => box.left);
        }"""
    )
    assert len(lines) == 2
    assert abs(lines[0] - lines[1]) < 1


def test_a_unit_does_not_break_after_its_slash(open_page: Open) -> None:
    page = open_page(f"uk/{LESSON}")
    page.locator("article > p").first.evaluate(
        "line => { line.innerHTML = '60\u00a0<span class=whole>м³/сут</span>'; line.style.inlineSize = '1px'; }"
    )
    assert page.locator("article > p .whole").first.evaluate("node => node.getClientRects().length") == 1


def test_a_page_that_is_not_translated_is_marked_as_english_with_one_notice(open_page: Open) -> None:
    page = open_page(f"ar/{FALLBACK}")
    assert page.locator("article").get_attribute("lang") == "en"
    assert page.locator("article").get_attribute("dir") == "ltr"
    assert page.locator(".notice").count() == 1
    assert page.locator("#contents [aria-current] span[lang=en][dir=ltr]").count() == 1


def test_an_older_translation_names_the_sections_and_leads_to_the_english_ones(open_page: Open) -> None:
    page = open_page(f"ar/{LESSON}")
    assert page.locator(".notice").count() == 1
    page.click(".notice a[href$='#how-fast']")
    assert page.url.endswith(f"/{LESSON}#how-fast")
    assert "/ar/" not in page.url


def test_data_without_a_translation_is_marked_where_it_stands(open_page: Open) -> None:
    page = open_page("ar/syllabus.html")
    assert page.locator("#basics span[lang=en][dir=ltr]").count() == 1
    assert page.locator("#groundwater span[lang]").count() == 0


def test_a_list_in_a_page_that_is_not_translated_speaks_the_readers_language(open_page: Open) -> None:
    page = open_page("ar/glossary.html")
    assert page.locator("#groundwater dt").evaluate("dt => dt.closest('[lang]').lang") == "ar"


def test_the_home_page_offers_every_other_language_and_marks_the_readers(open_page: Open) -> None:
    page = open_page("index.html", locale="uk-UA")
    assert page.locator(".languages a").count() == 6
    assert page.locator(".languages .yours a").inner_text() == "Українська"
