"""What the templates print, whatever a browser makes of it: what stands on a page, for search engines too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

LESSON, MODULE, LAB = (f"modules/groundwater/{name}.html" for name in ("the-way-down", "index", "lab"))
QUIZ = "modules/soil/quiz.html"
HOME = "https://course.example.org"

PAGES = [
    (LESSON, f"link[rel=canonical][href='{HOME}/{LESSON}']", ""),
    (LESSON, "meta[name=description][content='Why water moves, how fast, and what it takes with it.']", ""),
    (LESSON, "body > a.skip[href='#page-content']", "Skip to the text"),
    (LESSON, "#language-menu a[aria-current=true]", "English"),
    (LESSON, "#language-menu a[lang=ar][dir=rtl]", "العربية"),
    (LESSON, ".cite a[aria-label='Source 1']", "1"),
    (LESSON, ".cite bdi", "pp. 590–594"),
    (LESSON, ".limit .value", "1.0\u00a0µg/L"),
    (LESSON, "footer a[href$='/modules/groundwater/the-way-down.md']", "Edit this page"),
    (LESSON, "footer a[href='../../licences.html']", "Licences"),
    (LESSON, "footer p:last-child", "CC BY 4.0"),
    (f"ar/{LESSON}", "footer a[href$='/modules/groundwater/the-way-down.ar.md']", ""),
    (f"ar/{LAB}", "footer a[href$='/modules/groundwater/lab.ar.po']", ""),
    (f"ar/{LESSON}", "figcaption .state:not([lang])", ""),  # an older translation of the figure
    (f"zh/{LESSON}", "figcaption .state[lang=zh]", ""),  # none
    ("limits.html", ".caption", "Look again by: 2030-12-31."),
    ("references.html", "#many2020", "; et al. (2020)"),
    ("references.html", "#many2020 a[href='https://doi.org/10.1000/trees.6']", "doi:10.1000/trees.6"),
    ("glossary.html", "#groundwater .aliases", "Also found under: ground water; subsurface water"),
    ("ar/glossary.html", "#groundwater .english[lang=en][dir=ltr]", "groundwater"),
]
QUESTIONS = [
    (QUIZ, "#item-what-moves .item-key[data-search-exclude]", "Grains stay where they are."),
    (QUIZ, "#item-what-moves .item-result[role=status]", ""),
    (QUIZ, "#item-what-moves .item-hint p", "Look at the lesson."),
    (QUIZ, "#item-what-moves .item-explain a[href='first.html#water']", "Water"),
    (QUIZ, "#item-what-holds .item-note", "Choose all that apply."),
    (QUIZ, "#item-the-way-down .item-note", "Move the lines into the right order."),
    (QUIZ, "#item-is-air-in-pores .item-options li:first-child input[value=true]", ""),
    (QUIZ, ".quiz-result[role=status]", ""),
    (QUIZ, ".quiz-honest", "for your own practice"),
    (QUIZ, ".quiz-key[data-search-exclude]", ""),
]


def missing(site: Path, rows: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The rows (page, selector, words) that no element of the page fulfils."""
    trees = {page: LexborHTMLParser((site / page).read_text(encoding="utf-8")) for page, _, _ in rows}
    return [row for row in rows if not any(row[2] in node.text() for node in trees[row[0]].css(row[1]))]


def test_everything_that_surrounds_a_text_is_on_its_page(site: Path) -> None:
    assert missing(site, PAGES) == []


def test_everything_that_surrounds_a_question_is_on_its_page(quiz_site: Path) -> None:
    assert missing(quiz_site, QUESTIONS) == []


def linked_data(page: Path) -> list[dict[str, Any]]:
    found = LexborHTMLParser(page.read_text(encoding="utf-8")).css("script[type='application/ld+json']")
    return [json.loads(script.text()) for script in found]


@pytest.mark.parametrize(
    ("page", "kind", "locale", "name"),
    [
        ("index.html", "Course", "en", ""),
        ("ar/syllabus.html", "Course", "ar", ""),
        (MODULE, "LearningResource", "en", "How groundwater carries a pollutant"),
        (f"ar/{MODULE}", "LearningResource", "ar", "كيف تنقل المياه الجوفية الملوِّث"),
    ],
)
def test_search_engines_are_told_what_a_page_teaches(site: Path, page: str, kind: str, locale: str, name: str) -> None:
    (data,) = linked_data(site / page)
    assert (data["@context"], data["@type"], data["inLanguage"]) == ("https://schema.org", kind, locale)
    assert name in data["name"]
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["timeRequired"] == "PT130M"


def test_a_lesson_is_no_course_to_search_engines(site: Path) -> None:
    assert linked_data(site / LESSON) == []
