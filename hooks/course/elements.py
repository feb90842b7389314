"""What stands on a page, read from Markdown: headings, links, formulas, citations, blocks, text, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import islice, pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

HEADING_ID = re.compile(r"\{\s*#([A-Za-z][\w-]*)[^{}]*\}\s*$")
ATTRIBUTES = re.compile(r"\{[:#. ][^{}\n]*\}")
ATTRIBUTE_ID = re.compile(r"#([A-Za-z][\w:.-]*)")
CITATION = re.compile(r"\[(@[^\[\]\n]+)\]")
REFERENCE = re.compile(r"\[[^\[\]\n]+\]\[([^\[\]\n]*)\]")
BLOCKS = {"admonition": ("safety", "key-points", "example", "note"), "details": ("teach", "solution")}
"""Kind → the blocks of it that writers may use: what stands open, and what is folded."""
BLOCK = re.compile(r"^ {0,3}(/{3,})[ \t]*(\S.*)?$")


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    id: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    target: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Formula:
    tex: str
    display: bool
    line: int


@dataclass(frozen=True, slots=True)
class Citation:
    key: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """`/// safety`, `/// key-points`, `/// example | Title`, `/// teach`; without a name, a closing that closes nothing."""

    name: str
    line: int
    title: str = ""
    end: int = 0
    """Line of its closing; 0 when there is none."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening tag of raw HTML."""

    name: str
    attributes: Mapping[str, str]
    line: int
    text: str = ""
    """What a style sheet or script holds."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text of one paragraph, heading or table cell, line by line: no code, no formulas, no links' targets."""

    text: str
    line: int
    table: bool = False


_markdown = MarkdownIt("commonmark", {"html": True}).enable(["table"]).use(dollarmath_plugin, allow_space=False, double_inline=True)
_markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # the check of links decides


def lines(body: str) -> list[str]:
    """The lines of a body; those that open and close blocks are emptied."""
    return ["" if BLOCK.match(line) else line for line in body.split("\n")]


def tokens(lines: list[str]) -> list[Token]:
    return _markdown.parse("\n".join(lines))


def flatten(tree: list[Token], first_line: int) -> Iterator[tuple[Token, int]]:
    """Every token, children too, with its line in the file."""
    for token in tree:
        line = (token.map[0] if token.map else 0) + first_line
        yield token, line
        for child in token.children or ():
            yield child, line
            line += 1 if child.type in ("softbreak", "hardbreak") else child.content.count("\n")


def code_lines(tree: list[Token]) -> frozenset[int]:
    """Numbers, from 0, of the lines of fences and of indented code."""
    return frozenset(line for token in tree if token.type in ("fence", "code_block") and token.map for line in range(*token.map))


def headings(tree: list[Token], first_line: int) -> Iterator[Heading]:
    for opening, inline in pairwise(tree):
        if opening.type == "heading_open" and opening.map:
            match = HEADING_ID.search(inline.content)
            text = inline.content[: match.start()] if match else inline.content
            yield Heading(int(opening.tag[1]), match[1] if match else "", " ".join(text.split()), opening.map[0] + first_line)


def links(flat: list[tuple[Token, int]]) -> Iterator[Link]:
    for position, (token, line) in enumerate(flat):
        if token.type == "link_open":
            words = []
            for child, _ in islice(flat, position + 1, None):
                if child.type == "link_close":
                    break
                words.append(child.content)
            yield Link(str(token.attrs["href"]), "".join(words), line)


def images(flat: list[tuple[Token, int]]) -> Iterator[Link]:
    return (Link(str(token.attrs["src"]), token.content, line) for token, line in flat if token.type == "image")


def formulas(flat: list[tuple[Token, int]]) -> Iterator[Formula]:
    for token, line in flat:
        if token.type in ("math_block", "math_inline", "math_inline_double"):
            yield Formula(token.content.strip(), token.type != "math_inline", line)


def citations(flat: list[tuple[Token, int]]) -> Iterator[Citation]:
    for token, line in flat:
        if token.type == "text" and "[@" in token.content:
            for group in CITATION.finditer(token.content):
                yield from (Citation(key, line) for key, _ in cited(group[1]))


