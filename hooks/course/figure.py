"""A drawing: SVG with real text, which is put into the page in the reader's language.

Its words are the `<title>`, the `<desc>` and every `<text>` or `<tspan>` with an `id`; text that is the same in
all locales (symbols, numbers) carries `class="sym"`. Keys are `<name>.title`, `<name>.desc`, `<name>.<id>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree import ElementTree

from course.finding import Finding
from course.words import Text, Words

SVG = "{http://www.w3.org/2000/svg}"
SIZE = ("640", "360")
"""Of a drawing that does not say its own."""
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
WORDS = (f"{SVG}text", f"{SVG}tspan")
_POINTS = re.compile(r"url\(#")
ElementTree.register_namespace("", SVG[1:-1])


@dataclass(frozen=True, slots=True)
class Figure:
    path: str
    source: str
    texts: Mapping[str, tuple[str, int]]
    """Key → (English, line)."""

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).stem

    @property
    def folder(self) -> str:
        return str(PurePosixPath(self.path).parent)


def parse(source: str, path: str) -> tuple[Figure, list[Finding]]:
    """Read a drawing, and what is wrong with it as a file."""
    empty = Figure(path, "", {})
    if "<!DOCTYPE" in source or "<!ENTITY" in source:
        return empty, [Finding(path, 1, "FG001", "a DOCTYPE or entity has no place in a drawing; delete it")]
    try:
        root = ElementTree.fromstring(source)
    except ElementTree.ParseError as error:
        return empty, [Finding(path, error.position[0], "FG001", f"not readable as XML ({error}); close every tag and quote")]
    name = PurePosixPath(path).stem
    return Figure(path, source, {f"{name}.{key}": (_said(node), _line_of(source, key)) for key, node in _units(root)}), []


def _units(root: ElementTree.Element) -> Iterator[tuple[str, ElementTree.Element]]:
    for node in root.iter():
        if node.tag in (f"{SVG}title", f"{SVG}desc"):
            yield node.tag.removeprefix(SVG), node
        elif node.tag in WORDS and node.get("id"):
            yield node.attrib["id"], node


def unnamed(root: ElementTree.Element) -> Iterator[str]:
    """Texts that no translator can reach, as they stand in the file: in nothing that has an id or is marked as a symbol."""
    for node in root.iter(f"{SVG}text"):
        yield from _unnamed(node)


def _unnamed(node: ElementTree.Element) -> Iterator[str]:
    if node.tag in WORDS and (node.get("id") or node.get("class") == "sym"):
        return
    yield from (text for text in (node.text, *(child.tail for child in node)) if text and text.strip())
    for child in node:
        yield from _unnamed(child)


def box(root: ElementTree.Element) -> list[str] | None:
    """Left, top, width and height of a drawing as its viewBox says them; None when it says no four numbers."""
    numbers = re.split(r"[,\s]+", root.get("viewBox", "").strip())
    return numbers if len(numbers) == 4 and all(map(NUMBER.fullmatch, numbers)) else None


def make_unique(root: ElementTree.Element, prefix: str) -> None:
    """Put a prefix before every id of a drawing and wherever one is pointed at, so that it can share a page with others."""
    for node in root.iter():
        for name, value in node.items():
            if name == "id":
                node.set(name, prefix + value)
            elif name.rpartition("}")[2] == "href" and value.startswith("#"):
                node.set(name, f"#{prefix}{value[1:]}")
            else:
                node.set(name, _POINTS.sub(f"url(#{prefix}", value))


def localise(figure: Figure, words: Words) -> tuple[str, Text]:
    """(SVG for a page, its title) with the words of a locale; ids made unique to the drawing."""
    root = ElementTree.fromstring(figure.source)
    prefix = f"fig-{figure.name}-"
    title = Text("", words.locale)
    for key, node in list(_units(root)):
        text = words(f"{figure.name}.{key}")
        node.text = text.text
        for child in list(node):
            node.remove(child)
        if text.locale != words.locale:
            node.set("lang", text.locale)
        if key in ("title", "desc"):
            node.set("id", key)
        if key == "title":
            title = text
    make_unique(root, prefix)
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}title {prefix}desc")
    width, height = (box(root) or SIZE)[-2:]
    root.set("width", width)
    root.set("height", height)
    return ElementTree.tostring(root, encoding="unicode"), title


def _said(node: ElementTree.Element) -> str:
    return " ".join("".join(node.itertext()).split())


def line(source: str, fragment: str) -> int:
    """Line on which a fragment of the file first stands; 1 when it does not."""
    return source.count("\n", 0, max(source.find(fragment), 0)) + 1


def _line_of(source: str, key: str) -> int:
    match = re.search(rf'<{key}[ >]|id="{re.escape(key)}"', source)
    return source.count("\n", 0, match.start()) + 1 if match else 1
