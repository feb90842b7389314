"""Citations: the sources that pages and limits name."""

from __future__ import annotations

from collections.abc import Iterator

from course.checks.common import with_labs
from course.finding import Finding
from course.load import Course

PATH = "modules/references.bib"


def check(course: Course) -> Iterator[Finding]:
    """Every key that a page or a limit cites stands in the bibliography."""
    for page in with_labs(course):
        for citation in page.citations:
            if citation.key not in course.references:
                yield Finding(page.path, citation.line, "CI001", f"'{citation.key}' is not in {PATH}; correct the key, or add the source")
    for limit in course.limits.limits:
        if limit.source not in course.references:
            message = f"the source '{limit.source}' of {limit.id} is not in {PATH}; correct the key, or add the source"
            yield Finding("modules/limits.yml", limit.line, "CI002", message)
