"""What a translation that claims to be current must share with the English."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, groupby
from typing import Protocol

from course import locales
from course.checks.common import cell, current_units, published
from course.elements import Prose
from course.finding import Finding
from course.load import Course
from course.page import Page, Section
from course.quantities import Quantity, Table, changed_units, difference, quantities, table_of
from course.words import Unit

PLACEHOLDER = re.compile(r"\{[a-z_]*\}")
MATH = re.compile(r"\$([^$\n]+)\$")
WORDS = re.compile(r"\\(?:text|textrm|mbox|operatorname)\s*\{[^{}]*\}")


def check(course: Course) -> Iterator[Finding]:
    """A translation made from the English as it is shares its headings, formulas, citations, links, drawings, blocks and numbers."""
    table = table_of(course.units)
    for page in published(course):
        if page.locale != locales.SOURCE:
            english = course.pages.get(page.source)
            if english is None and page.source not in course.unread:
                yield Finding(page.path, 1, "PA002", f"there is no {page.source}; write the English page first, or rename this one")
            elif english:
                yield from _page(page, english, table)
    for path, locale, unit in current_units(course):
        yield from _unit(unit, path, locale, table)


@lru_cache(maxsize=4096)
def _page(page: Page, english: Page, table: Table) -> tuple[Finding, ...]:
    return tuple(_differences(page, english, table))


def _differences(page: Page, english: Page, table: Table) -> Iterator[Finding]:
    claimed = page.meta.source or {}
    originals = {section.id: section for section in english.sections}
    named = {original.digest: name for name, original in originals.items()}
    for name, digest in claimed.items():
        if name not in originals and digest in named:
            message = f"source names '{name}' with the digest of '{named[digest]}'; write that name, or run `course reviewed`"
            yield Finding(page.path, page.meta.line, "PA001", message)
    current = [original for name, original in originals.items() if claimed.get(name) == original.digest]
    sections = {section.id: section for section in page.sections}
    if missing := [original.id for original in current if original.id not in sections]:
        for name in missing:
            message = f"the section '{name}' is claimed as current and missing; translate it, or take it out of source"
            yield Finding(page.path, page.meta.line, "PA003", message)
        return
    for original in current:
        yield from _section(_Part(page, sections[original.id]), _Part(english, original), table)


class _Placed(Protocol):
    @property
    def line(self) -> int: ...


@dataclass(frozen=True, slots=True)
class _Part:
    """One section of a page."""

    page: Page
    section: Section

    def inside[T: _Placed](self, elements: Iterable[T]) -> list[T]:
        return [element for element in elements if self.holds(element.line)]

    def holds(self, line: int) -> bool:
        return self.section.line <= line < self.section.end

    def rows(self) -> list[list[Prose]]:
        """Of all tables, each with its cells."""
        cells = self.inside(text for text in self.page.prose if text.table)
        return [list(row) for _, row in groupby(cells, key=lambda text: text.line)]

    def numbers(self, table: Table) -> list[Quantity]:
        return self.inside(_numbers(self.page, table))


@lru_cache(maxsize=4096)
def _numbers(page: Page, table: Table) -> tuple[Quantity, ...]:
    texts = [(page.meta.title, 1), (page.meta.description, 1)]
    texts += [(text.text, text.line) for text in page.prose]
    texts += [(image.text, image.line) for image in page.images]
    texts += [(block.title, block.line) for block in page.blocks]
    return tuple(quantity for text, line in texts for quantity in quantities(text, line, page.locale, table))


def _whole(page: Page, name: str) -> _Part:
    """All of a page as one part."""
    return _Part(page, Section(name, "", 1, sys.maxsize))


Marks = Callable[[_Part], list[tuple[str, int]]]
SHARED: tuple[tuple[str, str, Marks], ...] = (
    ("PA003", "headings", lambda part: [(f"{'#' * entry.level} {entry.id}", entry.line) for entry in part.inside(part.page.headings)]),
    ("PA004", "formulas", lambda part: [(_plain(entry.tex), entry.line) for entry in part.inside(part.page.formulas)]),
    ("PA005", "citations", lambda part: [(entry.key, entry.line) for entry in part.inside(part.page.citations)]),
    ("PA006", "links", lambda part: [(entry.target, entry.line) for entry in part.inside(part.page.links)]),
    ("PA007", "drawings", lambda part: [(entry.target, entry.line) for entry in part.inside(part.page.images)]),
    ("PA008", "blocks", lambda part: [(entry.name, entry.line) for entry in part.inside(part.page.blocks)]),
    ("PA008", "key points", lambda part: [("a key point", line) for line in part.page.key_points if part.holds(line)]),
)
"""Code, what it is called, and how to list it: what must be the same, as often."""


def _section(part: _Part, english: _Part, table: Table) -> Iterator[Finding]:
    for code, what, marks in SHARED:
        ours, theirs = marks(english), marks(part)
        left, extra = Counter(mark for mark, _ in ours), []
        for mark, line in theirs:
            if left[mark]:
                left[mark] -= 1
            else:
                extra.append((mark, line))
        if lost := sorted(left.elements()):
            yield _differs(part, part.section.line, code, what, "lacks", lost)
        for mark, line in extra:
            yield _differs(part, line, code, what, "adds", [mark])
    ours_, theirs_ = english.numbers(table), part.numbers(table)
    missing, surplus = difference(ours_, theirs_)
    if missing:
        yield _differs(part, part.section.line, "PA009", "numbers", "lacks", missing)
    for quantity in surplus:
        yield _differs(part, quantity.line, "PA009", "numbers", "adds", [quantity.written])
    for number, before, after in changed_units(ours_, theirs_):
        yield Finding(part.page.path, part.section.line, "PA010", _unit_differs(number, before, after))
    if not missing and not surplus:
        yield from _cells(part, english, table)


def _cells(part: _Part, english: _Part, table: Table) -> Iterator[Finding]:
    """Numbers that stand in another cell; tables of another shape are not compared."""
    ours, theirs = english.rows(), part.rows()
    if list(map(len, ours)) != list(map(len, theirs)):
        return
    for original, text in zip(chain(*ours), chain(*theirs), strict=True):
        wanted = list(quantities(original.text, original.line, english.page.locale, table))
        missing, surplus = difference(wanted, quantities(text.text, text.line, part.page.locale, table))
        if missing or surplus:
            has, had = " ".join(text.text.split()), " ".join(original.text.split())
            message = f"the cell '{has}' is '{had}' in English; write each number where it stands there"
            yield Finding(part.page.path, text.line, "PA009", message)


def _unit_differs(number: str, before: str, after: str) -> str:
    if not after:
        return f"{number} {before} has lost its unit; write it with the unit of the English"
    return f"{number} {before} has become {number} {after}; use the unit of the English"


def _differs(part: _Part, line: int, code: str, what: str, verb: str, marks: list[str]) -> Finding:
    message = f"the section '{part.section.id}' {verb} {', '.join(marks)}; its {what} are those of the English"
    return Finding(part.page.path, line, code, message)


def _plain(tex: str) -> str:
    """A formula without white space, words and the comma of decimals, which may differ."""
    return "".join(WORDS.sub("", tex).replace("{,}", ".").split())


def _placeholders(text: str) -> list[str]:
    """Words in braces; in formulas braces are those of TeX."""
    return PLACEHOLDER.findall(MATH.sub(" ", text))


@lru_cache(maxsize=65536)
def _unit(unit: Unit, path: str, locale: str, table: Table) -> tuple[Finding, ...]:
    return tuple(_message_differences(unit, path, locale, table))


def _message_differences(unit: Unit, path: str, locale: str, table: Table) -> Iterator[Finding]:
    if pages := cell(unit, path):
        translation, english = (_whole(page, unit.key) for page in pages)
        yield from (replace(finding, line=unit.line) for finding in _section(translation, english, table))
        return
    if unit.key.endswith(".aliases"):
        return
    for code, what, found in (("PA011", "placeholders", _placeholders), ("PA004", "formulas", MATH.findall)):
        ours, theirs = sorted(map(_plain, found(unit.english))), sorted(map(_plain, found(unit.text)))
        if ours != theirs:
            message = (
                f"{unit.key}: the {what} are {', '.join(theirs) or 'gone'}, in English {', '.join(ours) or 'none'}; make them the same"
            )
            yield Finding(path, unit.line, code, message)
    ours_, theirs_ = (
        list(quantities(MATH.sub(" ", PLACEHOLDER.sub(" ", text)), unit.line, code, table))
        for text, code in ((unit.english, locales.SOURCE), (unit.text, locale))
    )
    missing, surplus = difference(ours_, theirs_)
    if missing or surplus:
        added = ", ".join(quantity.written for quantity in surplus)
        message = f"{unit.key}: lacks the numbers {', '.join(missing) or '–'}, adds {added or '–'}; use those of the English"
        yield Finding(path, unit.line, "PA009", message)
    for number, before, after in changed_units(ours_, theirs_):
        yield Finding(path, unit.line, "PA010", f"{unit.key}: {_unit_differs(number, before, after)}")
