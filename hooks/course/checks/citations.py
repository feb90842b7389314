"""Citations: the sources that pages and limits name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from course.checks.common import with_labs
from course.finding import Finding
from course.load import Course
from course.reference import Reference

PATH = "modules/references.bib"
DOI = re.compile(r"10\.[0-9.]+/\S+")
LATEX = re.compile(r"\\\S*")


def check(course: Course) -> Iterator[Finding]:
    """Every key that a page or a limit cites stands in the bibliography, whose entries can be printed."""
    for reference in course.references.values():
        for message in _misprints(reference):
            yield Finding(PATH, reference.line, "BB003", f"{reference.key}: {message}")
    for page in with_labs(course):
        for citation in page.citations:
            if citation.key not in course.references:
                yield Finding(page.path, citation.line, "CI001", f"'{citation.key}' is not in {PATH}; correct the key, or add the source")
    for limit in course.limits.limits:
        if limit.source not in course.references:
            message = f"the source '{limit.source}' of {limit.id} is not in {PATH}; correct the key, or add the source"
            yield Finding("modules/limits.yml", limit.line, "CI002", message)


def _misprints(reference: Reference) -> Iterator[str]:
    """What would be wrong in the list of sources."""
    if not reference.title:
        yield "there is no title; write one"
    if reference.doi and not DOI.fullmatch(reference.doi):
        yield f"'{reference.doi}' is no DOI; write it without an address before it, as 10.1007/978-94-007-4470-7"
    if reference.url and not reference.url.startswith(("https://", "http://")):
        yield f"'{reference.url}' is no address of the web; begin with https://"
    for text in (*reference.authors, reference.year, reference.title, reference.container, reference.details):
        if match := LATEX.search(text):
            yield f"'{match[0]}' would be printed as it stands; write the letter itself"
