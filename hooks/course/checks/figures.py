"""Drawings: words that can be translated, colours that follow the reader's view, nothing from outside."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator

from course import address, figure
from course.checks.common import with_labs
from course.figure import SVG, Figure
from course.finding import Finding
from course.load import Course

PAINTS = ("fill", "stroke", "color", "stop-color", "flood-color", "lighting-color")
FREE = re.compile(r"none|currentcolor|inherit|transparent|context-fill|context-stroke|var\(--.*|url\(#.*", re.IGNORECASE)
OUTSIDE = re.compile(r"url\((?!#)")
FOREIGN = frozenset({"script", "style", "foreignObject", "iframe", "image"})


def check(course: Course) -> Iterator[Finding]:
    """A drawing has a title, a description, translatable words and a viewBox, takes its colours from classes and is shown."""
    shown = {address.resolve(page.path, image.target) for page in with_labs(course) for image in page.images}
    for path, drawing in course.figures.items():
        if "/figures/" not in path:
            continue
        if path not in shown:
            yield Finding(path, 1, "FG008", "no page shows this drawing; show it, or delete it")
        if drawing.source:
            yield from (Finding(path, line, code, message) for code, line, message in _problems(drawing))
    for page in with_labs(course):
        for image in page.images:
            if not image.text.strip():
                yield Finding(page.path, image.line, "FG010", f"{image.target} has no words for those who cannot see it; write ![words](…)")


def _problems(drawing: Figure) -> Iterator[tuple[str, int, str]]:
    root = ElementTree.fromstring(drawing.source)
    if root.tag != f"{SVG}svg":
        yield "FG004", 1, 'the file is no SVG; begin it with <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360">'
        return
    for text in figure.unnamed(root):
        said = " ".join(text.split())
        yield "FG002", figure.line(drawing.source, f">{text}<"), f"'{said}' cannot be translated; give it an id, or class=\"sym\""
    for name in ("title", "desc"):
        if not any("".join(node.itertext()).strip() for node in root.findall(f"{SVG}{name}")):
            yield "FG003", 1, f"the drawing has no <{name}>; write it as one of the first elements"
    if figure.box(root) is None:
        yield "FG004", 1, 'the drawing has no viewBox of four numbers; write viewBox="0 0 640 360"'
    if root.get("width") or root.get("height"):
        yield "FG005", 1, "width and height are fixed; delete them, the viewBox is enough"
    for name, number in Counter(node.attrib["id"] for node in root.iter() if node.get("id")).items():
        if number > 1:
            yield "FG009", figure.line(drawing.source, f'id="{name}"'), f"the id '{name}' stands here {number} times; choose others"
    for node in root.iter():
        yield from _node(node, drawing.source)


def _node(node: ElementTree.Element, source: str) -> Iterator[tuple[str, int, str]]:
    name = str(node.tag).rpartition("}")[2]
    if name in FOREIGN:
        yield "FG006", figure.line(source, f"<{name}"), f"<{name}> has no place in a drawing; delete it"
    for attribute, value in node.items():
        key = attribute.rpartition("}")[2]
        if key.startswith("on") or (key == "href" and not value.startswith("#")) or OUTSIDE.search(value):
            yield "FG006", figure.line(source, value), f"{key} reaches out of the drawing; delete it"
        for paint, colour in _paints(key, value):
            if not FREE.fullmatch(colour):
                yield "FG007", figure.line(source, value), f"{paint} is fixed to {colour}, which the dark view cannot change; use a class"


def _paints(key: str, value: str) -> Iterator[tuple[str, str]]:
    pairs = [(key, value)] if key in PAINTS else []
    if key == "style":
        pairs = [(name.strip(), colour) for name, _, colour in (part.partition(":") for part in value.split(";"))]
    return ((name, colour.strip()) for name, colour in pairs if name in PAINTS and colour.strip())
