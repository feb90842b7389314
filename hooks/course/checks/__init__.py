"""The checks: each takes the course and yields findings. The table is the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from course.checks import labs
from course.finding import Finding
from course.load import Course

Check = Callable[[Course], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (labs.check,)


def check(course: Course) -> list[Finding]:
    """All findings of a course, in order of place."""
    found = set(course.findings)
    for family in CHECKS:
        found.update(family(course))
    return sorted(found)