def cited(group: str) -> list[tuple[str, str]]:
    """('@a2001, p. 3; @b2002') → [('a2001', 'p. 3'), ('b2002', '')]."""
    parts = (part.strip().removeprefix("@").partition(",") for part in group.split(";"))
    return [(key.strip(), locator.strip()) for key, _, locator in parts]


def undefined(tree: list[Token], first_line: int) -> Iterator[Link]:
    for token in tree:
        if token.type == "inline" and token.map and "][" in token.content:
            said = "".join(child.content for child in token.children or () if child.type == "text")
            for match in REFERENCE.finditer(said):
                if match[0] in token.content and not match[0].startswith("[@"):
                    line = token.content[: token.content.index(match[0])].count("\n") + token.map[0] + first_line
                    yield Link(match[1], match[0], line)


def blocks(body: str, tree: list[Token], first_line: int) -> Iterator[Block]:
    """In order of their first lines. A closing closes the innermost block with as many slashes, as in pymdownx."""
    code = code_lines(tree)
    found: list[Block] = []
    still_open: list[tuple[int, int]] = []
    for number, text in enumerate(body.split("\n")):
        match = None if number in code else BLOCK.match(text)
        if not match:
            continue
        slashes, line = len(match[1]), number + first_line
        if match[2]:
            name, _, title = match[2].partition("|")
            still_open.append((slashes, len(found)))
            found.append(Block(name.strip(), line, title.strip()))
            continue
        depth = next((depth for depth in reversed(range(len(still_open))) if still_open[depth][0] == slashes), None)
        if depth is None:
            found.append(Block("", line))
        else:
            position = still_open[depth][1]
            del still_open[depth:]
            found[position] = replace(found[position], end=line)
    return iter(found)


def prose(tree: list[Token], first_line: int) -> Iterator[Prose]:
    table = False
    for token in tree:
        table = token.type == "table_open" or (table and token.type != "table_close")
        if token.type == "inline" and token.map:
            said = "".join(map(text, token.children or ()))
            yield Prose(ATTRIBUTES.sub("", CITATION.sub("", said)), token.map[0] + first_line, table)


def text(token: Token) -> str:
    """A text as it is, for anything else its line breaks."""
    if token.type == "text":
        return token.content
    return "\n" if token.type in ("softbreak", "hardbreak") else " " + "\n" * token.content.count("\n")


def points(tree: list[Token], first_line: int) -> Iterator[int]:
    """The line of each point of a list."""
    return (token.map[0] + first_line for token in tree if token.type == "list_item_open" and token.map)


def html(flat: list[tuple[Token, int]]) -> Iterator[Prose]:
    return (Prose(token.content, line) for token, line in flat if token.type in ("html_block", "html_inline"))


def tags(pieces: tuple[Prose, ...]) -> Iterator[Tag]:
    for piece in pieces:
        reader = _Tags(piece.line)
        with suppress(AssertionError):  # how HTMLParser takes leave of `<![x`
            reader.feed(piece.text)
        yield from reader.found


class _Tags(HTMLParser):
    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.found: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Tag(tag, {name: value or "" for name, value in attrs}, self.getpos()[0] + self.line - 1))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.found[-1] = replace(self.found[-1], text=self.found[-1].text + data)


def ids(titles: tuple[Heading, ...], flat: list[tuple[Token, int]], raw: tuple[Tag, ...]) -> Iterator[tuple[str, int]]:
    """Of headings, of attribute lists elsewhere, and of raw HTML."""
    yield from ((heading.id, heading.line) for heading in titles if heading.id)
    lines = {heading.line for heading in titles}
    for token, line in flat:
        if token.type == "text" and "{" in token.content and line not in lines:
            yield from ((name, line) for group in ATTRIBUTES.findall(token.content) for name in ATTRIBUTE_ID.findall(group))
    yield from ((tag.attributes["id"], tag.line) for tag in raw if tag.attributes.get("id"))
