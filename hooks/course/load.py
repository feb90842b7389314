"""The one reader of the tree: files in, a Course out. An author's mistake becomes a finding, never an exception."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from course import data, figure, lab, locales, page, quiz, reference, words
from course.catalogue import Catalogue
from course.figure import Figure
from course.finding import Finding
from course.lab import Lab
from course.page import Page
from course.quiz import Ledger, Quiz
from course.reference import Glossary, Ideas, Limits, Misconceptions, Notation, Reference, Units
from course.words import Unit, Words

SOURCES = ("docs", "modules", "quizzes")
MESSAGES = "hooks/course/messages/interface.yml"
LOCK = "requirements.lock"
BIBLIOGRAPHY = "modules/references.bib"
GROUND = (
    "docs/index.md",
    *(f"modules/{name}.yml" for name in ("course", "ideas", "misconceptions", "limits", "notation", "units", "glossary")),
    BIBLIOGRAPHY,
    quiz.LEDGER,
    MESSAGES,
    LOCK,
)
"""Files without which there is no course."""
PINNED = re.compile(r"^([a-z0-9][a-z0-9.-]*)==([^ ;\\\n]+)", re.MULTILINE)
LARGEST = 2_000_000
LONGEST = 100_000
"""Bytes of a page of prose: four times a long lesson in Cyrillic letters."""
DEEPEST = 12
TEXTS = frozenset({".md", ".yml", ".po", ".bib", ".svg", ".csv", ".json", ".ipynb", ".html", ".css", ".js", ".lock"})
LEFT_BEHIND = frozenset({".orig", ".rej", ".bak", ".doc", ".docx", ".odt"})
"""Endings of what programs leave beside a file, and of what nobody can compare."""
PASSED_OVER = {".markdown": ".md", ".mdown": ".md", ".mkdn": ".md", ".mkd": ".md", ".yaml": ".yml"}
"""Endings that MkDocs or people take for others."""
CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
MISTAKEN = {"ua": "uk", "cn": "zh"}
"""Codes of countries that are taken for those of languages."""
PARSED = frozenset({".md", ".yml", ".po", ".bib", ".svg", ".ipynb"})
SKIPPED = frozenset({"__pycache__", ".ipynb_checkpoints", ".pytest_cache"})


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """Everything that people wrote, read once."""

    root: Path
    catalogue: Catalogue = Catalogue()
    ideas: Ideas = Ideas()
    misconceptions: Misconceptions = Misconceptions()
    limits: Limits = Limits()
    notation: Notation = Notation()
    units: Units = Units()
    glossary: Glossary = Glossary()
    references: Mapping[str, Reference] = field(default_factory=dict)
    quizzes: Mapping[str, Quiz] = field(default_factory=dict)
    """By slug of the module."""
    ledger: Ledger = Ledger()
    pages: Mapping[str, Page] = field(default_factory=dict)
    """By path, every locale."""
    figures: Mapping[str, Figure] = field(default_factory=dict)
    """By path."""
    labs: Mapping[str, Lab] = field(default_factory=dict)
    """By path; the readable ones."""
    packages: Mapping[str, str] = field(default_factory=dict)
    """Locked packages: name → version."""
    texts: Mapping[str, Mapping[str, tuple[str, int]]] = field(default_factory=dict)
    """Path of a structured file or of a folder of figures → key → (English, line)."""
    catalogues: Mapping[str, Mapping[str, Unit]] = field(default_factory=dict)
    """Path of a gettext catalogue → key → unit."""
    files: Mapping[str, str | None] = field(default_factory=dict)
    """Path → text of every file below the sources; None for what is not text."""
    findings: tuple[Finding, ...] = ()
    """What went wrong while reading."""

    @property
    def unread(self) -> frozenset[str]:
        """Paths of what is missing or could not be read as it should: what depends on them cannot be judged."""
        return frozenset(finding.path for finding in self.findings)

    @property
    def results(self) -> dict[str, dict[str, float]]:
        """What the labs compute, as kept for reference: slug of the module → name → value."""
        return {
            entry.slug: {name: float(result.value) for name, result in entry.results.items() if not isinstance(result.value, str)}
            for entry in self.labs.values()
        }

    def words(self, path: str, locale: str) -> Words:
        """The texts of the structured file `path` in a locale."""
        english = {key: text for key, (text, _) in self.texts.get(path, {}).items()}
        return Words(locale, english, self.catalogues.get(catalogue_of(path, locale), {}))


def catalogue_of(path: str, locale: str) -> str:
    """('modules/course.yml', 'fr') → 'modules/course.fr.po'; ('modules/x/figures', 'fr') → 'modules/x/figures.fr.po'."""
    return f"{path.removesuffix('.yml').removesuffix('.ipynb')}.{locale}.po"


def catalogues_of(path: str) -> Iterator[tuple[str, str]]:
    """(locale, path of its catalogue) of every translation of a structured file."""
    return ((locale, catalogue_of(path, locale)) for locale in locales.TRANSLATIONS)


def load_once(root: Path) -> Course:
    """The course below `root`, read again only when a file has changed since."""
    return _loaded(root, tuple(_stamps(root)))


@lru_cache(maxsize=2)
def _loaded(root: Path, _: tuple[tuple[str, int, int], ...]) -> Course:
    return load(root)


def _stamps(root: Path) -> Iterator[tuple[str, int, int]]:
    tops = (root / top for top in (*SOURCES, str(Path(MESSAGES).parent)))
    below = (folder / name for top in tops for folder, _, names in top.walk() for name in names)
    for file in (*below, root / LOCK):
        with suppress(FileNotFoundError):  # an editor's temporary file
            status = file.lstat()
            yield str(file), status.st_mtime_ns, status.st_size


def load(root: Path) -> Course:
    """Read the course below `root`."""
    findings: list[Finding] = []
    files = dict(_read(root, findings))
    lock = dict(_walk(root, root / LOCK, findings))
    findings += _missing(files | lock, frozenset(finding.path for finding in findings))
    raw: dict[str, Any] = {}
    for path, text in files.items():
        if path.endswith(".yml") and text is not None:
            raw[path], found = data.parse(text, path)
            findings += found

    def structured[T](path: str, kind: type[T]) -> T:
        if raw.get(path) is None:
            return kind()
        value, found = data.structure(raw[path], kind, path)
        findings.extend(found)
        return value if value is not None else kind()

    pages, catalogues, figures, labs = {}, {}, {}, {}
    references: dict[str, Reference] = {}
    for path, text in files.items():
        if text is None:
            continue
        if path.endswith(".md"):
            pages[path], more = page.parse(text, path)
            findings += more
        elif path.endswith(".po"):
            catalogues[path], found = words.parse(text, path)
            findings += found
        elif path == BIBLIOGRAPHY:
            references, found = reference.parse_bibliography(text, path)
            findings += found
        elif path.endswith(".svg"):
            figures[path], found = figure.parse(text, path)
            findings += found
        elif path.endswith(".ipynb"):
            read, found = lab.parse(text, path)
            findings += found
            if read:
                labs[path] = read
    return Course(
        root=root,
        catalogue=structured("modules/course.yml", Catalogue),
        ideas=structured("modules/ideas.yml", Ideas),
        misconceptions=structured("modules/misconceptions.yml", Misconceptions),
        limits=structured("modules/limits.yml", Limits),
        notation=structured("modules/notation.yml", Notation),
        units=structured("modules/units.yml", Units),
        glossary=structured("modules/glossary.yml", Glossary),
        references=references,
        quizzes={slug: structured(path, Quiz) for path in raw if path.startswith("quizzes/") and (slug := quiz.slug_of(path))},
        ledger=structured(quiz.LEDGER, Ledger),
        pages=pages,
        figures=figures,
        labs=labs,
        packages=dict(PINNED.findall(lock.get(LOCK) or "")),
        texts=_texts(raw, figures, labs),
        catalogues=catalogues,
        files=files,
        findings=tuple(findings),
    )


def _texts(raw: Mapping[str, Any], figures: Mapping[str, Figure], labs: Mapping[str, Lab]) -> dict[str, dict[str, tuple[str, int]]]:
    texts = {path: {key: (text, line) for key, text, line in words.texts(content)} for path, content in raw.items()}
    for drawing in figures.values():
        texts.setdefault(drawing.folder, {}).update(drawing.texts)
    return texts | {path: read.texts for path, read in labs.items()}


def _missing(files: Mapping[str, str | None], found: frozenset[str]) -> Iterator[Finding]:
    """What the course cannot do without, and quizzes, are there and hold something."""
    quizzes = (path for path in files if path.startswith("quizzes/") and quiz.slug_of(path))
    for path in (*GROUND, *quizzes):
        said = any(path == place or path.startswith(f"{place}/") for place in found)
        if not said and not (files.get(path) or "").strip():
            what = "the file is empty" if path in files else "there is no such file"
            yield Finding(path, 1, "FS005", f"{what}, and the course needs it; write it, or bring it back from the history")


def _read(root: Path, findings: list[Finding]) -> Iterator[tuple[str, str | None]]:
    """(path, text) of each source file, sorted; links that leave the tree or go in circles are findings."""
    for top in SOURCES:
        yield from _walk(root, root / top, findings)
    messages = (root / MESSAGES).parent
    yield from _walk(root, messages, findings)


def _walk(root: Path, place: Path, findings: list[Finding]) -> Iterator[tuple[str, str | None]]:
    path = place.relative_to(root).as_posix()
    if place.name in SKIPPED:
        return
    if not path.isprintable() or path.count("/") > DEEPEST:
        shown = "".join(sign if sign.isprintable() else "?" for sign in path)
        message = "the name cannot be printed, or lies too deep; use plain letters and fewer folders"
        findings.append(Finding(shown, 1, "FS004", message))
        return
    try:
        if place.is_symlink():
            findings.append(Finding(path, 1, "FS001", "a symbolic link does not travel to every machine; put the file itself here"))
        elif place.is_dir() and place.suffix in PARSED:
            findings.append(Finding(path, 1, "FS006", "a folder stands where a file is read; give it a name without this ending"))
        elif place.is_dir():
            for entry in sorted(place.iterdir()):
                yield from _walk(root, entry, findings)
        elif place.is_file() and (wrong := _misnamed(place)):
            findings.append(Finding(path, 1, "FS007", wrong))
        elif place.is_file():
            yield path, _text(place, path, findings)
    except OSError as error:
        findings.append(Finding(path, 1, "FS006", f"cannot be read ({error.strerror}); make it readable, or delete it"))


def _misnamed(file: Path) -> str:
    """What the ending of a name says wrongly, so that nobody would read the file or nobody check it."""
    if file.suffix in PASSED_OVER:
        return f"a file that ends in {file.suffix} is not read; let it end in {PASSED_OVER[file.suffix]}"
    if file.suffix.lower() in LEFT_BEHIND:
        return f"a file that ends in {file.suffix} is not read; write it as Markdown, or delete it"
    if file.suffix not in PARSED and file.suffix.lower() in PARSED:
        return f"a file that ends in {file.suffix} is not read; let it end in {file.suffix.lower()}"
    code = PurePath(file.stem).suffix[1:]
    if file.suffix not in (".md", ".po") or code in locales.TRANSLATIONS or (file.suffix == ".md" and not code):
        return ""
    if code == locales.SOURCE:
        return "English has no code in its names; take it out"
    spoken = re.split("[-_]", code.lower())[0]
    meant = MISTAKEN.get(spoken, spoken)
    advice = meant if meant in locales.TRANSLATIONS else f"one of {', '.join(locales.TRANSLATIONS)}"
    return f"'{code}' is no language of the course; write {advice}"


def _text(file: Path, path: str, findings: list[Finding]) -> str | None:
    if file.suffix not in TEXTS:
        return None
    allowed = LONGEST if file.suffix == ".md" else LARGEST
    if file.stat().st_size > allowed:
        findings.append(Finding(path, 1, "FS003", f"larger than {allowed // 1000} kB; readers on slow lines wait for it: make it smaller"))
        return None
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        findings.append(Finding(path, line, "FS002", "not UTF-8; save the file with the encoding UTF-8"))
        return None
    if conflict := CONFLICT.search(text):
        message = "two versions stand here, which git could not merge; keep one, without the lines <<<<<<<, ======= and >>>>>>>"
        findings.append(Finding(path, text.count("\n", 0, conflict.start()) + 1, "FS008", message))
        return None
    return text
