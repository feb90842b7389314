"""An executed lab told in a locale: the notebook for the page and the notebook that a reader takes home.

Code and numbers are the same in every locale by construction: only text cells, the values of `LABELS`, and shown texts
that are a sentence of `LABELS` are replaced. A cell whose output lacks a sentence in the locale shows its English output.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import ParseError

from course import labcode, locales, plots, sentences
from course.finding import Finding
from course.lab import LABELS, RESULTS, Cell, Lab, Outputs
from course.sentences import AmbiguousError, Sentences
from course.words import Text, Words

Notebook = dict[str, Any]
_MARKUP = (
    (re.compile(r"\[([^\]\n]*)\]\((?!https?:)[^)\n]*\)"), r"\1"),
    (re.compile(r"\s*\[@[^\]\n]+\]"), ""),
    (re.compile(r"\s*\{\s*#[^}\n]*\}"), ""),
    (re.compile(r"^/{3,}.*\n?", re.MULTILINE), ""),
)
"""What only the site understands, and what stays of it in a notebook."""


def tell(lab: Lab, words: Words) -> Sentences:
    """The sentences of a lab in a locale; a translation that would not run counts as missing."""
    entries = tuple(sentences.sentence(label.key, label.text, words(f"labels.{label.key}")) for _, label in lab.labels)
    return Sentences(entries, locales.LOCALES[words.locale].direction == "rtl")


def for_page(lab: Lab, outputs: Outputs, words: Words, say: Mapping[str, str], title: str) -> Notebook:
    """The notebook that the page is made from. `say` has the interface's words that the template needs."""
    speak = tell(lab, words)
    description = words("description").text if lab.description else ""
    cells = [_page_cell(cell, outputs.get(cell.id, ()), words, speak) for cell in lab.cells]
    for first in cells:
        if first["cell_type"] == "markdown":
            first["source"] = _front_matter(title, description) + first["source"]
            break
    return _notebook(lab, cells, {"say": dict(say), "locale": words.locale})


def for_reader(lab: Lab, words: Words) -> Notebook:
    """The notebook to take home: nothing run yet, and no markup that only the site understands."""
    texts = {label.key: entry.told.text for (_, label), entry in zip(lab.labels, tell(lab, words).entries, strict=True)}
    cells = []
    for cell in lab.cells:
        if cell.kind == "code":
            source = labcode.replace_labels(cell.source, texts) if LABELS in cell.tags else cell.source
            cells.append(_raw(cell, source) | {"execution_count": None, "outputs": []})
        else:
            cells.append(_raw(cell, plain(words(f"cells.{cell.id}").text if cell.kind == "markdown" else cell.source)))
    return _notebook(lab, cells, {})


def plain(text: str) -> str:
    for pattern, kept in _MARKUP:
        text = pattern.sub(kept, text)
    return text


def problems(lab: Lab, outputs: Outputs) -> Iterator[Finding]:
    """What is shown must be a sentence of the lab or consist of numbers and units; a figure must say what it shows."""
    speak = tell(lab, Words("en", {key: text for key, (text, _) in lab.texts.items()}, {}))
    for cell in lab.code:
        if RESULTS in cell.tags:
            continue
        for output in outputs.get(cell.id, ()):
            for code, message in _wrong(output, speak):
                yield Finding(lab.path, cell.line, code, f"cell {cell.id}: {message}")


def _wrong(output: Mapping[str, Any], speak: Sentences) -> Iterator[tuple[str, str]]:
    for text in _shown(output):
        try:
            unknown = speak(text) is None
        except AmbiguousError as error:
            yield "LB011", f"'{text}' fits several sentences of LABELS ({error}); make them differ in their fixed words"
        except ParseError:
            yield "LB011", "shows something that cannot be told in other languages; use the helpers `figure` and `table`"
        else:
            if unknown:
                yield "LB011", f"'{text}' is shown but stands in no entry of LABELS; write the sentence there"
    svg = output.get("data", {}).get("image/svg+xml")
    if svg and not all(plots.described("".join(svg))):
        yield "LB012", "a figure without title or description; give both to `figure`"


