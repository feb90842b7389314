"""Links, images and anchors of pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from urllib.parse import unquote

from course import address, hosts, locales, published
from course.checks.common import with_labs
from course.elements import Tag
from course.finding import Finding
from course.load import Course
from course.page import Page

OPEN = frozenset({"http", "https", "mailto"})
OURS = frozenset({"term", "limit", "symbols", "list", "item", "slider"})
NAMED = {"list": frozenset(published.LISTS), "slider": frozenset({"breakthrough"})}
"""What links to no data of their own may name."""


def check(course: Course) -> Iterator[Finding]:
    """Every link and image leads to something that the reader gets, and every heading can be linked."""
    pages = {page.path: page for page in with_labs(course)}
    ids = {name: frozenset(made(course)) for name, made in published.LISTS.items()}
    tree = _Tree(course.files, {path.lower(): path for path in course.files}, pages, ids)
    for page in pages.values():
        yield from _headings(page)
        for link in page.undefined:
            yield _finding(page, link.line, "LK007", f"{link.text} names a reference that is not defined; write [text](target)")
        for target, line, image in _targets(page):
            yield from _target(page, target, line, image, tree)
        for tag in page.tags:
            yield from _tag(page, tag, tree)


@dataclass(frozen=True, slots=True)
class _Tree:
    files: Mapping[str, object]
    by_lower: Mapping[str, str]
    pages: Mapping[str, Page]
    list_ids: Mapping[str, frozenset[str]]
    """Anchors that each list made from data gives to its page."""


def _targets(page: Page) -> Iterator[tuple[str, int, bool]]:
    """(target, line, whether it is loaded with the page)."""
    yield from ((link.target, link.line, False) for link in page.links)
    yield from ((image.target, image.line, True) for image in page.images)


def _tag(page: Page, tag: Tag, tree: _Tree) -> Iterator[Finding]:
    if tag.name == "a" and "href" in tag.attributes:
        yield from _raw(page, tag.attributes["href"], tag.line, False, tree)
    given = {"src": "", **tag.attributes} if tag.name == "img" else tag.attributes
    for target in dict.fromkeys(hosts.loaded(tag.name, given, tag.text)):
        yield from _raw(page, target, tag.line, True, tree)


def _raw(page: Page, target: str, line: int, loaded: bool, tree: _Tree) -> Iterator[Finding]:
    """HTML stays as it is written: nothing makes the name of a file, or a scheme of ours, an address of the site."""
    parts = address.split(target.strip())
    relative = parts and parts.path and not (parts.scheme or parts.netloc or parts.path.startswith(("/", "\\")))
    if relative or (parts and parts.scheme in OURS):
        message = f"'{target}' in HTML is not made an address of the site; write [text](target) or ![words](drawing.svg)"
        yield _finding(page, line, "LK001", message)
    elif not (loaded and target.startswith(("#", "data:"))):
        yield from _target(page, target, line, loaded, tree)


def _target(page: Page, target: str, line: int, image: bool, tree: _Tree) -> Iterator[Finding]:
    parts = address.split(target)
    if parts is None or not target.strip("# ") or not unquote(target).isprintable():
        yield _finding(page, line, "LK011", f"'{target}' leads nowhere; name the page, or delete the link")
    elif image and parts.scheme in OPEN:
        yield _finding(page, line, "LK013", f"'{target}' is fetched from another host; put the file into the course, or link it")
    elif parts.scheme in OPEN:
        return
    elif parts.scheme in OURS and not image and target.startswith(f"{parts.scheme}:"):
        yield from _named(page, parts.scheme, parts.path, line)
    elif parts.scheme:
        scheme = target.partition(":")[0]
        use = f"write '{parts.scheme}:'" if parts.scheme in OURS and not image else "use https or a relative path"
        yield _finding(page, line, "LK006", f"'{scheme}:' is no kind of link that the course knows; {use}")
    elif parts.netloc or parts.path.startswith(("/", "\\")):
        yield _finding(page, line, "LK005", f"'{target}' starts at the root of a server; write the path from this page")
    elif not parts.path:
        yield from _anchor(page, page.source, parts.fragment, line, tree)
    else:
        yield from _file(page, parts.path, parts.fragment, line, image, tree)


def _named(page: Page, scheme: str, name: str, line: int) -> Iterator[Finding]:
    known = NAMED.get(scheme)
    if known and name not in known:
        yield _finding(page, line, "LK006", f"'{scheme}:{name}' is nothing that the course can show; use one of {', '.join(sorted(known))}")


def _file(page: Page, target: str, fragment: str, line: int, image: bool, tree: _Tree) -> Iterator[Finding]:
    path = address.resolve(page.path, target)
    if path is None:
        yield _finding(page, line, "LK010", f"'{target}' leads out of the course; link what is published, or use https")
    elif locales.split(path)[1] != locales.SOURCE and path.endswith((".md", ".ipynb")):
        english = locales.split(target)[0]
        yield _finding(page, line, "LK004", f"'{target}' names one language; write '{english}', and each reader gets their own")
    elif path not in tree.files:
        if close := tree.by_lower.get(path.lower()):
            yield _finding(page, line, "LK003", f"'{target}' differs in letter case from {close}; write it the same way")
        else:
            yield _finding(page, line, "LK001", f"there is no {path}; correct the link, or write the file")
    elif path.startswith("modules/") and not path.endswith(".svg" if image else address.PUBLISHED):
        yield _finding(page, line, "LK012", f"{path} is not published; link a page, a notebook, a script or data, show an svg")
    elif fragment and path in tree.pages:
        yield from _anchor(page, path, fragment, line, tree)


def _anchor(page: Page, source: str, fragment: str, line: int, tree: _Tree) -> Iterator[Finding]:
    target = tree.pages.get(locales.localised(source, page.locale)) or tree.pages[source]
    if fragment in target.anchors or any(fragment in tree.list_ids.get(link.target, ()) for link in target.named("list")):
        return
    yield _finding(page, line, "LK002", f"{target.path} has no '{{#{fragment}}}'; link one of its ids, or give it this one")


def _headings(page: Page) -> Iterator[Finding]:
    for heading in page.headings:
        if not heading.id:
            yield _finding(page, heading.line, "LK008", f"the heading '{heading.text}' has no id; end it with {{#a-short-id}}")
    seen: dict[str, int] = {}
    for name, line in sorted(page.ids, key=itemgetter(1)):
        if name in seen:
            yield _finding(page, line, "LK009", f"the id '{name}' stands already on line {seen[name]}; choose another")
        seen.setdefault(name, line)


def _finding(page: Page, line: int, code: str, message: str) -> Finding:
    return Finding(page.path, line, code, message)
