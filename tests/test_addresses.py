"""Addresses that readers have kept: none may vanish, each new one is written down.

tests/published.txt is the list. `course tidy` adds what is new; nobody takes anything out.
"""

from __future__ import annotations

import re
from pathlib import Path

from course import load, published, tidy
from course.views import Reader

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = set((ROOT / tidy.PUBLISHED).read_text(encoding="utf-8").split())
COURSE = load.load(ROOT)
ADDRESSES = set(published.addresses(COURSE))


def test_no_published_address_has_vanished() -> None:
    gone = sorted(PUBLISHED - ADDRESSES)
    assert gone == [], "readers have kept these addresses: bring back their ids and pages (what was never published may leave the list)"


def test_every_address_is_in_the_list() -> None:
    assert sorted(ADDRESSES - PUBLISHED) == [], "run `.venv/bin/course tidy`, which writes them into tests/published.txt"


def test_entries_of_lists_questions_and_downloads_have_addresses() -> None:
    kept = {
        "glossary.html#retardation-factor",
        "limits.html#us-ha",
        "limits.html#us-ha-tnt",
        "modules/cases/zelenyi-hai/datapackage.json",
        "modules/cases/zelenyi-hai/slug_tests.csv",
        "modules/leaching-transport/leaching-transport-en.zip",
        "modules/leaching-transport/quiz.html#item-hmx-retardation-vadose",
        "notation.html#R",
        "references.html#ogata1961",
        "syllabus.html#leaching-transport",
    }
    assert kept - ADDRESSES == set()


def test_what_is_not_built_has_no_address() -> None:
    assert {address for address in ADDRESSES if address.startswith("quizzes/")} == set()


def test_addresses_carry_no_numbers_of_modules_or_lessons() -> None:
    numbered = re.compile(r"(^|/)(m|module|lesson)?-?\d+[-./]")
    assert [address for address in ADDRESSES if numbered.search(address.partition("#")[0])] == []


def test_a_quiz_is_edited_in_its_data_and_a_translated_one_in_its_catalogue() -> None:
    page, folder = "modules/leaching-transport/quiz.md", "quizzes/leaching-transport"
    assert Reader(COURSE, "en").file(page) == f"{folder}/quiz.yml"
    assert Reader(COURSE, "ar").file(page) == f"{folder}/quiz.ar.po"
