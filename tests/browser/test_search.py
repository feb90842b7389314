"""The search finds words as readers type them, in each script, from the web and from a USB stick."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
QUERIES = [
    ("en", "aquifers", "aquifer"),  # plural for singular
    ("en", "conductivity sand", "How fast"),  # two words, both needed
    ("en", "velocty", "How fast"),  # a slip of the finger
    ("en", "subsurface water", "groundwater"),  # an alias of the glossary
    ("en", "note", "The way down"),  # notes
    ("en", "aquifer zzzz", "aquifer"),  # one word of two
    ("ar", "مياه", "المياه الجوفية"),  # without the article
    ("ar", "المياه", "المياه الجوفية"),  # with it
    ("ar", "المِيَاه", "المياه الجوفية"),  # with vowel signs
    ("ar", "بالمياه", "المياه الجوفية"),  # with a preposition
    ("ar", "للمياه", "المياه الجوفية"),
    ("ar", "والرمل", "ما السرعة"),  # with a conjunction
    ("ar", "طبقه", "الطريق إلى الأسفل"),  # another spelling of the ending
    ("zh", "地下水", "向下的路"),  # a word inside a sentence without spaces
    ("zh", "含水层", "向下的路"),
    ("zh", "水", "向下的路"),  # a single character
    ("zh", "秋天 土壤", "意味着什么"),
    ("uk", "колодязі", "Шлях униз"),  # колодязя
    ("uk", "піщаний", "Шлях униз"),  # піщаному
    ("uk", "напір", "Шлях униз"),  # напору: the vowel changes
    ("uk", "ґрунтах", "Шлях униз"),  # ґрунту
    ("uk", "грунту", "Шлях униз"),  # the older letter
    ("ru", "скважинами", "С чего начать"),  # скважина
    ("ru", "песчаными", "С чего начать"),  # песчаной
    ("ru", "желтого", "С чего начать"),  # жёлтый
    ("ru", "водоем", "С чего начать"),  # водоём
    ("es", "metales", "Por dónde empezar"),  # metal
    ("es", "ríos", "Por dónde empezar"),
    ("es", "rio", "Por dónde empezar"),  # without the accent
    ("es", "fase", "Por dónde empezar"),  # fases
    ("fr", "eaux", "Par où commencer"),  # eau
    ("fr", "niveau", "Par où commencer"),  # niveaux
    ("fr", "canaux", "Par où commencer"),  # canal
    ("fr", "foret seche", "Par où commencer"),  # forêt sèche
]


FORMS = {
    "ru": [
        "концентрация концентрации концентрацией концентрациями концентраций",
        "сорбция сорбцией",
        "дисперсия дисперсией",
        "фильтрация фильтрацией",
        "скорость скорости скоростью скоростей скоростями",
        "пористость пористостью",
        "проницаемость проницаемостью",
        "поле поля полей полями",
        "почва почвой почвы почвами",
        "подземный подземная подземные подземного подземными",
        "загрязнение загрязнений загрязнением загрязнениями",
    ],
    "uk": [
        "швидкість швидкості швидкістю",
        "пористість пористістю",
        "невизначеність невизначеністю",
        "концентрація концентрацією концентраціями концентрацій",
        "верхній верхня верхньої верхнього верхньому верхньою",
        "підземний підземна підземної підземних підземними",
    ],
}
"""Forms of one word each; whichever is typed, all are found."""


def titles(page: Page) -> list[str]:
    expect(page.locator("#found")).not_to_have_text("")
    return page.locator("#results a").all_inner_texts()


@pytest.mark.parametrize("files", [False, True], ids=["http", "file"])
def test_words_are_found_as_readers_type_them(open_page: Open, files: bool) -> None:
    page = open_page("search.html", files=files)
    home = page.url.removesuffix("search.html")
    missed = []
    for locale, query, title in QUERIES:
        page.goto(f"{home}{'' if locale == 'en' else locale + '/'}search.html?q={query}")
        if title not in titles(page):
            missed.append((locale, query))
    assert missed == []


@pytest.mark.parametrize("locale", FORMS)
def test_a_word_is_found_in_its_usual_forms_whichever_is_typed(open_page: Open, locale: str) -> None:
    page = open_page(f"{locale}/search.html")
    expect(page.get_by_role("searchbox")).to_be_visible()
    forms = [forms.split() for forms in FORMS[locale]]
    documents = [{"at": f"{word}.html", "title": word, "text": ""} for words in forms for word in words]
    page.evaluate("documents => searchDocuments(documents)", documents)
    missed = []
    for words in forms:
        for word in words:
            page.get_by_role("searchbox").fill(word)
            page.get_by_role("searchbox").press("Enter")
            missed += [(word, other) for other in words if other not in titles(page)]
    assert missed == []


def test_the_page_says_how_far_the_search_goes(open_page: Open) -> None:
    assert "one letter" in open_page("search.html").inner_text("main")


def test_a_result_opens_its_section_and_the_query_stays_in_the_address(open_page: Open) -> None:
    page = open_page("search.html")
    page.get_by_role("searchbox").fill("Darcy")
    page.wait_for_url("**/search.html?q=Darcy")
    assert page.locator("#results mark").first.inner_text() == "Darcy"
    assert page.locator("#results li", has_text="How fast").locator(".unit").inner_text() == "The way down"
    page.get_by_role("link", name="How fast").press("Enter")
    page.wait_for_url("**/the-way-down.html#how-fast")


def test_a_word_in_a_title_comes_before_the_same_word_in_a_text(open_page: Open) -> None:
    assert titles(open_page("fr/search.html?q=métaux"))[:2] == ["Les métaux", "Le reste"]


def test_the_number_of_results_is_announced(open_page: Open) -> None:
    page = open_page("search.html?q=zzzz")
    expect(page.get_by_role("status")).to_contain_text("Nothing found")
    page.get_by_role("searchbox").fill("aquifer")
    expect(page.get_by_role("status")).to_contain_text("Found: ")
    assert page.get_by_role("status").inner_text() == f"Found: {page.locator('#results > li').count()}"


def test_more_results_than_are_shown_are_announced_as_such(open_page: Open) -> None:
    page = open_page("search.html")
    expect(page.get_by_role("searchbox")).to_be_visible()
    page.evaluate("searchDocuments(Array.from({length: 150}, (_, n) => ({at: `${n}.html`, title: 'Loam', text: ''})))")
    page.get_by_role("searchbox").fill("loam")
    expect(page.get_by_role("status")).to_have_text("Found: 150; the best 100 are shown")
    assert page.locator("#results > li").count() == 100


def test_the_micro_sign_and_the_greek_letter_are_one(open_page: Open) -> None:
    found = [titles(open_page(f"search.html?q={unit}")) for unit in ("\u00b5g/L", "\u03bcg/L")]
    assert found[0] == found[1]
    assert "Limits" in " ".join(found[0])


def test_pages_for_contributors_are_not_found(open_page: Open) -> None:
    page = open_page("search.html?q=downhill")
    titles(page)
    assert page.locator("#results a[href^=misconceptions]").count() == 0


def test_english_results_in_another_language_say_that_they_are_english(open_page: Open) -> None:
    page = open_page("ar/search.html?q=chemistry")
    assert titles(page) == ["Later than the water"]
    assert page.locator("#results li[lang=en][dir=ltr]").count() == 1


def test_without_scripts_the_page_says_what_to_use_instead(open_page: Open) -> None:
    page = open_page("search.html", java_script_enabled=False)
    assert page.get_by_role("searchbox").is_hidden()
    assert page.locator("main a[href='syllabus.html']").is_visible()
    assert "JavaScript" in page.inner_text("main")


def test_nothing_of_the_search_is_loaded_before_it_is_opened(open_page: Open) -> None:
    page = open_page("index.html")
    page.wait_for_load_state("networkidle")
    names = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert [name for name in names if "search" in name] == []
