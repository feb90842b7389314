"""The table of unit symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator

from course import locales, units
from course.checks.common import ids
from course.finding import Finding
from course.load import Course

PATH = "modules/units.yml"
ATOM = re.compile(rf"{units.ATOM.pattern}|1")


def check(course: Course) -> Iterator[Finding]:
    """Every unit is one atom, and in each language a symbol means one unit."""
    yield from ids(course.units.units, PATH, "UN001", ATOM, "the letters of one unit, without / and ·")
    taken: dict[tuple[str, str], str] = {}
    for unit in course.units.units:
        for locale, symbol in (unit.symbols or {}).items():
            if locale not in locales.TRANSLATIONS:
                yield Finding(
                    PATH, unit.line, "UN002", f"'{locale}' is no language of the course; write one of {', '.join(locales.TRANSLATIONS)}"
                )
            elif not symbol.strip():
                yield Finding(PATH, unit.line, "UN003", f"{unit.id} has an empty symbol in {locale}; write it, or leave the language out")
            elif (other := taken.setdefault((locale, symbol), unit.id)) != unit.id:
                yield Finding(PATH, unit.line, "UN003", f"'{symbol}' means {other} in {locale} already; give {unit.id} another symbol")
