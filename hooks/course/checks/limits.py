"""Limits and screening values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from course import units
from course.checks.common import Entry, ids, with_labs
from course.finding import Finding
from course.load import Course
from course.reference import Limit, Limits, Name

PATH = "modules/limits.yml"
VALUE = re.compile(r"[0-9]+(\.[0-9]+)?(e-?[0-9]+)?")
CAS = re.compile(r"[0-9]{2,7}-[0-9]{2}-[0-9]")
BASES = ("read", "certain")


def check(course: Course) -> Iterator[Finding]:
    """Every limit names what it is for, a number with a unit, and dates; pages use limits that exist."""
    table = course.limits
    lists: tuple[Sequence[Entry], ...] = (table.regimes, table.media, table.uses, table.substances, table.limits)
    for entries in lists:
        yield from ids(entries, PATH, "LM001")
    yield from _cas(table.substances)
    yield from _names(table)
    for limit in table.limits:
        yield from _values(limit)
        if problem := units.problem(limit.unit, course.units):
            yield _finding(limit, "LM003", f"{problem}; correct the unit of {limit.id}, or add the atom")
    known = {limit.id for limit in table.limits}
    for page in with_labs(course):
        for link in page.named("limit"):
            if link.target not in known:
                yield Finding(page.path, link.line, "LM007", f"'{link.target}' is no limit; correct the id, or add it to {PATH}")


def _names(table: Limits) -> Iterator[Finding]:
    known = {kind: {entry.id for entry in entries} for kind, entries in _kinds(table)}
    for limit in table.limits:
        for kind, name in (("regime", limit.regime), ("substance", limit.substance), ("medium", limit.medium), ("use", limit.use)):
            if name not in known[kind] and (name or kind != "use"):
                yield _finding(limit, "LM002", f"'{name}' is no {kind}; correct {limit.id}, or add the {kind}")


def _kinds(table: Limits) -> tuple[tuple[str, tuple[Name, ...]], ...]:
    return ("regime", table.regimes), ("substance", table.substances), ("medium", table.media), ("use", table.uses)


def _values(limit: Limit) -> Iterator[Finding]:
    if not VALUE.fullmatch(limit.value):
        yield _finding(limit, "LM004", f"'{limit.value}' is no number; write digits and a decimal point")
    wrong = [(name, written) for name, written in (("date", limit.date), ("review", limit.review)) if not _iso(written)]
    for name, written in wrong:
        yield _finding(limit, "LM005", f"the {name} '{written}' is no date; write year-month-day")
    if not wrong and limit.review < limit.date:
        yield _finding(limit, "LM005", f"{limit.id} is to be reviewed before its own date; correct one of them")
    if limit.basis not in BASES:
        yield _finding(limit, "LM006", f"'{limit.basis}' is no basis; write read or certain")


def _iso(written: str) -> bool:
    """A day, a month or a year."""
    try:
        date.fromisoformat(f"{written}-01-01"[:10] if len(written) in (4, 7) else written)
    except ValueError:
        return False
    return len(written) in (4, 7, 10)


def _cas(substances: tuple[Name, ...]) -> Iterator[Finding]:
    """The last digit of a CAS number is the sum of the others, each times its place from the right."""
    for substance in substances:
        if substance.cas and not (CAS.fullmatch(substance.cas) and _adds_up(substance.cas.replace("-", ""))):
            yield Finding(PATH, substance.line, "LM008", f"'{substance.cas}' is no CAS number; look it up again")


def _adds_up(digits: str) -> bool:
    return sum(place * int(digit) for place, digit in enumerate(reversed(digits))) % 10 == int(digits[-1])


def _finding(limit: Limit, code: str, message: str) -> Finding:
    return Finding(PATH, limit.line, code, message)
