"""What our Markdown adds to the ordinary kind, as an extension of Python-Markdown.

    [retardation factor](term:retardation-factor)   a word of the glossary
    [](limit:eu-dw-benzene)                          a limit, with its value, unit, regime and date
    [](symbols:R,rho_b,n)                            the list that explains the symbols of an equation
    [](list:glossary)                                a list made from data
    [](slider:breakthrough)                          the figure that moves
    ![Caption](figures/plume.svg)                    a drawing, inlined in the reader's language
    [@epa1996ssg, p. 12; @freeze1979]                citations
    $R$ and $$R = 1 + …$$                            formulas, into MathML

All markup comes from templates: `render(name, **data)` is given by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from math_core import LatexError

from course import formula, numbers, tables
from course.elements import CITATION, cited
from course.lines import Lines
from course.locales import Locale
from course.reference import Units
from course.units import together

Render = Callable[..., str]
CJK_SIGN = "\u3000-\u303f\uff00-\uffef"
CJK = f"{CJK_SIGN}\u3400-\u9fff"
TITLE = r"^ {0,3}(?:/{3,}|#{1,6} ).*\n"
JOIN = re.compile(
    rf"({TITLE})|(?<=[{CJK}])\n(?=[{CJK}])|(?<=[{CJK_SIGN}])\n(?=[A-Za-z(]|\[[^\[\]]+\]\(|\$(?!\$)|(?![0-9]+[.)] )[0-9])", re.MULTILINE
)
"""Between two Chinese lines, or after a Chinese sign before a word, link, formula or number: not before what begins a block.

The title of a block or section is found first and kept with its line break.
"""
NUMBER = rf"{numbers.BY_HAND}|(?<!klzzwxh:)(?<!wzxhzdk:)({numbers.ISOLATED})"
INTERRUPTS = re.compile(r"\n(?= {0,3}(?:[*+-]|1\.) +\S|[^\n]*\|[^\n]*\n {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:?)? *(?:\n|$))")
SCHEMES = ("limit", "symbols", "list", "item", "slider")


@dataclass(frozen=True, slots=True)
class Context:
    """Where a page stands, for everything that renders inside it."""

    render: Render
    """`render('figure', path=…, caption=…)` → HTML."""
    glossary: str
    """The glossary's source, relative to the page's: MkDocs turns it into the URL."""
    locale: Locale
    """In which it is written."""
    units: Units
    """What may follow a number."""


class CourseExtension(Extension):
    """Give it `context`, a `Context`; without one it does nothing."""

    def __init__(self, **settings: Any) -> None:
        self.config = {"context": ["", "the Context of the page"]}
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:
        context = self.getConfig("context")
        if not context:
            return
        md.preprocessors.register(_JoinLines(md), "course-join", 5)
        md.parser.blockprocessors.register(_Interrupt(md.parser), "course-interrupt", 11)  # before what is left becomes a paragraph
        md.inlinePatterns.register(_Citations(context, md), "course-citations", 176)
        if context.locale.direction == "rtl":
            md.inlinePatterns.register(_Isolate(NUMBER, md), "course-isolate", 30)
        md.treeprocessors.register(_Quantities(context, md), "course-quantities", 6.5)
        md.treeprocessors.register(Lines(context.locale, context.units, md), "course-lines", 6.2)
        md.treeprocessors.register(_Tree(context, md), "course-tree", 6)


def joined(text: str) -> str:
    """`text` with the Chinese sentences of a paragraph on one line."""
    return JOIN.sub(r"\1", text)


class _JoinLines(Preprocessor):
    """Chinese has no spaces: the line break between two sentences must not become one."""

    def run(self, lines: list[str]) -> list[str]:
        return joined("\n".join(lines)).split("\n")


class _Interrupt(BlockProcessor):
    """A list or a table begins after a paragraph without an empty line between them too, as everywhere else."""

    def test(self, parent: ElementTree.Element, block: str) -> bool:
        return bool(INTERRUPTS.search(block))

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> None:
        blocks[:1] = INTERRUPTS.split(blocks[0], maxsplit=1)


class _Citations(InlineProcessor):
    def __init__(self, context: Context, md: Markdown) -> None:
        super().__init__(CITATION.pattern, md)
        self.context = context

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:
        return self.md.htmlStash.store(self.context.render("citation", cited=cited(m[1]))), m.start(0), m.end(0)


class _Isolate(InlineProcessor):
    """Numbers with their units keep their order in right-to-left text."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[ElementTree.Element | None, int | None, int | None]:
        if m[1] is None:
            return None, None, None
        element = ElementTree.Element("bdi", dir="ltr")
        element.text = AtomicString(m[1])
        return element, m.start(0), m.end(0)


