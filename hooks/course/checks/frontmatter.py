"""What every page says of itself, and the blocks that give it its shape."""

from __future__ import annotations

from collections.abc import Iterator

from course import elements
from course.checks.common import published, with_labs
from course.finding import Finding
from course.load import Course
from course.page import Page

LONGEST = 160
NOT_ON_PAGE = (
    "the front matter has no title; write one",
    "the front matter has no description; write one sentence for search engines",
)
NOT_IN_LAB = (
    "no text cell has a heading of level 1; begin the first with the title, as # Title {#top}",
    'the metadata has no description; write one sentence for search engines, as "course": {"description": "…"}',
)
BLOCKS = frozenset(name for names in elements.BLOCKS.values() for name in names)


def check(course: Course) -> Iterator[Finding]:
    """Every page has a title and a short description, its blocks are known and closed, and a lesson ends in key points."""
    lessons = {f"modules/{module.slug}/{lesson.slug}.md" for module in course.catalogue.modules for lesson in module.lessons}
    for page in published(course):
        if page.path in course.unread:
            continue
        yield from _meta(page, NOT_ON_PAGE)
        if page.source in lessons and not any(block.name == "key-points" for block in page.blocks):
            yield Finding(page.path, 1, "FM006", "the lesson has no key points; end it with a block /// key-points")
    for lab in course.labs.values():
        if lab.path not in course.unread:
            yield from _meta(lab.page, NOT_IN_LAB)
    for page in with_labs(course):
        yield from _blocks(page)


def _meta(page: Page, missing: tuple[str, str]) -> Iterator[Finding]:
    """`missing` says how a title and a description are written where this page is written."""
    if not page.meta.title.strip():
        yield Finding(page.path, 1, "FM001", missing[0])
    if not page.meta.description.strip():
        yield Finding(page.path, 1, "FM002", missing[1])
    elif len(page.meta.description) > LONGEST:
        message = f"the description has {len(page.meta.description)} characters; shorten it to {LONGEST}, more is not shown"
        yield Finding(page.path, page.meta.line, "FM003", message)


def _blocks(page: Page) -> Iterator[Finding]:
    for block in page.blocks:
        if not block.name:
            yield Finding(page.path, block.line, "FM005", "this line closes no block; delete it, or use as many slashes as the opening")
        elif block.name not in BLOCKS:
            yield Finding(page.path, block.line, "FM004", f"'{block.name}' is no block; use one of {', '.join(sorted(BLOCKS))}")
        elif not block.end:
            yield Finding(page.path, block.line, "FM005", f"the block {block.name} is not closed; end it with a line of as many slashes")
