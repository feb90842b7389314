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
    markup,
    math,
    misconceptions,
    notation,
    parity,
    quizzes,
    safety,
    units,
    waivers,
)
from course.checks.common import with_labs
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
    markup.check,
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
    """All findings of a course, in order of place. On a page with an open fence, what else is wrong may be the fence's doing."""
    fences = {page.path: page.open_fence for page in with_labs(course) if page.open_fence}
    found = set(course.findings)
    for family in CHECKS:
        found.update(family(course))
    return sorted(one for one in waivers.apply(course, found) if fences.get(one.path) in (None, one.line) or one in course.findings)
