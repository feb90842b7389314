"""The inline subset of Markdown in which quizzes are written, into sanitised HTML or plain text.

    *emphasis*  **strong**  `code`  H~2~O  10^-3^  $R$  [words](term:soil)  [lesson](sorption.md#kd)

Nothing else becomes markup: raw HTML is shown as text, and is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from math_core import LatexError
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from course import formula, lines
from course.leftovers import DOLLAR
from course.locales import LOCALES, SOURCE, Locale
from course.numbers import CLOSED, MARK, OPENED
from course.reference import Units
from course.units import together

RULES = ["emphasis", "backticks", "link", "escape"]
RAW_HTML = re.compile(r"</?[A-Za-z][^>]*>|<!--")
MATH = (
    "math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup mover munder munderover "
    "mtable mtr mtd mstyle mpadded mphantom semantics annotation"
)
TAGS = {"em", "strong", "code", "sub", "sup", "a", "bdi", "span", *MATH.split()}
MATH_ATTRIBUTES = {
    "mathvariant", "displaystyle", "scriptlevel", "stretchy", "symmetric", "fence", "separator", "form", "largeop", "movablelimits",
    "accent", "lspace", "rspace", "minsize", "maxsize", "width", "height", "depth", "linethickness", "columnalign", "columnspacing",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "class", "data-term"},
    "bdi": {"dir", "class"},
    "span": {"class"},
    **dict.fromkeys(MATH.split(), MATH_ATTRIBUTES),
}

NO_UNITS = Units()

Link = Callable[[str], str]
"""Where a link's target lies, seen from the page; '' when it is not there, and only the words stay."""


def html(text: str, link: Link, locale: Locale = LOCALES[SOURCE], known: Units = NO_UNITS) -> str:
    """`text` as HTML that holds nothing but the subset; numbers stay with their units, formulas with their signs."""
    tokens = _tokens(text)
    for token in tokens:
        if token.type == "link_open":
            target = str(token.attrs["href"])
            if target.startswith("term:"):
                token.attrs |= {"class": "term", "data-term": target[5:]}
            token.attrs.pop("href")
            if there := link(target):
                token.attrs["href"] = there
    written = _written(tokens, locale, known)
    return nh3.clean(written, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https"}, link_rel=None)


def words(text: str, locale: Locale, known: Units) -> str:
    """Text without markup as HTML, set like `html`."""
    return _written([_text(text)], locale, known)


def plain(text: str) -> str:
    """`text` without its markup, for menus and names."""
    return "".join(token.content for token in _tokens(text))


def links(text: str) -> Iterator[str]:
    return (str(token.attrs["href"]) for token in _tokens(text) if token.type == "link_open")


def problem(text: str) -> str | None:
    """What is wrong with a text, and what to do; None when nothing is."""
    if found := RAW_HTML.search(text):
        return f"{found[0]} is HTML, which readers would see as it stands; use *emphasis*, `code`, $math$ or [links](page.md)"
    for token in _tokens(text):
        if token.type == "math_inline" and (reason := formula.problem(token.content, False)):
            return f"the formula {token.content} cannot be set ({reason}); correct the TeX"
        if token.type == "text" and "\\$" not in text and (sign := DOLLAR.search(token.content)):
            return f"'{sign[0]}' makes no formula; write $x$ without spaces inside, or \\$ for the sign"
    for target in links(text):
        scheme = urlsplit(target).scheme
        if scheme not in ("", "term", "http", "https"):
            return f"the link to {target} is of a kind that is not allowed here; use a page of the course, term: or https:"
    return None


def marked(text: str) -> bool:
    """Whether `text` holds markup, which a menu cannot show."""
    return any(token.type != "text" for token in _tokens(text))


def _tokens(text: str) -> list[Token]:
    return _markdown.parseInline(text)[0].children or []


def _written(tokens: list[Token], locale: Locale, known: Units) -> str:
    before = ""
    for token in tokens:
        if token.type == "text":
            token.content = together(token.content, locale.code, known, before)
        before = token.content[-1:] or before
    if locale.direction == "rtl":
        tokens = [part for token in tokens for part in _at_marks(token)]
    parts = lines.attached(_parts(tokens, locale, known), _apart, _whole)
    tokens = [token for part in parts for token in ([_text(part)] if isinstance(part, str) else part)]
    written: str = _markdown.renderer.render([Token("inline", "", 0, children=tokens)], _markdown.options, {"decimal": locale.decimal})
    return written


def _at_marks(token: Token) -> list[Token]:
    return [_text(part) for part in MARK.split(token.content)] if token.type == "text" else [token]


def _parts(tokens: Sequence[Token], locale: Locale, known: Units) -> Iterator[str | list[Token]]:
    """Texts, and tokens that stay together; a power or an index that follows a number stays with it."""
    at = 0
    while at < len(tokens):
        token, at = tokens[at], at + 1
        if token.type != "text":
            yield [token]
        elif token.content == OPENED and (end := _closed(tokens[at:])) is not None:
            yield _isolate(tokens[at : at + end])
            at += end + 1
        else:
            *before, (text, kept) = lines.pieces(token.content, locale, known)
            for piece, whole in before:
                yield _keep([_text(piece)], locale) if whole else piece
            power = tokens[at : at + 3] if kept and at < len(tokens) and tokens[at].type in ("sup_open", "sub_open") else []
            at += len(power)
            yield _keep([_text(text), *power], locale) if kept else text


def _closed(tokens: Sequence[Token]) -> int | None:
    """Where what its author has isolated ends: the next mark, if it stands beside the one that opened it."""
    depths = list(accumulate(token.nesting for token in tokens))
    for position, token in enumerate(tokens):
        if token.content in (OPENED, CLOSED) or depths[position] < 0:
            return position if token.content == CLOSED and not depths[position] else None
    return None


def _keep(tokens: list[Token], locale: Locale) -> list[Token]:
    return _isolate(tokens) if locale.direction == "rtl" else _whole("", tokens, "")


def _isolate(tokens: Sequence[Token]) -> list[Token]:
    long = any(" " in token.content for token in tokens)
    attributes: dict[str, str | int | float] = {"dir": "ltr", "class": lines.CALCULATION} if long else {"dir": "ltr"}
    return [Token("bdi_open", "bdi", 1, attrs=attributes), *tokens, Token("bdi_close", "bdi", -1)]


def _whole(before: str, tokens: list[Token], after: str) -> list[Token]:
    opened = Token("span_open", "span", 1, attrs={"class": lines.WHOLE})
    return [opened, _text(before), *tokens, _text(after), Token("span_close", "span", -1)]


def _apart(tokens: list[Token]) -> bool:
    return tokens[0].type == "math_inline" or tokens[0].attrs.get("class") == lines.CALCULATION


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _math(_self: Any, tokens: Sequence[Token], index: int, _options: OptionsDict, env: EnvType) -> str:
    tex = tokens[index].content
    try:
        return formula.mathml(tex, False, env["decimal"])
    except LatexError:
        return tex.replace("&", "&amp;").replace("<", "&lt;")


_markdown = MarkdownIt("zero").enable(RULES).use(dollarmath_plugin, allow_space=False).use(sub_plugin).use(superscript_plugin)
_markdown.add_render_rule("math_inline", _math)
_markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # nh3 decides
