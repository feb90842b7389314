"""The built site: what a reader's browser gets, page by page. Not one of the table: it looks at what was built, not at the sources."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from course import address, hosts, locales, published
from course.finding import Finding
from course.load import Course

OWN, WHOLE = 20_000, 70_000
"""Bytes of a lesson as it is sent, alone and with what it loads; neither with drawings nor with the font for formulas."""
DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)
LEFTOVERS = ("[](", "](term:", "](limit:", "$$", "{#", "{: #", "///", "klzzwxh", "wzxhzdk", "\\(", "\\[", "```", "|--", "| --", "[@")
NOT_TEXT = "pre, code, script, style, svg, math, textarea"
LOADING = "[src], [srcset], [imagesrcset], [poster], [background], [data], [style], link[href], use, image, feImage, style, script"


@dataclass(frozen=True, slots=True)
class _Page:
    path: str
    source: str
    ids: frozenset[str]
    targets: tuple[str, ...]
    loads: tuple[str, ...]
    """Paths of its styles and scripts."""


def check_site(site: Path, course: Course) -> Iterator[Finding]:
    """Every page is whole: its links resolve, it loads nothing from elsewhere, says what it is in which language; lessons are light."""
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    pages = {}
    for path in sorted(files):
        if path.endswith(".html"):
            source = (site / path).read_text(encoding="utf-8", errors="replace")
            tree = LexborHTMLParser(source)
            if tree.css_first("head title"):
                pages[path] = _read(path, source, tree)
                yield from _page(pages[path], tree)
        elif path.endswith((".css", ".js")):
            yield from _asset(path, (site / path).read_text(encoding="utf-8", errors="replace"))
    by_lower = {path.lower(): path for path in files}
    for page in pages.values():
        if posixpath.basename(page.path) != "404.html":  # served at any address, so its links start at the root
            for target in dict.fromkeys(page.targets):
                yield from _target(page, target, pages, files, by_lower)
    yield from _missing(course, pages, files)
    yield from _weights(site, course, pages, files)


def _read(path: str, source: str, tree: LexborHTMLParser) -> _Page:
    ids = frozenset(str(node.attributes["id"]) for node in tree.css("[id]"))
    targets = tuple(str(node.attributes.get(name) or "") for name in ("href", "src") for node in tree.css(f"[{name}]"))
    loaded = [node.attributes.get("href") for node in tree.css("link[rel=stylesheet]")]
    loaded += [node.attributes.get("src") for node in tree.css("script[src]")]
    parts = [address.split(target) for target in loaded if target and not hosts.foreign(target)]
    return _Page(path, source, ids, targets, tuple(_place(path, part.path) for part in parts if part))


def _page(page: _Page, tree: LexborHTMLParser) -> Iterator[Finding]:
    for name, number in Counter(str(node.attributes["id"]) for node in tree.css("[id]")).items():
        if number > 1:
            yield _finding(page, f'id="{name}"', "SI005", f"the id '{name}' stands here {number} times; an id is unique on its page")
    yield from _language(page, tree)
    if (number := len(tree.css("h1"))) != 1:
        yield _finding(page, "<h1", "SI007", f"the page has {number} headings of level 1; write one")
    for image in tree.css("img"):
        if missing := [name for name in ("alt", "width", "height") if image.attributes.get(name, None) is None]:
            source = image.attributes.get("src") or ""
            yield _finding(page, source, "SI008", f"the image {source} has no {', '.join(missing)}; give it words and a size")
    yield from _foreign(page, tree)
    yield from _texts(page, tree)


def _language(page: _Page, tree: LexborHTMLParser) -> Iterator[Finding]:
    first = page.path.split("/")[0]
    locale = locales.LOCALES[first if first in locales.TRANSLATIONS else locales.SOURCE]
    html, body = tree.css_first("html"), tree.css_first("body")
    written = html.attributes.get("lang") if html else None
    if written != locale.code:
        yield _finding(page, "<html", "SI006", f"the page says lang='{written or ''}'; it is written in {locale.code}")
    runs = "rtl" if any(node and node.attributes.get("dir") == "rtl" for node in (html, body)) else "ltr"
    if runs != locale.direction:
        yield _finding(page, "<body", "SI006", f"the page does not run {locale.direction}; set dir='{locale.direction}'")


def _foreign(page: _Page, tree: LexborHTMLParser) -> Iterator[Finding]:
    for node in tree.css(LOADING):
        for target in hosts.loaded(node.tag or "", node.attributes, node.text(deep=False)):
            if hosts.foreign(target):
                yield _finding(page, target, "SI004", f"{target} is fetched from another host; serve it from here")


def _asset(path: str, text: str) -> Iterator[Finding]:
    """Of a style sheet or script."""
    targets = hosts.styled if path.endswith(".css") else hosts.called
    for number, line in enumerate(text.splitlines(), 1):
        for target in filter(hosts.foreign, targets(line)):
            yield Finding(path, number, "SI004", f"{target} is fetched from another host; serve it from here")


def _texts(page: _Page, tree: LexborHTMLParser) -> Iterator[Finding]:
    title, description = tree.css_first("head title"), tree.css_first('head meta[name="description"]')
    if not title or not title.text().strip():
        yield _finding(page, "<title", "SI010", "the page has no title; give it one in its front matter")
    if not (description and (description.attributes.get("content") or "").strip()):
        yield _finding(page, "<head", "SI010", "the page has no description; give it one in its front matter")
    if tree.body is None:
        return
    for node in tree.css(NOT_TEXT):
        node.decompose()
    text = tree.body.text(separator="")
    for mark in LEFTOVERS:
        if (place := text.find(mark)) >= 0:
            around = " ".join(text[max(0, place - 20) : place + 30].split())
            yield _finding(page, around, "SI009", f"'{mark}' is left of the source in '{around}'; see the page's Markdown")


def _target(page: _Page, target: str, pages: dict[str, _Page], files: set[str], by_lower: dict[str, str]) -> Iterator[Finding]:
    parts = address.split(target)
    if parts is None or parts.scheme or parts.netloc:
        if parts is None or parts.scheme not in ("http", "https", "mailto", "data"):
            yield _finding(page, target, "SI001", f"'{target}' is no address; correct it")
        return
    if parts.path.startswith("/"):
        yield _finding(page, target, "SI011", f"'{target}' starts at the root of a server; from a memory stick there is none")
        return
    path = _place(page.path, parts.path)
    fragment = unquote(parts.fragment)
    if path not in files:
        close = by_lower.get(path.lower())
        if close:
            yield _finding(page, target, "SI003", f"'{target}' differs in letter case from {close}; write it the same way")
        else:
            yield _finding(page, target, "SI001", f"'{target}' leads to {path}, which is not in the site; correct the link")
    elif fragment not in ("", "top") and path in pages and fragment not in pages[path].ids:
        yield _finding(page, target, "SI002", f"'{target}' names an id that {path} does not have; correct the link")


def _place(page: str, target: str) -> str:
    """Path in the site of what a relative link on a page names."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(target))) if target else page


