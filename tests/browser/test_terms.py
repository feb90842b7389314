"""Words of the glossary explain themselves to the mouse, the keyboard and the finger."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
LESSON = "modules/groundwater/the-way-down.html"
CARD = "#definition"


def test_the_keyboard_opens_a_definition_and_escape_closes_it(open_page: Open) -> None:
    page = open_page(LESSON)
    page.locator("a.term >> nth=0").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator(CARD)).to_contain_text("narrow well")
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.term") == "hydraulic-head"


def test_a_screen_reader_hears_the_definition_with_the_word(open_page: Open) -> None:
    page = open_page(LESSON)
    described = page.locator("a.term >> nth=0").get_attribute("aria-describedby")
    assert "narrow well" in page.locator(f"#{described}").inner_text() or "narrow well" in (
        page.locator(f"#{described}").text_content() or ""
    )


def test_the_mouse_may_move_onto_the_definition(open_page: Open) -> None:
    page = open_page(LESSON)
    page.hover("a.term >> nth=0")
    expect(page.locator(CARD)).to_be_visible()
    page.hover(CARD)
    page.wait_for_timeout(400)
    expect(page.locator(CARD)).to_be_visible()
    page.mouse.move(5, 5)
    expect(page.locator(CARD)).to_be_hidden()


@pytest.mark.parametrize("locale", ["", "ar/"], ids=["en", "ar"])
def test_a_tap_opens_the_definition_within_the_screen_and_stays_on_the_page(open_page: Open, locale: str) -> None:
    page = open_page(f"{locale}{LESSON}", width=320, height=740, has_touch=True, is_mobile=True)
    page.tap("a.term >> nth=1")
    expect(page.locator(CARD)).to_be_visible()
    box = page.locator(CARD).bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 320
    page.tap(f"{CARD} a")
    page.wait_for_url("**/glossary.html#*")
