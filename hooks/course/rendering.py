"""From views to HTML, by templates only: overrides/course/*.html."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from course import elements, entries, inline, labs, linked_data, locales, navigation, published, quiz, slider
from course.asking import Asking
from course.markdown import Render
from course.views import PROGRESS, Reader

if TYPE_CHECKING:
    from jinja2 import Environment


def prepare(env: Environment, reader: Reader) -> Environment:
    """Give templates the reader, the interface strings as `say('key')`, and the reader of each other locale."""
    readers = {code: Reader(reader.course, code) for code in locales.LOCALES}
    env.globals |= {
        "reader": reader,
        "entries": entries,
        "say": reader.say,
        "locale": locales.LOCALES[reader.locale],
        "locales": locales.LOCALES,
        "readers": readers,
        "every_page": lambda: navigation.versions(reader),
        "kept": lambda text, code: inline.words(text, locales.LOCALES[code], reader.course.units),
    }
    return env


@lru_cache(maxsize=8)
def environment(get_env: Callable[[], Environment], reader: Reader) -> Environment:
    """The templates for what stands inside pages; MkDocs makes its own environment only after the pages are read."""
    return prepare(get_env(), reader)


def blocks(reader: Reader) -> dict[str, list[dict[str, str]]]:
    """Markdown extension → the blocks that it offers to writers, with their titles."""
    return {
        f"pymdownx.blocks.{kind}": [{"name": name, "class": name, "title": reader.say(name)} for name in names]
        for kind, names in elements.BLOCKS.items()
    }


def renderer(env: Environment, reader: Reader, path: str) -> Render:
    """`render(name, …)` for one page. `path` is where its source lies, below docs/ or modules/."""
    source = reader.source(path)
    page = reader.page(source)
    ways = _ways(reader, source)
    writer = reader.written_in(source)
    language = {"reader": writer, "say": writer.say, "locale": locales.LOCALES[writer.locale]}
    asking = Asking(writer, ways["to"])
    numbers = {reference.key: number for number, reference in enumerate(reader.cited(page), 1)}

    def render(name: str, /, **given: Any) -> str:
        template = env.get_template(f"course/{name}.html")
        return template.render(**_data(name, given), **ways, **({} if name == "list" else language))

    def _data(name: str, given: dict[str, Any]) -> dict[str, Any]:
        if name == "citation":
            cited = [(numbers.get(key), key, locator, reader.course.references.get(key)) for key, locator in given["cited"]]
            return {"cited": cited}
        if name == "figure":
            return {"figure": writer.figure(source, given["src"]), **given}
        if name == "limit":
            view = entries.limit(writer, given["name"])
            return {"limit": view, "number": numbers.get(view["limit"].source) if view else None, **given}
        if name == "symbols":
            return {"symbols": [entries.symbol(writer, symbol.strip()) for symbol in given["name"].split(",")]}
        if name == "item":
            return {"it": asking.item(given["name"])}
        if name == "slider":
            return slider.view()
        if name == "list":
            include = f"course/list-{given['name']}.html"
            return {"asking": asking, "slug": quiz.slug_of(source), "include": include, "apart": writer is not reader}
        return given

    return render


def _ways(reader: Reader, source: str) -> dict[str, Any]:
    """`to('docs/about.md')` links a page in the reader's language, `asset('search/ar.js')` a file below the root of the site."""

    def asset(path: str) -> str:
        return navigation.way(source, reader.locale, path)

    return {"to": lambda target: asset(published.address(target, reader.locale)), "asset": asset}


def page_view(reader: Reader, path: str, home: str) -> dict[str, Any]:
    """What the page's own template needs beside the content. `home` is the address of the site, with a slash at its end, or ''."""
    source = reader.source(path)
    page = reader.page(source)
    module, lesson = reader.place(source)
    ways = _ways(reader, source)
    items = bool(quiz.slug_of(source) or page.named("item"))
    return {
        **ways,
        "source": source,
        "title": reader.title(source),
        "fallback": reader.fallback(source) and not page.meta.untranslated,
        "written_in": reader.written_in(source).locale,
        "address": home and home + published.address(source, locales.SOURCE if page.meta.untranslated else reader.locale),
        "file": reader.file(source),
        "stale": reader.stale(source),
        "references": reader.cited(page),
        "terms": entries.terms_of(reader, page),
        "math": bool(page.formulas or page.symbols or items) or source == "docs/notation.md",
        "quiz": items or source == PROGRESS,
        "module": module,
        "lesson": lesson,
        "place": next((place for place, entry in enumerate(module["lessons"], 1) if entry["slug"] == lesson), None) if module else None,
        "description": page.meta.description,
        "lab": labs.view(reader.course, source, reader.locale),
        "contents": navigation.groups(reader),
        "languages": [(locale, ways["asset"](published.address(source, locale.code))) for locale in locales.LOCALES.values()],
        "linked_data": linked_data.page(reader, source, home),
    }
