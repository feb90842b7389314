"""The search index of one locale, as a classic script that also loads from file://."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from course import locales


def publish(site: Path, locale: str, entries: Iterable[Mapping[str, str]]) -> None:
    """Write `search/<locale>.js` from the entries that the search plugin made; its own index is not published."""
    home = "" if locale == locales.SOURCE else f"{locale}/"
    others = tuple(f"{code}/" for code in locales.TRANSLATIONS if code != locale)
    documents = [
        {"at": entry["location"].removeprefix(home), "title": entry["title"], "text": entry["text"]}
        for entry in entries
        if entry["location"].startswith(home) and not entry["location"].startswith(others)
    ]
    folder = site / "search"
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("search_index.json").unlink(missing_ok=True)
    body = json.dumps(documents, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    folder.joinpath(f"{locale}.js").write_text(f"searchDocuments({body});\n", encoding="utf-8")
