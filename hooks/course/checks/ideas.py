"""The map of ideas: what is introduced, used and tested where."""

from __future__ import annotations

from collections.abc import Iterator

from course.checks.common import ids
from course.finding import Finding
from course.load import Course
from course.reference import Idea

PATH = "modules/ideas.yml"
KINDS = ("idea", "equation", "method")


def check(course: Course) -> Iterator[Finding]:
    """Every idea is taught before it is used and tested twice, and every lesson teaches one."""
    entries = course.ideas.ideas
    yield from ids(entries, PATH, "ID001")
    order = {place: number for number, place in enumerate(course.catalogue.places())}
    for idea in entries:
        if idea.kind not in KINDS:
            yield _finding(idea, "ID006", f"'{idea.kind}' is no kind; write idea, equation or method")
        yield from _places(idea, order)
        if len(set(idea.tested)) < 2:
            yield _finding(idea, "ID004", f"{idea.id} is tested in {len(set(idea.tested))} place; test it in two")
    met = {place for idea in entries for place in (idea.introduced, *idea.used)}
    for module in course.catalogue.modules if entries else ():
        for lesson in module.lessons:
            if f"{module.slug}/{lesson.slug}" not in met:
                message = f"no idea is introduced or used in {module.slug}/{lesson.slug}; add it to {PATH}, or drop the lesson"
                yield Finding("modules/course.yml", lesson.line, "ID005", message)


def _places(idea: Idea, order: dict[str, int]) -> Iterator[Finding]:
    start = order.get(idea.introduced)
    if start is None:
        yield _finding(idea, "ID002", f"'{idea.introduced}' is no place in the catalogue; write module/lesson")
    for verb, places in (("used", idea.used), ("tested", idea.tested)):
        for place in places:
            if place not in order:
                yield _finding(idea, "ID002", f"'{place}' is no place in the catalogue; write module/lesson, module/lab or module/quiz")
            elif start is not None and order[place] < start:
                yield _finding(idea, "ID003", f"{idea.id} is {verb} in {place}, before {idea.introduced} introduces it; move one of them")


def _finding(idea: Idea, code: str, message: str) -> Finding:
    return Finding(PATH, idea.line, code, message)
