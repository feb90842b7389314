"""The search index of one locale, as a classic script that also loads from file://."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from course import entries, locales
from course.views import Reader

INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060-\u2069]")
BLOCK, INLINE = re.compile(r"</?(?:p|pre|li|ol|ul)>"), re.compile(r"</?(?:code|sub|sup)>")


def publish(site: Path, reader: Reader, entries: Iterable[Mapping[str, str]]) -> None:
    """Write `search/<locale>.js` from the entries that the search plugin made."""
    folder = site / "search"
    folder.mkdir(parents=True, exist_ok=True)
    documents = [*_pages(reader, entries), *_terms(reader)]
    body = json.dumps(documents, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    folder.joinpath(f"{reader.locale}.js").write_text(f"searchDocuments({body});\n", encoding="utf-8")


def _pages(reader: Reader, entries: Iterable[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """The sections of all pages for readers but the search itself; what is not in their language says in which it is.

    Pages for contributors are left out: codes and misconceptions would come up as if they were taught.
    """
    home = "" if reader.locale == locales.SOURCE else f"{reader.locale}/"
    others = tuple(f"{code}/" for code in locales.TRANSLATIONS if code != reader.locale)
    for entry in entries:
        at = entry["location"].removeprefix(home)
        page = at.split("#")[0].removesuffix(".html") + ".md"
        ours = entry["location"].startswith(home) and not entry["location"].startswith(others)
        if ours and page != "search.md" and not reader.page(reader.source(page)).meta.untranslated:
            yield {
                "at": at,
                "title": _plain(entry["title"]),
                "text": _plain(entry["text"]),
                **_language(reader, reader.falls_back(page)),
            }


def _terms(reader: Reader) -> Iterator[dict[str, str]]:
    for entry in entries.terms(reader):
        text = [str(entry["definition"]), str(entry["aliases"] or ""), entry["english"]]
        english = entry["definition"].locale != reader.locale
        yield {
            "at": f"glossary.html#{entry['id']}",
            "title": str(entry["term"]),
            "text": " · ".join(filter(None, text)),
            **_language(reader, english),
        }


def _language(reader: Reader, english: bool) -> dict[str, str]:
    return {"lang": locales.SOURCE} if english and reader.locale != locales.SOURCE else {}


def _plain(text: str) -> str:
    """The text of an entry without the few tags, entities, word separators and marks of direction that are left in it."""
    return " ".join(INVISIBLE.sub("", html.unescape(INLINE.sub("", BLOCK.sub(" ", text)))).split())
