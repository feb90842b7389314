"""Entries of glossary, limits and notation, as one reader sees them: in their lists, and in place on a page."""

from __future__ import annotations

from typing import Any

from course import alphabet, formula, inline, locales
from course.page import Page
from course.reference import Limit, Symbol
from course.views import Reader
from course.words import Text

GLOSSARY, NOTATION, LIMITS = "modules/glossary.yml", "modules/notation.yml", "modules/limits.yml"


def term(reader: Reader, name: str) -> dict[str, Text]:
    """Name and definition of an entry of the glossary, by id."""
    say = reader.words(GLOSSARY)
    return {"term": say(f"terms.{name}.term"), "definition": say(f"terms.{name}.definition")}


def terms(reader: Reader) -> list[dict[str, Any]]:
    """The whole glossary, in the order of the locale's letters."""
    say = reader.words(GLOSSARY)
    views = [
        {
            "id": entry.id,
            **term(reader, entry.id),
            "english": entry.term,
            "aliases": say(f"terms.{entry.id}.aliases") if entry.aliases else None,
        }
        for entry in reader.course.glossary.terms
    ]
    return sorted(views, key=lambda view: alphabet.sort_key(str(view["term"]), reader.locale))


def terms_of(reader: Reader, page: Page) -> list[dict[str, Any]]:
    """The glossary entries that a page links, for reading them in place."""
    known = {entry.id for entry in reader.course.glossary.terms}
    names = dict.fromkeys(link.target for link in page.named("term") if link.target in known)
    return [{"id": name, **term(reader, name)} for name in names]


def limit(reader: Reader, name: str) -> dict[str, Any] | None:
    """A limit by id, its words, value and unit as the reader writes them; None when there is none."""
    entry = next((entry for entry in reader.course.limits.limits if entry.id == name), None)
    return _limit(reader, entry) if entry else None


def _limit(reader: Reader, entry: Limit) -> dict[str, Any]:
    say = reader.words(LIMITS)
    return {
        "limit": entry,
        "value": reader.number(entry.value),
        "unit": reader.unit(entry.unit),
        "regime": say(f"regimes.{entry.regime}.name"),
        "substance": say(f"substances.{entry.substance}.name"),
        "medium": say(f"media.{entry.medium}.name"),
        "use": say(f"uses.{entry.use}.name") if entry.use else None,
        "note": say(f"limits.{entry.id}.note") if entry.note else None,
        "year": entry.date[:4],
        "source": reader.course.references.get(entry.source),
    }


def limits(reader: Reader) -> list[dict[str, Any]]:
    """All limits by regime in the order of the file, and in a regime by the text that sets them."""
    say = reader.words(LIMITS)
    views = [_limit(reader, entry) for entry in reader.course.limits.limits]
    regimes = []
    for regime in reader.course.limits.regimes:
        tables: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        for view in views:
            entry: Limit = view["limit"]
            if entry.regime == regime.id:
                tables.setdefault((entry.source, entry.date, entry.review), []).append(view)
        note = say(f"regimes.{regime.id}.note") if regime.note else None
        regimes.append({"id": regime.id, "name": say(f"regimes.{regime.id}.name"), "note": note, "tables": list(tables.values())})
    return regimes


def symbol(reader: Reader, name: str) -> dict[str, Any] | None:
    """A symbol of the notation by id; None when there is none."""
    entry = next((entry for entry in reader.course.notation.symbols if entry.id == name), None)
    return _symbol(reader, entry) if entry else None


def _symbol(reader: Reader, entry: Symbol) -> dict[str, Any]:
    say = reader.words(NOTATION)
    note = say(f"symbols.{entry.id}.note") if entry.note else None
    return {
        "id": entry.id,
        "mathml": formula.mathml(entry.tex, False) if formula.problem(entry.tex, False) is None else entry.tex,
        "name": say(f"symbols.{entry.id}.name"),
        "note": note,
        "note_html": inline.html(note.text, lambda _: "", locales.LOCALES[note.locale], reader.course.units) if note else "",
        "unit": "" if entry.unit == "1" else reader.unit(entry.unit),
        "modules": [(reader.course.catalogue.number(slug), slug) for slug in entry.modules if reader.course.catalogue.module(slug)],
    }


def symbols(reader: Reader) -> list[dict[str, Any]]:
    """The whole notation, in the order of the file."""
    return [_symbol(reader, entry) for entry in reader.course.notation.symbols]
