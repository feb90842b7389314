"""The language of a translation: its own words, letters and digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from course import locales
from course.checks.common import cell, current_units, published
from course.elements import Prose
from course.finding import Finding
from course.load import Course
from course.page import Page
from course.quantities import Table, quantities, table_of

WORDS = 6
WORD = re.compile(r"[^\W\d_]+")
ENGLISH_WORD = re.compile(r"\b[a-z]{2,}\b")
MIXED = re.compile(r"[^\W\d_]*(?:[a-zA-Z][а-яёА-ЯЁіїєґІЇЄҐ]|[а-яёА-ЯЁіїєґІЇЄҐ][a-zA-Z])[^\W\d_]*")
DIGIT = re.compile(r"(?![0-9])\d")
POINT = re.compile(r"[0-9]\.[0-9]")
NEIGHBOURS = {"uk": ("Russian", re.compile(r"[ыэъёЫЭЪЁ]")), "ru": ("Ukrainian", re.compile(r"[іїєґІЇЄҐ]"))}
LETTERS = {
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "uk": re.compile(r"[\u0400-\u04ff]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
}


def check(course: Course) -> Iterator[Finding]:
    """A translation is written in its own language, with its letters, the digits 0 to 9 and its decimal sign."""
    table = table_of(course.units)
    for page in published(course):
        if page.locale != locales.SOURCE:
            yield from _page(page, course.pages.get(page.source), table)
    for path, locale, unit in current_units(course):
        if pages := cell(unit, path):
            yield from (replace(finding, line=unit.line) for finding in _page(*pages, table))
            continue
        originals = frozenset() if unit.key.endswith(".aliases") else _originals([unit.english])
        yield from _text(Prose(unit.text, unit.line), path, locale, originals)


@lru_cache(maxsize=4096)
def _page(page: Page, english: Page | None, table: Table) -> tuple[Finding, ...]:
    originals = _originals(text.text for text in english.prose) if english else frozenset()
    return tuple(
        finding
        for text in page.prose
        for finding in (*_text(text, page.path, page.locale, originals), *_decimals(text, page.path, page.locale, table))
    )


def _text(text: Prose, path: str, locale: str, originals: frozenset[str]) -> Iterator[Finding]:
    said = text.text
    for line, code, message in _untranslated(said, locale, originals):
        yield Finding(path, text.line + line, code, message)
    if said.isascii():
        return
    for match in MIXED.finditer(said):
        line = text.line + said.count("\n", 0, match.start())
        yield Finding(path, line, "LG003", f"'{match[0]}' mixes Latin and Cyrillic letters ({_minority(match[0])}); type it again")
    if locale in NEIGHBOURS:
        language, letters = NEIGHBOURS[locale]
        if found := letters.search(said):
            word = next(word[0] for word in WORD.finditer(said) if word.start() <= found.start() < word.end())
            line = text.line + said.count("\n", 0, found.start())
            yield Finding(path, line, "LG004", f"'{word}' has the {language} letter '{found[0]}'; correct the word")
    if strange := DIGIT.search(said):
        line = text.line + said.count("\n", 0, strange.start())
        yield Finding(path, line, "LG005", f"'{strange[0]}' is not one of the digits 0 to 9; write {unicodedata.decimal(strange[0])}")


def _untranslated(said: str, locale: str, originals: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    """(line from 0, code, message) of a text that is not translated, or of those of its lines that are not."""
    for line, part in [(0, said), *enumerate(said.split("\n") if "\n" in said else ())]:
        if len(ENGLISH_WORD.findall(part)) < WORDS:
            continue
        if _folded(part) in originals:
            yield line, "LG001", f"'{_start(part)}' is English; translate it"
        elif originals and locale in LETTERS and not LETTERS[locale].search(part):
            yield line, "LG002", f"'{_start(part)}' has no letter of this language; translate it"
        else:
            continue
        if part is said:
            return


def _originals(english: Iterable[str]) -> frozenset[str]:
    """The texts of the English, and each of their lines."""
    return frozenset(_folded(part) for text in english for part in (text, *text.split("\n")))


def _decimals(text: Prose, path: str, locale: str, table: Table) -> Iterator[Finding]:
    if text.table or locales.LOCALES[locale].decimal != "," or not POINT.search(text.text):
        return
    for quantity in quantities(text.text, text.line, locale, table):
        if quantity.unit and quantity.written.replace(".", "", 1).isdecimal() and "." in quantity.written:
            comma = quantity.written.replace(".", ",")
            yield Finding(path, quantity.line, "LG006", f"'{quantity.written} {quantity.unit}' has a decimal point; write {comma}")


def _folded(text: str) -> str:
    return " ".join(text.split())


def _start(text: str) -> str:
    folded = _folded(text)
    return folded if len(folded) <= 40 else f"{folded[:40]}…"


def _minority(word: str) -> str:
    """The letters of the alphabet that fewer letters of the word come from."""
    latin = [sign for sign in word if sign.isascii()]
    others = [sign for sign in word if not sign.isascii()]
    return f"{'Latin' if len(latin) <= len(others) else 'Cyrillic'}: {', '.join(latin if len(latin) <= len(others) else others)}"
