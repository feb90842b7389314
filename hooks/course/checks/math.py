"""Formulas."""

from __future__ import annotations

from collections.abc import Iterator

from course import formula
from course.checks.common import with_labs
from course.finding import Finding
from course.load import Course


def check(course: Course) -> Iterator[Finding]:
    """Every formula is TeX that becomes MathML."""
    for page in with_labs(course):
        for entry in page.formulas:
            if problem := formula.problem(entry.tex, entry.display):
                yield Finding(page.path, entry.line, "MA001", f"the formula cannot be set ({problem}); correct its TeX")