class _Quantities(Treeprocessor):
    """Numbers stay with their units, whatever stands between them in the tree; code and formulas are left as they are."""

    def __init__(self, context: Context, md: Markdown) -> None:
        super().__init__(md)
        self.context = context

    def run(self, root: ElementTree.Element) -> None:
        self.visit(root, "")

    def visit(self, element: ElementTree.Element, before: str) -> str:
        """`before` and the answer: the last sign before and after the element."""
        if element.tag in ("code", "pre"):
            return "".join(element.itertext())[-1:]
        if element.get("class") == "arithmatex":
            return "".join(element.itertext())[:-2].rstrip()[-1:]
        if element.tag == "img":
            element.set("alt", self.together(element.get("alt", ""), ""))
        element.text = self.together(element.text or "", before)
        before = element.text[-1:] or before
        for child in element:
            before = self.visit(child, before)
            child.tail = self.together(child.tail or "", before)
            before = child.tail[-1:] or before
        return before

    def together(self, text: str, before: str) -> str:
        return together(text, self.context.locale.code, self.context.units, before)


class _Tree(Treeprocessor):
    def __init__(self, context: Context, md: Markdown) -> None:
        super().__init__(md)
        self.context = context

    def run(self, root: ElementTree.Element) -> None:
        for parent in list(root.iter()):
            for child in list(parent):
                self.visit(parent, child)

    def visit(self, parent: ElementTree.Element, child: ElementTree.Element) -> None:
        href = child.get("href", "")
        scheme, _, name = href.partition(":")
        if child.tag == "a" and scheme == "term":
            child.set("href", f"{self.context.glossary}#{name}")
            child.set("class", "term")
            child.set("data-term", name)
        elif child.tag == "a" and scheme in SCHEMES:
            self.replace(parent, child, self.context.render(scheme, name=name))
        elif child.tag == "img" and child.get("src", "").endswith(".svg"):
            self.replace(parent, child, self.context.render("figure", src=child.get("src"), caption=child.get("alt", "")))
        elif child.tag == "table" and parent.get("class") != "scroll":
            self.wrap(parent, child)
        elif child.get("class") == "arithmatex":
            self.replace(parent, child, _math("".join(child.itertext()), self.context.locale.decimal))

    def wrap(self, parent: ElementTree.Element, table: ElementTree.Element) -> None:
        """A wide table scrolls inside a box of its own; its numbers are marked."""
        tables.mark(table)
        box = ElementTree.Element("div", {"class": "scroll"})
        box.tail, table.tail = table.tail, None
        parent[list(parent).index(table)] = box
        box.append(table)

    def replace(self, parent: ElementTree.Element, child: ElementTree.Element, html: str) -> None:
        """Put rendered HTML where `child` was; a paragraph that held nothing else goes too."""
        placeholder = self.md.htmlStash.store(html)
        if parent.tag == "p" and len(parent) == 1 and not (parent.text or "").strip() and not (child.tail or "").strip():
            parent.remove(child)
            parent.text = placeholder
            return
        position = list(parent).index(child)
        parent.remove(child)
        text = placeholder + (child.tail or "")
        if position == 0:
            parent.text = (parent.text or "") + text
        else:
            before = parent[position - 1]
            before.tail = (before.tail or "") + text


def _math(text: str, decimal: str) -> str:
    r"""`\(…\)` or `\[…\]` as MathML; wrong TeX stays as it is, the check reports it."""
    tex, display = text.strip()[2:-2].strip(), text.strip().startswith("\\[")
    try:
        return formula.mathml(tex, display, decimal)
    except LatexError:
        return text


def makeExtension(**settings: Any) -> CourseExtension:
    return CourseExtension(**settings)
