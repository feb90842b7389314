"""Pages about land that may hold explosive remnants."""

from __future__ import annotations

from collections.abc import Iterator

from course import locales
from course.checks.common import with_labs
from course.finding import Finding
from course.load import Course
from course.page import Page

FIELDS = {
    "modules/conflict-explosives/": "the module is about land that may hold explosive remnants",
    "modules/csm-preliminary/": "the walkover is the first time that somebody wants to enter the land",
    "modules/sampling-design/": "a sampling plan sends people to each of its points",
    "modules/safe-fieldwork/": "the module is about working in the field",
    "modules/cases/zelenyi-hai.": "the farm of the case was shelled",
}
"""Where a page's path begins, and why it must carry the safety line."""


def check(course: Course) -> Iterator[Finding]:
    """A page about such land says so in its front matter and carries the safety line; a lab has no front matter."""
    for page in with_labs(course):
        english = course.pages.get(page.source, page)
        reason, lab = reason_for(page.path), page.path in course.labs
        if reason and page is english and not (page.meta.fields or lab):
            yield Finding(page.path, 1, "SF002", f"{reason}; write `fields: true` into the front matter and the block /// safety")
        elif page is english and not page.meta.fields and (translations := _marked(page, course)):
            message = (
                f"the page does not say `fields: true`, and its translations do ({', '.join(translations)}); write it here, or nowhere"
            )
            yield Finding(page.path, 1, "SF002", message)
        elif (english.meta.fields or (lab and reason)) and not _says_it(page):
            yield Finding(
                page.path, 1, "SF001", "the page is about dangerous land and has no safety line; write it into a block /// safety"
            )


def _marked(page: Page, course: Course) -> list[str]:
    """The languages in which an English page says that it is about such land."""
    paths = {locale: locales.localised(page.path, locale) for locale in locales.TRANSLATIONS}
    return [locale for locale, path in paths.items() if path in course.pages and course.pages[path].meta.fields]


def reason_for(path: str) -> str:
    """Why the page must carry the safety line; empty when it need not."""
    return next((reason for start, reason in FIELDS.items() if path.startswith(start)), "")


def _says_it(page: Page) -> bool:
    said = [text.line for text in page.prose if text.text.strip()]
    return any(block.name == "safety" and any(block.line < line < block.end for line in said) for block in page.blocks)