def _shown(output: Mapping[str, Any]) -> Iterator[str]:
    if output.get("output_type") == "stream":
        yield from (line for line in "".join(output["text"]).split("\n") if line.strip())
        return
    data = output.get("data", {})
    if "image/svg+xml" in data:
        yield from plots.shown("".join(data["image/svg+xml"]))
    elif "text/html" in data:
        yield from filter(None, map(plots.said, plots.cells("".join(data["text/html"]))))
    else:
        yield from (line for line in "".join(data.get("text/plain", "")).split("\n") if line.strip())


def _page_cell(cell: Cell, outputs: tuple[Mapping[str, Any], ...], words: Words, speak: Sentences) -> dict[str, Any]:
    if cell.kind != "code":
        text = words(f"cells.{cell.id}") if cell.kind == "markdown" else Text(cell.source, words.locale)
        return _marked(_raw(cell, text.text), text)
    said: list[Text] = []

    def say(text: str) -> Text:
        said.append(speak(text) or Text(text, ""))
        return said[-1]

    told = [_tell(output, say, f"{cell.id}-{number}-", speak.rtl, RESULTS in cell.tags) for number, output in enumerate(outputs, 1)]
    missing = words.locale != locales.SOURCE and any(text.locale == "en" for text in said)
    if missing:
        told = [_tell(output, _itself, f"{cell.id}-{number}-", False, False) for number, output in enumerate(outputs, 1)]
    raw = _raw(cell, cell.source) | {"execution_count": None, "outputs": told}
    return _marked(raw, Text("", "en" if missing else words.locale, any(text.stale for text in said)))


def _itself(text: str) -> Text:
    return Text(text, "en")


def _marked(raw: dict[str, Any], text: Text) -> dict[str, Any]:
    raw["metadata"]["course"] = {"lang": text.locale, "dir": locales.LOCALES[text.locale].direction, "stale": text.stale}
    return raw


def _tell(output: Mapping[str, Any], say: Callable[[str], Text], prefix: str, rtl: bool, verbatim: bool) -> dict[str, Any]:
    told = {key: value for key, value in output.items() if key != "execution_count"}
    if output["output_type"] == "execute_result":
        told["execution_count"] = None
    if output["output_type"] == "stream":
        lines = "".join(output["text"]).rstrip("\n").split("\n")
        told["text"] = "\n".join(line if verbatim or not line.strip() else say(line).text for line in lines)
        return told
    data = {kind: "".join(value) for kind, value in output.get("data", {}).items() if isinstance(value, str | list)}
    if "image/svg+xml" in data:
        told["data"] = {"image/svg+xml": plots.tell_plot(data["image/svg+xml"], say, prefix, rtl)}
        told["metadata"] = {"title": say(plots.described(data["image/svg+xml"])[0]).text}
    elif "text/html" in data:
        told["data"] = {"text/html": plots.tell_table(data["text/html"], say)}
    else:
        told["data"] = {"text/plain": "\n".join(say(line).text for line in data.get("text/plain", "").split("\n"))}
    return told


def _raw(cell: Cell, source: str) -> dict[str, Any]:
    metadata: dict[str, Any] = {"tags": sorted(cell.tags)} if cell.tags else {}
    return {"cell_type": cell.kind, "id": cell.id, "metadata": metadata, "source": source}


def _notebook(lab: Lab, cells: list[dict[str, Any]], course: Mapping[str, Any]) -> Notebook:
    metadata = {key: value for key, value in lab.metadata.items() if key != "course"}
    return {"cells": cells, "metadata": metadata | ({"course": dict(course)} if course else {}), "nbformat": 4, "nbformat_minor": 5}


def _front_matter(title: str, description: str) -> str:
    return f"---\ntitle: {labcode.literal(title)}\ndescription: {labcode.literal(description)}\n---\n"
