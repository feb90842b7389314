"""Markup that is not closed or does not keep to its form."""

from __future__ import annotations

from collections.abc import Iterator

from course.checks.common import cell, current_units, with_labs
from course.finding import Finding
from course.load import Course
from course.page import Page

SAYS = {
    "fence": ("FM005", "the fence is not closed; end it with a line of as many signs"),
    "comment": ("FM005", "the comment is not closed; end it with -->"),
    "formula": ("MA001", "'{}' makes no formula; write $x$ without spaces inside, or \\$ for the sign"),
    "display": (
        "MA001",
        "a formula in {} is set apart; put it at the start of a line, with an empty line before and after it and none inside",
    ),
    "citation": ("CI001", "'{}' is no citation; write [@key, place]"),
    "key": ("CI001", "'{}' is no citation without brackets; write [@key, place]"),
    "link": ("LK007", "'{}' is no link; write [text](target), without spaces before or in the target"),
    "table": ("FM007", "'{}' makes no table; give this line as many parts as the line above it has cells"),
    "list": (
        "FM007",
        "'{}' leaves its list; write 1. or -, four spaces for each level, and an empty line after a point of several parts",
    ),
}


def check(course: Course) -> Iterator[Finding]:
    """What looks like a formula, citation, link, table, list, fence or comment is one for every reader."""
    for prose in with_labs(course):
        for line, code, message in _wrong(prose, course):
            yield Finding(prose.path, line, code, message)
    for path, _, unit in current_units(course, unclosed=True):
        if pages := cell(unit, path):
            yield from (Finding(path, unit.line, code, message) for _, code, message in _wrong(pages[0], course))


def _wrong(prose: Page, course: Course) -> Iterator[tuple[int, str, str]]:
    for left in [prose.unclosed] if prose.unclosed else prose.leftovers:
        if left.kind != "key" or left.text in course.references:
            code, message = SAYS[left.kind]
            yield left.line, code, message.format(left.text)
