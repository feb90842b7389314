"""What several families need: which pages are published, which translations are current, and when an id is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from course import load, locales, page
from course.finding import Finding
from course.load import Course
from course.page import Page
from course.words import Unit, is_stale

KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Entry(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def line(self) -> int: ...


def published(course: Course) -> Iterator[Page]:
    return (page for path, page in course.pages.items() if path.startswith(("docs/", "modules/")))


def with_labs(course: Course) -> Iterator[Page]:
    """The published pages, and the text cells of each lab as one more page."""
    yield from published(course)
    yield from (lab.page for lab in course.labs.values())


def current_units(course: Course, unclosed: bool = False) -> Iterator[tuple[str, str, Unit]]:
    """(path, locale, unit) of every translated message whose English is as it is today, and whose fences and comments are closed."""
    for source, english in course.texts.items():
        for locale, path in load.catalogues_of(source):
            for unit in course.catalogues.get(path, {}).values():
                if unit.text and unit.key in english and not is_stale(unit, english[unit.key][0]):
                    pages = cell(unit, path)
                    if unclosed or not (pages and pages[0].unclosed):
                        yield path, locale, unit


def cell(unit: Unit, path: str) -> tuple[Page, Page] | None:
    """(translation, English) as pages of a message that is a text cell of a lab; None for other messages."""
    if not unit.key.startswith("cells."):
        return None
    return page.parse(unit.text, path)[0], page.parse(unit.english, locales.split(path)[0])[0]


def ids(
    entries: Iterable[Entry], path: str, code: str, form: re.Pattern[str] = KEBAB, written: str = "lower-case words joined by hyphens"
) -> Iterator[Finding]:
    """An id has the form of its kind, and no two entries of a list share one."""
    seen: dict[str, int] = {}
    for entry in entries:
        if not form.fullmatch(entry.id):
            yield Finding(path, entry.line, code, f"'{entry.id}' is no id; write {written}")
        if entry.id in seen:
            yield Finding(path, entry.line, code, f"the id '{entry.id}' stands already on line {seen[entry.id]}; choose another")
        seen.setdefault(entry.id, entry.line)
