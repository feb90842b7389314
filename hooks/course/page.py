"""A page of prose: Markdown in, the facts about it out. Nothing here renders.

Page
  Meta        title, description, and for a translation the digest of each English section it was made from
  Section     from a heading of level 1 or 2 to the next; the front matter's texts are one more
  Heading, Link, Image, Formula, Citation, Block, each with its line
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from course import data, locales
from course.finding import Finding

HEAD = "head"
HEADING_ID = re.compile(r"\s*\{\s*#([A-Za-z][\w-]*)[^}]*\}\s*$")
ATTRIBUTES = re.compile(r"\{[:#. ][^}\n]*\}")
CITATION = re.compile(r"\[(@[^\]\n]+)\]")
CITED = re.compile(r"@([A-Za-z][\w-]*)")
BLOCK = re.compile(r"^(/{3,})\s*(\S.*)?$")


@dataclass(frozen=True, slots=True)
class Meta:
    title: str = ""
    description: str = ""
    source: Mapping[str, str] | None = None
    """Section id → digest of the English section that this translation was made from."""
    fields: bool = False
    """The page speaks of land that may hold explosive remnants: the safety line is required."""
    untranslated: bool = False
    """Stays English in every locale: pages for contributors."""
    line: int = 1


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
    """`/// safety`, `/// key-points`, `/// example | Title`, `/// teach`."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text of one paragraph, heading or table cell: no code, no formulas, no links' targets."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    text: str
    line: int

    @property
    def digest(self) -> str:
        """Of the text with white space folded, so that rewrapping changes nothing."""
        return hashlib.sha256(" ".join(self.text.split()).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Page:
    path: str
    meta: Meta
    sections: tuple[Section, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Link, ...] = ()
    formulas: tuple[Formula, ...] = ()
    citations: tuple[Citation, ...] = ()
    blocks: tuple[Block, ...] = ()
    prose: tuple[Prose, ...] = ()
    html: tuple[Prose, ...] = ()

    @property
    def source(self) -> str:
        """Path of the English page."""
        return locales.split(self.path)[0]

    @property
    def locale(self) -> str:
        return locales.split(self.path)[1]

    @property
    def anchors(self) -> frozenset[str]:
        return frozenset(heading.id for heading in self.headings if heading.id)

    def named(self, scheme: str) -> tuple[Link, ...]:
        """Links such as `term:soil`, without the scheme."""
        start = f"{scheme}:"
        return tuple(Link(link.target[len(start) :], link.text, link.line) for link in self.links if link.target.startswith(start))

    @property
    def symbols(self) -> tuple[tuple[str, int], ...]:
        """(id, line) of every symbol that the page explains."""
        return tuple((name.strip(), link.line) for link in self.named("symbols") for name in link.target.split(","))


def stale_sections(translation: Page, english: Page) -> tuple[str, ...]:
    """Ids of English sections that are not what this translation was made from, in order."""
    made_from = translation.meta.source or {}
    return tuple(section.id for section in english.sections if made_from.get(section.id) != section.digest)


def split_front_matter(text: str) -> tuple[str, str, int]:
    """(front matter, body, line of the body's first line)."""
    match = re.match(r"---\n(.*?\n)---\n", text, re.DOTALL)
    if not match:
        return "", text, 1
    return match[1], text[match.end() :], match[0].count("\n") + 1


@lru_cache(maxsize=4096)
def parse(text: str, path: str) -> tuple[Page, tuple[Finding, ...]]:
    """Read one page, and what is wrong with its front matter."""
    front, body, first_line = split_front_matter(text)
    raw, findings = data.parse(front, path, first_line=2)
    meta, more = data.structure(raw, Meta, path) if raw is not None else (None, [])
    meta = meta or Meta()
    tokens = _markdown.parse(_without_blocks(body))
    flat = list(_with_lines(tokens, first_line))
    headings = tuple(_headings(tokens, first_line))
    page = Page(
        path=path,
        meta=meta,
        sections=tuple(_sections(meta, body, headings, first_line)),
        headings=headings,
        links=tuple(_links(flat)),
        images=tuple(Link(str(token.attrs["src"]), token.content, line) for token, line in flat if token.type == "image"),
        formulas=tuple(_formulas(flat)),
        citations=tuple(_citations(tokens, first_line)),
        blocks=tuple(_blocks(body, first_line)),
        prose=tuple(_prose(tokens, first_line)),
        html=tuple(Prose(token.content, line) for token, line in flat if token.type in ("html_block", "html_inline")),
    )
    return page, (*findings, *more)


_markdown = MarkdownIt("commonmark", {"html": True}).enable(["table"]).use(dollarmath_plugin, allow_space=False, double_inline=True)


def _without_blocks(body: str) -> str:
    """The body with the lines that open and close blocks emptied; lines keep their numbers."""
    return "\n".join("" if BLOCK.match(line) else line for line in body.split("\n"))


def _with_lines(tokens: list[Token], first_line: int) -> Iterator[tuple[Token, int]]:
    """Every token, children too, with its line in the file."""
    for token in tokens:
        line = (token.map[0] if token.map else 0) + first_line
        yield token, line
        for child in token.children or ():
            yield child, line
            line += child.type in ("softbreak", "hardbreak") or child.content.count("\n") * (child.type != "softbreak")


def _headings(tokens: list[Token], first_line: int) -> Iterator[Heading]:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.map:
            match = HEADING_ID.search(inline.content)
            text = HEADING_ID.sub("", inline.content)
            yield Heading(int(opening.tag[1]), match[1] if match else "", text, opening.map[0] + first_line)


def _sections(meta: Meta, body: str, headings: tuple[Heading, ...], first_line: int) -> Iterator[Section]:
    yield Section(HEAD, f"{meta.title}\n{meta.description}", 1)
    lines = body.split("\n")
    starts = [(heading.line - first_line, heading.id) for heading in headings if heading.level <= 2]
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    for (start, name), end in zip(starts, ends, strict=False):
        yield Section(name, "\n".join(lines[start:end]), start + first_line)


def _links(flat: list[tuple[Token, int]]) -> Iterator[Link]:
    for position, (token, line) in enumerate(flat):
        if token.type == "link_open":
            words = []
            for child, _ in flat[position + 1 :]:
                if child.type == "link_close":
                    break
                words.append(child.content)
            yield Link(str(token.attrs["href"]), "".join(words), line)


def _formulas(flat: list[tuple[Token, int]]) -> Iterator[Formula]:
    for token, line in flat:
        if token.type in ("math_block", "math_inline", "math_inline_double"):
            yield Formula(token.content.strip(), token.type != "math_inline", line)


def _citations(tokens: list[Token], first_line: int) -> Iterator[Citation]:
    for token in tokens:
        if token.type == "inline" and token.map:
            for number, line in enumerate(token.content.split("\n"), token.map[0] + first_line):
                for group in CITATION.finditer(line):
                    yield from (Citation(key, number) for key in CITED.findall(group[1]))


def _blocks(body: str, first_line: int) -> Iterator[Block]:
    for number, line in enumerate(body.split("\n"), first_line):
        match = BLOCK.match(line)
        if match and match[2]:
            yield Block(match[2].split("|")[0].strip(), number)


def _prose(tokens: list[Token], first_line: int) -> Iterator[Prose]:
    for token in tokens:
        if token.type == "inline" and token.map:
            parts = [child.content if child.type == "text" else " " for child in token.children or ()]
            text = ATTRIBUTES.sub("", CITATION.sub("", "".join(parts)))
            yield Prose(text, token.map[0] + first_line)
