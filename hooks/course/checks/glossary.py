"""The glossary: one word for one thing."""

from __future__ import annotations

from collections.abc import Iterator

from course.checks.common import ids, with_labs
from course.finding import Finding
from course.load import Course
from course.reference import Term

PATH = "modules/glossary.yml"


def check(course: Course) -> Iterator[Finding]:
    """Every term has a definition, no word stands for two terms, and pages link terms that exist."""
    entries = course.glossary.terms
    yield from ids(entries, PATH, "GL001")
    owners: dict[str, Term] = {}
    for entry in entries:
        if not entry.term.strip() or not entry.definition.strip():
            yield Finding(PATH, entry.line, "GL005", f"{entry.id} lacks its term or its definition; write it")
        if (other := owners.get(entry.term.casefold())) and entry.term.strip():
            yield Finding(PATH, entry.line, "GL002", f"'{entry.term}' is already the term of {other.id}; merge the two entries")
        owners.setdefault(entry.term.casefold(), entry)
    for entry in entries:
        for alias in dict.fromkeys(alias.strip().casefold() for alias in entry.aliases.split(";") if alias.strip()):
            other = owners.setdefault(alias, entry)
            if other.id != entry.id:
                yield Finding(PATH, entry.line, "GL004", f"the alias '{alias}' of {entry.id} leads to {other.id} too; keep it in one entry")
    known = {entry.id for entry in entries}
    for page in with_labs(course):
        for link in page.named("term"):
            if link.target not in known:
                yield Finding(page.path, link.line, "GL003", f"'{link.target}' is no term of the glossary; correct the id, or add the term")
