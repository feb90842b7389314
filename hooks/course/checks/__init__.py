"""The checks: each takes the course and yields findings. The table is the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from course.checks import (
    catalogue,
    citations,
    figures,
    frontmatter,
    glossary,
    ideas,
    labs,
    language,
    limits,
    links,
    math,
    misconceptions,
    notation,
    parity,
    quizzes,
    safety,
    units,
    waivers,
)
from course.finding import Finding
from course.load import Course

Check = Callable[[Course], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    links.check,
    catalogue.check,
    ideas.check,
    misconceptions.check,
    citations.check,
    glossary.check,
    limits.check,
    notation.check,
    units.check,
    math.check,
    figures.check,
    labs.check,
    frontmatter.check,
    quizzes.check,
    safety.check,
    parity.check,
    language.check,
)


def check(course: Course) -> list[Finding]:
    """All findings of a course, in order of place."""
    found = set(course.findings)
    for family in CHECKS:
        found.update(family(course))
    return sorted(waivers.apply(course, found))
