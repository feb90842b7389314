"""What a lab draws and tabulates, made fit for a page: real text in the reader's language, the page's font and colours.

A plot is the SVG that matplotlib writes with `svg.fonttype: none`; it leaves here without fonts, styles and ids of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from course import tables
from course.figure import make_unique
from course.words import Text

Say = Callable[[str], Text]
SVG, LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
DESCRIPTION = "{http://purl.org/dc/elements/1.1/}description"
COLOURS = {
    "#ffffff": "ground", "#22201c": "ink", "#5c564c": "muted", "#0f5e76": "accent", "#8d877c": "line", "#e3dfd8": "hairline",
    "#2f7fb5": "water", "#d3e6f2": "saturated", "#b3261e": "plume", "#8a5a2b": "soil", "#ecd9b0": "sand", "#c9b29b": "clay",
    "#2e6b34": "ok", "#8a5200": "warn", "#0072b2": "series-1", "#d55e00": "series-2", "#00795a": "series-3", "#b0508a": "series-4",
}  # fmt: skip
"""The colours that plots are drawn with, and the variable of the page for each: dark mode changes the variable."""
TEXT_STYLE = {"font-size": r"font(?:-size)?:[^;]*?([\d.]+)px", "text-anchor": r"text-anchor: *(\w+)", "fill": r"fill: *(#\w+)"}
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
_POINTED = re.compile(r"url\(#([^)]+)\)")
_DECIMALS = re.compile(r"-?\d+\.\d{2,}")
ElementTree.register_namespace("", SVG[1:-1])


def described(svg: str) -> tuple[str, str]:
    """(title, description) of a drawing; empty when it has none. What is no drawing is a ParseError."""
    root = ElementTree.fromstring(svg)
    descriptions = [node.text or "" for node in root.iter(DESCRIPTION)]
    return root.findtext(f"{SVG}title") or "", descriptions[0] if descriptions else ""


def shown(svg: str) -> Iterator[str]:
    """Every text that a reader of the drawing gets."""
    yield from (text for text in described(svg) if text)
    for node in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        if text := said(node):
            yield text


def tell_plot(svg: str, say: Say, prefix: str, rtl: bool) -> str:
    """The drawing for a page. `prefix` makes its ids unique there."""
    title, description = described(svg)
    root = ElementTree.fromstring(svg)
    for unwanted in (f"{SVG}metadata", f"{SVG}title"):
        for node in root.findall(unwanted):
            root.remove(node)
    for node in root.iter(f"{SVG}text"):
        _tell_text(node, say, rtl)
    _strip(root)
    make_unique(root, prefix)
    for place, (name, text) in enumerate((("title", title), ("desc", description))):
        node = ElementTree.Element(f"{SVG}{name}", {"id": f"{prefix}{name}"})
        node.text = say(text).text
        root.insert(place, node)
    width, height = root.attrib["width"].removesuffix("pt"), root.attrib["height"].removesuffix("pt")
    root.attrib |= {"width": width, "height": height, "role": "img", "direction": "ltr", "aria-labelledby": f"{prefix}title {prefix}desc"}
    return re.sub(r">\s+<", "><", ElementTree.tostring(root, encoding="unicode"))


def _tell_text(node: ElementTree.Element, say: Say, rtl: bool) -> None:
    style = node.attrib.pop("style", "")
    for attribute, pattern in TEXT_STYLE.items():
        if match := re.search(pattern, style):
            node.set(attribute, match[1])
    if re.fullmatch(r"rotate\(-?0 .*\)", node.get("transform", "")):
        del node.attrib["transform"]
    if len(node) == 0 and (text := said(node)):
        told = say(text)
        node.text = told.text
        if rtl and told.locale not in ("", "en"):
            node.text = f"\u2067{told.text}\u2069"  # the anchor stays, the words run the other way


def _strip(root: ElementTree.Element) -> None:
    """Away with styles and with ids that nothing points at; variables for colours; one decimal is enough."""
    used = {match[1] for node in root.iter() for value in node.attrib.values() for match in _POINTED.finditer(value)}
    used |= {node.attrib[LINK].lstrip("#") for node in root.iter() if LINK in node.attrib}
    for parent in list(root.iter()):
        for node in list(parent):
            if node.tag == f"{SVG}style" or node.get("style") == "fill: none":
                parent.remove(node)
    for node in root.iter():
        if LINK in node.attrib:
            node.set("href", node.attrib.pop(LINK))
        if node.get("id") and node.attrib["id"] not in used:
            del node.attrib["id"]
        for name, value in node.items():
            node.set(name, _value(name, value))


def _value(name: str, value: str) -> str:
    if name in ("style", "fill", "stroke"):
        return _COLOUR.sub(lambda match: f"var(--{COLOURS[match[0]]})" if match[0] in COLOURS else match[0], value)
    if name in ("d", "x", "y", "width", "height", "transform", "points"):
        return " ".join(_DECIMALS.sub(lambda match: f"{float(match[0]):.1f}".removesuffix(".0"), value).split())
    return value


def cells(html: str) -> list[ElementTree.Element]:
    """The cells of a table as pandas writes it. What is no table is a ParseError."""
    return [node for node in ElementTree.fromstring(html).iter() if node.tag in ("th", "td")]


def tell_table(html: str, say: Say) -> str:
    """The table for a page: nothing left but its structure."""
    root = ElementTree.fromstring(html)
    for node in root.iter():
        node.attrib.clear()
        if node.tag in ("th", "td") and (text := said(node)):
            node.text = say(text).text
    for cell in root.iterfind("thead/tr/th"):
        cell.set("scope", "col")
    tables.mark(root)
    return ElementTree.tostring(root, encoding="unicode")


def said(node: ElementTree.Element) -> str:
    return " ".join("".join(node.itertext()).split())
