"""What a page loads by itself, so that no reader is told to another host."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

SOURCES = ("src", "poster", "background")
LISTS = ("srcset", "imagesrcset")
DRAWN = frozenset({"use", "image", "feimage"})
LOADED_BY_LINK = frozenset({"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"})
STYLED = re.compile(r"""(?:url\(\s*|@import\s+)["']?\s*([^"')\s;]+)""", re.IGNORECASE)
CALLED = re.compile(
    r"""(?:\b(?:fetch|import|importScripts|sendBeacon|WebSocket|EventSource|Worker)\s*\(\s*|\bopen\s*\(\s*["'`]\w+["'`]\s*,\s*"""
    r"""|\b(?:from|import)\s*|\.(?:src|srcset)\s*=\s*)["'`]((?:https?:|wss?:)?//[^"'`\s]+)"""
)
FOREIGN = ("http:", "https:", "//", "ws:", "wss:")


def loaded(tag: str, attributes: Mapping[str, str | None], text: str = "") -> Iterator[str]:
    """Every address that an element loads when the page is shown; `text` is what a style sheet or script holds."""
    given = {name.lower(): (value or "").strip() for name, value in attributes.items()}
    tag = tag.lower()
    yield from (given[name] for name in SOURCES if name in given)
    for name in LISTS:
        yield from (entry.split()[0] for entry in given.get(name, "").split(",") if entry.strip())
    if tag == "object" and "data" in given:
        yield given["data"]
    if tag in DRAWN or (tag == "link" and LOADED_BY_LINK.intersection(given.get("rel", "").lower().split())):
        yield from (given[name] for name in ("href", "xlink:href") if name in given)
    yield from styled(given.get("style", ""))
    if tag == "style":
        yield from styled(text)
    if tag == "script":
        yield from called(text)


def styled(text: str) -> Iterator[str]:
    return (match[1] for match in STYLED.finditer(text))


def called(text: str) -> Iterator[str]:
    """Only what a script certainly asks another host for: names such as that of SVG are addresses too."""
    return (match[1] for match in CALLED.finditer(text))


def foreign(target: str) -> bool:
    return target.lower().startswith(FOREIGN)
