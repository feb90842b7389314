"""The checks: each takes the course and yields findings. The table is the list, and says what each must have read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatch

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
from course.load import LOCK, Course

Check = Callable[[Course], Iterator[Finding]]
CHECKS: Mapping[Check, tuple[str, ...]] = {
    links.check: (*(family.PATH for family in (catalogue, ideas, misconceptions, glossary, limits, notation, citations)),),
    catalogue.check: (catalogue.PATH,),
    ideas.check: (ideas.PATH, catalogue.PATH),
    misconceptions.check: (misconceptions.PATH, catalogue.PATH),
    citations.check: (citations.PATH, limits.PATH),
    glossary.check: (glossary.PATH,),
    limits.check: (limits.PATH, units.PATH),
    notation.check: (notation.PATH, units.PATH, catalogue.PATH),
    units.check: (units.PATH,),
    markup.check: (),
    math.check: (),
    figures.check: ("*.md", "*.ipynb"),
    labs.check: (LOCK,),
    frontmatter.check: (catalogue.PATH,),
    quizzes.check: ("quizzes/*.yml", catalogue.PATH, misconceptions.PATH, glossary.PATH, units.PATH),
    safety.check: ("*.md",),
    parity.check: (units.PATH,),
    language.check: (units.PATH,),
}
"""Family → the files whose gaps it would take for mistakes of others."""


def check(course: Course) -> list[Finding]:
    """All findings of a course, in order of place. Where a fence or comment is not closed, what else is wrong may be its doing."""
    unclosed = {page.path: page.unclosed.line for page in with_labs(course) if page.unclosed}
    found = set(course.findings)
    for family, needs in CHECKS.items():
        if not any(fnmatch(path, need) for path in course.unread for need in needs):
            found.update(family(course))
    return sorted(one for one in waivers.apply(course, found) if unclosed.get(one.path) in (None, one.line) or one in course.findings)
