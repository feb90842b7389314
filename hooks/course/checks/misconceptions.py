"""Misconceptions: what people think, and where the course repairs it."""

from __future__ import annotations

from collections.abc import Iterator

from course.checks.common import ids
from course.finding import Finding
from course.load import Course

PATH = "modules/misconceptions.yml"


def check(course: Course) -> Iterator[Finding]:
    """Every misconception belongs to a module and is repaired in a lesson."""
    entries = course.misconceptions.misconceptions
    yield from ids(entries, PATH, "MC001")
    lessons = {f"{module.slug}/{lesson.slug}" for module in course.catalogue.modules for lesson in module.lessons}
    for entry in entries:
        if course.catalogue.module(entry.module) is None:
            yield Finding(PATH, entry.line, "MC002", f"'{entry.module}' is no module; correct the slug")
        if entry.repaired not in lessons:
            yield Finding(PATH, entry.line, "MC003", f"'{entry.repaired}' is no lesson; name the one that repairs {entry.id}")
