"""Symbols: one meaning each, explained on the page that uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from course import formula, inline, units
from course.checks.common import ids, with_labs
from course.finding import Finding
from course.load import Course
from course.page import Page
from course.reference import Symbol

PATH = "modules/notation.yml"
FORM = re.compile(r"[A-Za-z][A-Za-z0-9_'*-]*")


def check(course: Course) -> Iterator[Finding]:
    """Every symbol has one meaning in the course, and a lesson explains the symbols of its formulas and no others."""
    symbols = course.notation.symbols
    yield from ids(symbols, PATH, "NT001", FORM, "a letter, then letters, digits and _")
    owners: dict[str, Symbol] = {}
    for symbol in symbols:
        yield from _symbol(symbol, course)
        other = owners.setdefault(formula.normal(symbol.tex), symbol)
        if other is not symbol:
            yield _finding(symbol, "NT002", f"{symbol.tex} stands for {other.id} already; give {symbol.id} an index")
    by_id = {symbol.id: formula.normal(symbol.tex) for symbol in symbols}
    lessons = {f"modules/{module.slug}/{lesson.slug}.md" for module in course.catalogue.modules for lesson in module.lessons}
    for page in with_labs(course):
        for name, line in page.symbols:
            if name not in by_id:
                yield Finding(page.path, line, "NT006", f"'{name}' is no symbol of {PATH}; correct the id, or add it there")
        if page.path in lessons:
            yield from _lesson(page, by_id)


def _symbol(symbol: Symbol, course: Course) -> Iterator[Finding]:
    if problem := formula.problem(symbol.tex, False):
        yield _finding(symbol, "NT003", f"{symbol.id} cannot be set ({problem}); correct its TeX")
    if problem := inline.problem(symbol.note):
        yield _finding(symbol, "NT003", f"the note on {symbol.id}: {problem}")
    if problem := units.problem(symbol.unit, course.units):
        yield _finding(symbol, "NT004", f"{problem}; correct the unit of {symbol.id}, or add the atom")
    for module in symbol.modules:
        if course.catalogue.module(module) is None:
            yield _finding(symbol, "NT005", f"'{module}' is no module; correct the slug")


def _lesson(page: Page, by_id: Mapping[str, str]) -> Iterator[Finding]:
    known = frozenset(by_id.values())
    explained = {by_id[name] for name, _ in page.symbols if name in by_id}
    used: dict[str, int] = {}
    for entry in page.formulas:
        for symbol in formula.occurrences(entry.tex, known):
            used.setdefault(symbol, entry.line)
    for symbol, line in used.items():
        if symbol in formula.PERHAPS:
            continue
        if symbol not in known:
            yield Finding(page.path, line, "NT007", f"{PATH} does not know ${symbol}$; add it, or use the symbol that it has")
        elif symbol not in explained:
            yield Finding(page.path, line, "NT008", f"${symbol}$ is not explained on this page; name it in [](symbols:…)")
    for name, line in page.symbols:
        if name in by_id and by_id[name] not in used:
            yield Finding(page.path, line, "NT009", f"{name} is explained, but no formula of the page uses it; delete it from the list")


def _finding(symbol: Symbol, code: str, message: str) -> Finding:
    return Finding(PATH, symbol.line, code, message)
