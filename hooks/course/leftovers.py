r"""Markup that stays as it is written, or becomes something else, because it is not closed or does not keep to its form.

Lessons are read twice: by `elements` for the checks, and by Python-Markdown for the site. Here stands what either of them
does not take for what its author meant.

    ```  <!--      without an end                       a fence, a comment
    $n  $ K_d $    a dollar sign that opens no formula  a formula; $500 and 500 $ are money, \$ is a sign
    $$ … $$        inside a paragraph                   a display
    [see @a2001]                                        a citation; @a2001 alone, a key
    [a](b c.md)    with a space, or no bracket          a link; [a] (b.md) too
    |---|          that does not fit the line above     a table
    - …            not indented by four                 a list
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from course import elements
from course.elements import CITATION

FENCE = re.compile(r"[\s>]*(`{3,}|~{3,})([^`]*)")
OPEN_COMMENT = re.compile(r"<!--(?:(?!<!--|-->)[\s\S])*(?:<!--|\Z)")
"""Without an end, or with another inside."""
DOLLAR = re.compile(r"\$(?!US\b|CA\b)[A-Za-zΑ-ω\\{|(][^\s$]*|(?<![0-9])(?<![0-9]\s)\$\s(?=[^$\n]*[_^\\={}]|[A-Za-zΑ-ω]\S*\s?\$)[^$\n]+\$")
QUOTE = re.compile(r"^(?: {0,3}> ?)+")
RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?")
STRAYS = (
    ("formula", DOLLAR),
    ("citation", re.compile(r"\[[^\[\]]*?(?<![\w.])@[A-Za-z][^\[\]\n]*\]?")),
    ("key", re.compile(r"(?<![\w.])@([A-Za-z][\w:-]*)")),
    ("link", re.compile(r"\[[^\[\]]*\](?:\([^()\n]*\)?| \((?:[a-z]+:[^\s()]+|[^\s():]*\.md(?:#[\w-]+)?|#[a-z][\w-]*)\))")),
)
_markdown = MarkdownIt("commonmark", {"html": True}).use(dollarmath_plugin, allow_space=False, double_inline=True).disable("text_join")
_markdown.validateLink = lambda url: True  # type: ignore[method-assign]
"""Leaves what a backslash makes a mere sign apart from the text."""


@dataclass(frozen=True, slots=True)
class Leftover:
    kind: str
    text: str
    line: int


def unclosed(tree: list[Token], lines: list[str]) -> Leftover | None:
    """The first fence or comment that nothing closes before the next opens or the text ends; its line counts from 0."""
    for token in tree:
        if not token.map:
            continue
        first, end = token.map
        if token.type == "fence" and not _closed(token.markup, lines[first:end]):
            return Leftover("fence", lines[first], first)
        comment = OPEN_COMMENT.search(token.content) if token.type == "html_block" else None
        if comment:
            return Leftover("comment", "<!--", first + token.content.count("\n", 0, comment.start()))
        for number, line in enumerate(lines[first:end], first) if token.type == "inline" and _says(token, "<!--") else ():
            if "<!--" in line:
                return Leftover("comment", "<!--", number)
    return None


def _closed(markup: str, lines: list[str]) -> bool:
    """Whether a fence ends in a fence, and holds none that opens."""
    last = FENCE.fullmatch(lines[-1])
    closed = len(lines) > 1 and last and last[1].startswith(markup) and not last[2].strip()
    inner = map(FENCE.fullmatch, lines[1:])
    return bool(closed) and not any(found and found[1] == markup and found[2].strip() for found in inner)


def _says(token: Token, sign: str) -> bool:
    return any(child.type == "text" and sign in child.content for child in token.children or ())


def leftovers(tree: list[Token], lines: list[str], first_line: int) -> Iterator[Leftover]:
    """In the order of their kinds; `lines` are the body's, those of blocks emptied."""
    for token, after in pairwise([*tree, Token("", "", 0)]):
        if token.type == "inline" and token.map:
            start = token.map[0] + first_line
            if any(child.type == "math_inline_double" for child in token.children or ()):
                yield Leftover("display", "$$", start)
            for kind, text, line in (*_strays(token), *_rules(token)):
                yield Leftover(kind, text, start + line)
        elif token.type == "math_block_label" or (token.type == "math_block" and token.map and _joined(token, after, lines)):
            yield Leftover("display", "$$", (token.map or [0])[0] + first_line)
    for line in sorted(set(_points(tree, lines))):
        yield Leftover("list", lines[line].strip(), line + first_line)


def _strays(token: Token) -> Iterator[tuple[str, str, int]]:
    """(kind, text, line from 0) of what looks like markup in the text of a paragraph."""
    said = "".join(map(elements.text, token.children or ()))
    if "$" not in said and "](" not in said and "] (" not in said and "@" not in CITATION.sub("", said):
        return
    text = CITATION.sub("", "".join(map(elements.text, _markdown.parseInline(token.content)[0].children or ())))
    for kind, pattern in STRAYS:
        for match in pattern.finditer(text):
            yield kind, " ".join(match[match.lastindex or 0].split()), text.count("\n", 0, match.start())
        text = pattern.sub(lambda match: "\n" * match[0].count("\n"), text)


def _rules(token: Token) -> Iterator[tuple[str, str, int]]:
    if "|" in token.content and "--" in token.content:
        yield from (("table", line.strip(), number) for number, line in enumerate(token.content.split("\n")) if RULE.fullmatch(line))


def _joined(token: Token, after: Token, lines: list[str]) -> bool:
    """Whether a display formula is divided, indented, or followed by text."""
    first, end = token.map or [0, 0]
    divided = any(not line.strip() for line in lines[first:end])
    followed = after.type == "paragraph_open" and after.map and after.map[0] == end
    return bool(divided or followed or (token.level == 0 and lines[first].startswith(" ")))


def _points(tree: list[Token], lines: list[str]) -> Iterator[int]:
    """Lines of lists that Python-Markdown puts elsewhere: not four spaces deep for each level, or glued to a point of several parts."""
    code = {line for token in tree if token.type == "fence" and token.map for line in range(*token.map)}
    starts: list[int] = []
    items: dict[int, tuple[int, int]] = {}
    bare = [QUOTE.sub("", line, count=1) if ">" in line else line for line in lines]
    for token in tree:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            items.pop(token.level + 1, None)
            if token.markup == ")" and token.map:
                yield token.map[0]
        if token.type == "list_item_close":
            starts.pop()
        if not token.map or token.nesting < 0 or token.type in ("inline", "tr_open") or not bare[token.map[0]].strip():
            continue
        first, end = token.map
        opens = token.type == "list_item_open"
        apart = first > 0 and not bare[first - 1].strip()
        if starts and first > starts[-1] and (opens or apart) and _depth(bare[first]) < 4 * len(starts):
            yield first
        if opens:
            before = items.get(token.level)
            if before and not apart and any(not bare[line].strip() for line in range(*before) if line not in code):
                yield first
            items[token.level] = (first, end)
            starts.append(first)


def _depth(line: str) -> int:
    line = line.expandtabs(4)
    return len(line) - len(line.lstrip())
