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
from dataclasses import dataclass, replace
from functools import lru_cache

from course import data, elements, leftovers, locales
from course.elements import Block, Citation, Formula, Heading, Link, Prose, Tag
from course.finding import Finding
from course.leftovers import Leftover

HEAD = "head"
FRONT = re.compile(r"---[ \t]*\n((?:.*\n)*?)(?:---|\.\.\.)[ \t]*\n")
"""As MkDocs reads it."""
LONGEST = 20_000
"""Characters without an empty line. Markdown takes four times as long for twice as many brackets in one paragraph."""


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
class Section:
    id: str
    text: str
    line: int
    end: int
    """The line after its last."""

    @property
    def digest(self) -> str:
        """Of the text with white space folded, so that rewrapping changes nothing."""
        return hashlib.sha256(" ".join(self.text.split()).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """Equal only to itself, so that what is derived from a page can be kept with it."""

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
    points: tuple[int, ...] = ()
    """Line of each point of a list."""
    html: tuple[Prose, ...] = ()
    tags: tuple[Tag, ...] = ()
    ids: tuple[tuple[str, int], ...] = ()
    """Every explicit id with its line, as often as it stands there."""
    undefined: tuple[Link, ...] = ()
    """`[text][reference]` without a definition of the reference."""
    leftovers: tuple[Leftover, ...] = ()
    unclosed: Leftover | None = None
    """A fence or comment without an end; what else is wrong on the page may be its doing."""

    @property
    def source(self) -> str:
        """Path of the English page."""
        return locales.split(self.path)[0]

    @property
    def locale(self) -> str:
        return locales.split(self.path)[1]

    @property
    def anchors(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.ids)

    def named(self, scheme: str) -> tuple[Link, ...]:
        """Links such as `term:soil`, without the scheme."""
        start = f"{scheme}:"
        return tuple(Link(link.target[len(start) :], link.text, link.line) for link in self.links if link.target.startswith(start))

    @property
    def key_points(self) -> tuple[int, ...]:
        """Line of each."""
        places = [range(block.line, block.end) for block in self.blocks if block.name == "key-points"]
        return tuple(line for line in self.points if any(line in place for place in places))

    @property
    def symbols(self) -> tuple[tuple[str, int], ...]:
        """(id, line) of every symbol that the page explains."""
        return tuple((name.strip(), link.line) for link in self.named("symbols") for name in link.target.split(","))


def stale_sections(translation: Page, english: Page) -> tuple[str, ...]:
    """Ids of English sections that are not what this translation was made from, then of its own that English has no longer."""
    made_from = translation.meta.source or {}
    originals = {section.id: section.digest for section in english.sections}
    changed = (name for name, digest in originals.items() if made_from.get(name) != digest)
    return (*changed, *(section.id for section in translation.sections if section.id not in originals))


def split_front_matter(text: str) -> tuple[str, str, int]:
    """(front matter, body, line of the body's first line)."""
    match = FRONT.match(text)
    if not match:
        return "", text, 1
    return match[1], text[match.end() :], match[0].count("\n") + 1


@lru_cache(maxsize=4096)
def parse(text: str, path: str) -> tuple[Page, tuple[Finding, ...]]:
    """Read one page, and what is wrong with its front matter."""
    front, body, first_line = split_front_matter(text)
    raw, findings = data.parse(front, path, first_line=2)
    if first_line == 1 and re.match(r"---[ \t]*\n", text):
        findings.append(Finding(path, 1, "YM002", "the front matter is not closed; end it with a line --- of its own"))
    meta, more = data.structure(raw, Meta, path) if raw is not None else (None, [])
    meta = meta or Meta()
    if (line := _endless(body)) is not None:
        message = f"{LONGEST // 1000} kB without an empty line; divide the text into paragraphs"
        return Page(path, meta), (*findings, *more, Finding(path, line + first_line, "FS003", message))
    lines = elements.lines(body)
    tree = elements.tokens(lines)
    if unclosed := leftovers.unclosed(tree, lines):  # what it would swallow is read as if it were not there
        lines[unclosed.line] = ""
        tree = elements.tokens(lines)
        unclosed = replace(unclosed, line=unclosed.line + first_line)
    flat = list(elements.flatten(tree, first_line))
    headings = tuple(elements.headings(tree, first_line))
    html = tuple(elements.html(flat))
    tags = tuple(elements.tags(html))
    page = Page(
        path=path,
        meta=meta,
        sections=tuple(_sections(meta, body, headings, first_line)),
        headings=headings,
        links=tuple(elements.links(flat)),
        images=tuple(elements.images(flat)),
        formulas=tuple(elements.formulas(flat)),
        citations=tuple(elements.citations(flat)),
        blocks=tuple(elements.blocks(body, tree, first_line)),
        prose=tuple(elements.prose(tree, first_line)),
        points=tuple(elements.points(tree, first_line)),
        html=html,
        tags=tags,
        ids=tuple(elements.ids(headings, flat, tags)),
        undefined=tuple(elements.undefined(tree, first_line)),
        leftovers=tuple(leftovers.leftovers(tree, lines, first_line)),
        unclosed=unclosed,
    )
    return page, (*findings, *more)


def _endless(body: str) -> int | None:
    """Number of the line, from 0, on which a paragraph grows too long to be read."""
    length = 0
    for number, line in enumerate(body.split("\n")):
        length = length + len(line) + 1 if line.strip() else 0
        if length > LONGEST:
            return number
    return None


def _sections(meta: Meta, body: str, headings: tuple[Heading, ...], first_line: int) -> Iterator[Section]:
    """What stands above the first heading belongs to the front matter's texts."""
    lines = body.split("\n")
    starts = [(heading.line - first_line, heading.id) for heading in headings if heading.level <= 2]
    ends = [start for start, _ in starts[1:]] + [len(lines)] * bool(starts)
    above = starts[0][0] if starts else len(lines)
    lead = "\n".join(lines[:above])
    yield Section(HEAD, f"{meta.title}\n{meta.description}\n{lead}", 1, above + first_line)
    for (start, name), end in zip(starts, ends, strict=True):
        yield Section(name, "\n".join(lines[start:end]), start + first_line, end + first_line)
