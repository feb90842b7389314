"""The shared ground of all modules: ideas, misconceptions, limits, notation, units, glossary, bibliography."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from pybtex import errors
from pybtex.bibtex.utils import split_name_list
from pybtex.database import BibliographyData, BibliographyDataError, Entry, Person, parse_string
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from course.finding import Finding

LATEX = re.compile(r"[\\$~`]|''|--")
TWICE = re.compile(r"entry with key (.+) has a duplicate (.+) field")


@dataclass(frozen=True, slots=True)
class Idea:
    id: str
    kind: str
    """`idea`, `equation` or `method`."""
    name: str
    introduced: str
    used: tuple[str, ...]
    tested: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Ideas:
    ideas: tuple[Idea, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class Misconception:
    id: str
    module: str
    think: str
    why: str
    repaired: str
    line: int


@dataclass(frozen=True, slots=True)
class Misconceptions:
    misconceptions: tuple[Misconception, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class Name:
    """A regime, medium, use or substance."""

    id: str
    name: str
    line: int
    note: str = ""
    cas: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    id: str
    regime: str
    substance: str
    medium: str
    value: str
    unit: str
    source: str
    date: str
    """Of the text that sets it, ISO 8601."""
    review: str
    """By when somebody must look again, ISO 8601."""
    basis: str
    """`read` or `certain`."""
    line: int
    use: str = ""
    note: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    regimes: tuple[Name, ...] = ()
    media: tuple[Name, ...] = ()
    uses: tuple[Name, ...] = ()
    substances: tuple[Name, ...] = ()
    limits: tuple[Limit, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class Symbol:
    id: str
    tex: str
    name: str
    unit: str
    modules: tuple[str, ...]
    line: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Notation:
    symbols: tuple[Symbol, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class UnitSymbol:
    id: str
    line: int
    symbols: Mapping[str, str] | None = None
    """Locale → symbol, where it differs from the international one."""


@dataclass(frozen=True, slots=True)
class Units:
    units: tuple[UnitSymbol, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class Term:
    id: str
    term: str
    definition: str
    line: int
    aliases: str = ""


@dataclass(frozen=True, slots=True)
class Glossary:
    terms: tuple[Term, ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class Reference:
    """One source, ready to print."""

    key: str
    kind: str
    names: tuple[str, ...]
    """Family names, or the name of an institution."""
    authors: tuple[str, ...]
    """As printed in the list: `Freeze, R. A.`."""
    more: bool
    """There are others, whom the bibliography does not name."""
    year: str
    title: str
    container: str
    """Journal, book, series or publisher."""
    details: str
    """Volume, number, pages."""
    doi: str
    url: str
    note: str
    line: int

    @property
    def short(self) -> str:
        """`Freeze & Cherry 1979`, as a reader expects it in a text."""
        names = self.names
        who = " & ".join(names) if len(names) < 3 and not self.more else f"{names[0]} et al."
        return f"{who} {self.year}".strip()


def parse_bibliography(text: str, path: str) -> tuple[dict[str, Reference], list[Finding]]:
    """Read a BibTeX file: references by key, and everything that is wrong with it."""
    starts = {
        source.split("{", 1)[1].strip().rstrip(",").lower(): number
        for number, source in enumerate(text.splitlines(), 1)
        if source.startswith("@") and "{" in source
    }
    with errors.capture() as problems:
        database: BibliographyData = parse_string(text, "bibtex", person_fields=())
    findings = [_bibliography_finding(problem, starts, path) for problem in problems]
    unread = any(finding.code == "BB001" for finding in findings)
    references = {}
    for key, entry in database.entries.items():
        line = starts.get(key.lower(), 1)
        with errors.capture() as problems:
            references[key] = _reference(key, entry, line)
        message = f"{key}: {{}}; write each name as Family, Given, and `and` between two names"
        if not unread:  # else what an open brace has swallowed may be taken for a name
            findings += [Finding(path, line, "BB003", message.format(problem)) for problem in problems]
    return references, findings


def _bibliography_finding(problem: PybtexError, starts: Mapping[str, int], path: str) -> Finding:
    if match := TWICE.fullmatch(str(problem)):
        return Finding(path, starts.get(match[1].lower(), 1), "BB003", f"{match[1]}: {match[2]} stands here twice; keep one")
    if isinstance(problem, BibliographyDataError):
        key = str(problem).rpartition(" ")[2]
        message = f"the key '{key}' stands here twice, large and small letters alike; choose another"
        return Finding(path, starts.get(key.lower(), 1), "BB002", message)
    line = getattr(problem, "lineno", None) or 1
    return Finding(path, line, "BB001", f"not readable as BibTeX ({problem}); check braces and commas near this line")


def _reference(key: str, entry: Entry, line: int) -> Reference:
    fields = {name.lower(): _plain(value) for name, value in entry.fields.items()}
    names = split_name_list(entry.fields.get("author") or entry.fields.get("editor") or "")
    more = len(names) > 1 and names[-1] == "others"
    persons = [Person(name) for name in (names[:-1] if more else names)]
    series = fields.get("journal") or fields.get("booktitle") or fields.get("series")
    place = fields.get("publisher") or fields.get("institution") or fields.get("organization") or fields.get("howpublished")
    volume = fields.get("volume", "") + (
        f"({fields['number']})" if fields.get("number") and fields.get("volume") else fields.get("number", "")
    )
    return Reference(
        key=key,
        kind=entry.type,
        names=tuple(_plain(" ".join(person.prelast_names + person.last_names)) for person in persons),
        authors=tuple(_author(person) for person in persons),
        more=more,
        year=fields.get("year", ""),
        title=fields.get("title", ""),
        container=", ".join(dict.fromkeys(part for part in (series, place) if part)),
        details=", ".join(part for part in (volume, fields.get("pages", "")) if part),
        doi=_address(entry.fields.get("doi", "")),
        url=_address(entry.fields.get("url", "")),
        note=fields.get("note", ""),
        line=line,
    )


def _author(person: Person) -> str:
    family = _plain(" ".join(person.prelast_names + person.last_names))
    initials = " ".join(f"{_plain(name)[:1]}." for name in person.first_names + person.middle_names)
    return f"{family}, {initials}" if initials else family


def _plain(value: str) -> str:
    """LaTeX as text: accents, dashes and signs are letters, protecting braces are gone."""
    if LATEX.search(value):  # decoding is slow, and few entries need it
        value = re.sub(r"(?<!\\)%", r"\%", value)  # a bare one begins a comment in LaTeX, a percentage here
        with suppress(UnicodeError):  # a stroke at the end stays; a check speaks of it
            value = str(Text.from_latex(value))
    return " ".join(value.replace("{", "").replace("}", "").split())


def _address(value: str) -> str:
    """Without the strokes that LaTeX wants before some signs; dashes and tildes are meant as they stand."""
    return re.sub(r"\\([_%&#~])", r"\1", value)
