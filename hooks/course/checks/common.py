"""What several families need: which pages are published, and when an id is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from course import locales
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


def current_units(course: Course) -> Iterator[tuple[str, str, Unit]]:
    """(path, locale, unit) of every translated message whose English is as it is today."""
    for path, units in course.catalogues.items():
        source, locale = locales.split(path)
        base = source.removesuffix(".po")
        english = course.texts.get(f"{base}.yml") or course.texts.get(base) or {}
        for unit in units.values():
            if locale != locales.SOURCE and unit.text and unit.key in english and not is_stale(unit, english[unit.key][0]):
                yield path, locale, unit


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