def _weights(site: Path, course: Course, pages: Mapping[str, _Page], files: set[str]) -> Iterator[Finding]:
    """Every lesson is light for readers on slow lines; its drawings come on top."""
    lessons = [f"modules/{module.slug}/{lesson.slug}.md" for module in course.catalogue.modules for lesson in module.lessons]
    paths = [published.address(lesson, locale) for lesson in lessons for locale in locales.LOCALES]
    loaded = {asset for path in paths if path in pages for asset in pages[path].loads if asset in files}
    weights = {asset: _weight((site / asset).read_bytes()) for asset in loaded}
    for path in paths:
        if path in pages:
            own = _weight(DRAWING.sub("", pages[path].source).encode())
            whole = own + sum(weights.get(asset, 0) for asset in set(pages[path].loads))
            for weight, most, what in ((own, OWN, "the lesson"), (whole, WHOLE, "the lesson with its styles and scripts")):
                if weight > most:
                    message = f"{what} weighs {weight // 1000} kB without its drawings; divide it, at most {most // 1000} kB are light"
                    yield Finding(path, 1, "SI014", message)


def _weight(data: bytes) -> int:
    """Bytes as a server sends them."""
    return len(gzip.compress(data, 9))


def _missing(course: Course, pages: Mapping[str, _Page], files: set[str]) -> Iterator[Finding]:
    """What the sources promise: every page in every locale, and every address that readers may have kept."""
    for source in published.pages(course):
        for locale in locales.LOCALES:
            if (path := published.address(source, locale)) not in files:
                yield Finding(path, 1, "SI012", f"{source} was not built in {locale}; build the site again")
    for path, _, name in (url.partition("#") for url in published.addresses(course)):
        if path in pages and name and name not in pages[path].ids:
            yield Finding(path, 1, "SI013", f"readers may have kept '{path}#{name}', and the page has no such id; give it back")
        elif path not in files and not path.endswith(".html"):
            yield Finding(path, 1, "SI012", f"{path} is not in the site; build it again")


def _finding(page: _Page, fragment: str, code: str, message: str) -> Finding:
    line = page.source.count("\n", 0, max(page.source.find(fragment), 0)) + 1
    return Finding(page.path, line, code, message)
