"""The labs of the course, from sources to what readers get: run, told in each locale, packed to take home.

    .cache/labs/<slug>/outputs.json          what the lab showed, with the hash that it was run for
    .cache/labs/<slug>/lab.<locale>.ipynb    the page's notebook
    .cache/labs/<slug>/<slug>-<locale>.zip   the download: notebook, data, helpers, pinned packages, three steps
    .cache/labs/<slug>/<locale>.made-from    the digest of what both were made from

The bytes of a download depend on nothing but the sources.
"""

from __future__ import annotations

import difflib
import hashlib
import io
import json
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from course import execute, inputs, lab, labcode, load, locales, narrate
from course.execute import Job, Outcome, Progress
from course.finding import Finding
from course.lab import IGNORED, RESULTS, Cell, Lab, Result
from course.load import Course
from course.words import Words

CACHE = ".cache/labs"
KERNEL = "ipykernel"
FRONT_END = {"jupyterlab": "4.6.6"}
"""What opens a notebook at a reader's; the course itself does not need it, so it is pinned here and not locked."""
SAID = ("solution", "table", "lab-words", "lab-english", "text-older")
STEPS = ("lab-step-1", "lab-step-2", "lab-step-3", "lab-offline")
COMMANDS = {
    "install": "python -m pip install -r requirements.txt",
    "open": "python -m jupyterlab {slug}/lab.ipynb",
    "fetch": "python -m pip download -r requirements.txt -d packages",
    "offline": "python -m pip install --no-index --find-links packages -r requirements.txt",
}


def prepare(course: Course, at_once: int, progress: Progress | None = None) -> list[Finding]:
    """Run every lab of the course that has changed since it last passed, on `at_once` cores. Answers what went wrong."""
    outcomes = execute.run_all(jobs(course), course.root / CACHE, _kernels(at_once), progress)
    return sorted(finding for outcome in outcomes for finding in _findings(outcome))


def bar(done: int, total: int, outcome: Outcome) -> str:
    """One line of progress: `[#####.....] 1/2 leaching-transport: passed`."""
    filled = 20 * done // total
    return f"[{'#' * filled}{'.' * (20 - filled)}] {done}/{total} {outcome.lab.slug}: {outcome.what}"


def results(course: Course, slug: str) -> Mapping[str, Result]:
    """The results of a module's lab, by name; empty without a lab."""
    found = course.labs.get(f"modules/{slug}/lab.ipynb")
    return found.results if found else {}


@lru_cache(maxsize=16)
def mounted(course: Course, locale: str) -> dict[str, Path]:
    """Path as MkDocs shall know it → the file that `tell` makes for a locale: pages and downloads."""
    files = {}
    for entry in course.labs.values():
        spoken = told_in(course, entry, locale)
        page, pack = locales.localised(entry.path, spoken), lab.pack_of(entry.slug, spoken)
        files[page] = course.root / CACHE / entry.slug / f"lab.{spoken}.ipynb"
        files[f"modules/{entry.slug}/{pack}"] = course.root / CACHE / entry.slug / pack
    return files


def told_in(course: Course, entry: Lab, locale: str) -> str:
    """The locale in which readers of `locale` get a lab."""
    return locale if load.catalogue_of(entry.path, locale) in course.catalogues else locales.SOURCE


def view(course: Course, source: str, locale: str) -> dict[str, Any] | None:
    """What a lab's page offers to take home; None for other pages."""
    entry = course.labs.get(source)
    if entry is None:
        return None
    pack = lab.pack_of(entry.slug, told_in(course, entry, locale))
    file = course.root / CACHE / entry.slug / pack
    commands = {name: command.format(slug=entry.slug) for name, command in COMMANDS.items()}
    return {"file": f"modules/{entry.slug}/{pack}", "size": file.stat().st_size // 1000 if file.is_file() else 0, "commands": commands}


# -- running


@lru_cache(maxsize=2)
def jobs(course: Course) -> tuple[Job, ...]:
    """What running the labs of the course takes."""
    return tuple(job(course, entry) for entry in course.labs.values())


def job(course: Course, entry: Lab) -> Job:
    files = {path.removeprefix("modules/"): (course.root / path).read_bytes() for path in needed(course, entry)}
    return Job(entry, files, packages(course, entry))


def needed(course: Course, entry: Lab) -> list[str]:
    """The files of the course that the code names, or that lie in a folder that it names."""
    home = posixpath.dirname(entry.path)
    texts = (mark.text for cell in entry.code for mark in labcode.strings(cell.source))
    named = {posixpath.normpath(posixpath.join(home, text)) for text in texts if "/" in text}
    folders = tuple(f"{path}/" for path in named if path.startswith("modules/"))
    return sorted(path for path in course.files if path in named or path.startswith(folders or ("\0",)))


def packages(course: Course, entry: Lab) -> dict[str, str]:
    """Locked packages that the lab and its helpers import, with the kernel: name → version."""
    sources = [cell.source for cell in entry.code]
    sources += [(course.root / path).read_text(encoding="utf-8") for path in needed(course, entry) if path.endswith(".py")]
    used = {labcode.package(mark.text) for source in sources if not labcode.problem(source) for mark in labcode.imports(source)}
    return {name: course.packages[name] for name in sorted({*used, KERNEL}) if name in course.packages}


def _kernels(cores: int) -> int:
    """One more than there are cores: one waits while another computes."""
    return cores + 1


def _findings(outcome: Outcome) -> Iterator[Finding]:
    entry = outcome.lab
    if outcome.what == execute.RAISED:
        message = f"cell {outcome.cell} fails: {outcome.error}; run the notebook from a clean kernel"
        yield Finding(entry.path, outcome.line, "LB013", message)
    elif outcome.what == execute.NOT_STARTED:
        yield Finding(entry.path, 1, "LB014", f"the kernel did not start: {outcome.error}; run `make setup` again")
    else:
        yield from narrate.problems(entry, outcome.outputs)
        yield from _differing(entry, outcome)


def _differing(entry: Lab, outcome: Outcome) -> Iterator[Finding]:
    """What is printed is what is kept, so that pages, quizzes and the file say one thing at every run."""
    for cell in entry.code:
        before, now = ("".join(map(lab.printed, outputs)) for outputs in (cell.outputs, outcome.outputs.get(cell.id, ())))
        if now != before and (RESULTS in cell.tags or IGNORED not in cell.tags):
            message = f"cell {cell.id} prints something else than the output kept here; run `course labs --refresh`, read the difference"
            yield Finding(entry.path, cell.line, "LB010", message)


# -- telling


def tell(course: Course, locale: str) -> None:
    """Write what readers of a locale get of each lab that has run; of one that did not pass, the reference is shown."""
    code = inputs.code(course.root)
    for job in jobs(course):
        _tell(course, job, told_in(course, job.lab, locale), code)


def _tell(course: Course, job: Job, locale: str, code: str) -> None:
    """The page's notebook and the download, unless they were made from the same."""
    entry, folder = job.lab, course.root / CACHE / job.lab.slug
    paths = folder / f"lab.{locale}.ipynb", folder / lab.pack_of(entry.slug, locale)
    note = folder / f"{locale}.made-from"
    outputs = execute.kept(job, course.root / CACHE)
    made_from = _made_from(course, job, locale, code, outputs is not None)
    if all(path.is_file() for path in (*paths, note)) and note.read_text(encoding="utf-8") == made_from:
        return
    words, say = course.words(entry.path, locale), course.words(load.MESSAGES, locale)
    spoken = {key: str(say(f"messages.{key}.text")) for key in SAID}
    shown = outputs or {cell.id: cell.outputs for cell in entry.code}
    execute.write(paths[0], _json(narrate.for_page(entry, shown, words, spoken, title(course, entry, locale))))
    execute.write(paths[1], pack(job, words, say))
    execute.write(note, made_from)


def title(course: Course, entry: Lab, locale: str) -> str:
    say = course.words("modules/course.yml", locale)
    key = f"modules.{entry.slug}.lab.title"
    return str(say(key)) if key in say.english else entry.page.meta.title


def _made_from(course: Course, job: Job, locale: str, code: str, passed: bool) -> str:
    """Digest of what the page and the download are made from; `code` is the digest of our Python."""
    source = job.lab.path
    paths = (source, load.catalogue_of(source, locale), load.MESSAGES, load.catalogue_of(load.MESSAGES, locale))
    parts = [code, job.key, str(passed), title(course, job.lab, locale), *(course.files.get(path) or "" for path in paths)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def pack(job: Job, words: Words, say: Words) -> bytes:
    """The download as a ZIP file, the same bytes for the same sources."""
    slug = job.lab.slug
    files = dict(job.files)
    files[f"{slug}/lab.ipynb"] = _json(narrate.for_reader(job.lab, words)).encode()
    files["requirements.txt"] = "".join(f"{name}=={version}\n" for name, version in sorted({**job.packages, **FRONT_END}.items())).encode()
    files["README.txt"] = "\n\n".join(steps(slug, say)).encode() + b"\n"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, raw in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{slug}-lab/{path}", (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            packed.writestr(entry, raw)
    return content.getvalue()


def steps(slug: str, say: Words) -> list[str]:
    """How to run the download, each step with its command."""
    commands = {name: command.format(slug=slug) for name, command in COMMANDS.items()}
    return [str(say(f"messages.{key}.text")).format(**commands) for key in STEPS]


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


# -- reference results


def refresh(course: Course, at_once: int, progress: Progress | None = None) -> tuple[str, list[Finding]]:
    """Write what the labs give now into their notebooks, without images; answers what changed, as text, and what failed."""
    difference, findings = "", []
    for outcome in execute.run_all(jobs(course), course.root / CACHE, _kernels(at_once), progress):
        if outcome.what != execute.PASSED:
            findings += list(_findings(outcome))
            continue
        path, entry = outcome.lab.path, outcome.lab
        before = [line for cell in entry.code for line in _reference(cell, cell.outputs)]
        after = [line for cell in entry.code for line in _reference(cell, outcome.outputs.get(cell.id, ()))]
        difference += "".join(difflib.unified_diff(before, after, path, path, n=1))
        execute.write(course.root / path, with_reference(course.files[path] or "", outcome))
    return difference, findings


def _reference(cell: Cell, outputs: tuple[Mapping[str, Any], ...]) -> Iterator[str]:
    for output in outputs:
        text = lab.printed(output) or "".join(output.get("data", {}).get("text/plain", ""))
        yield from (f"{cell.id}: {line}\n" for line in text.splitlines())


def with_reference(text: str, outcome: Outcome) -> str:
    """The notebook with the text outputs of a run; every code cell counts as run, as nbval wants it."""
    content = json.loads(text)
    number = 0
    for raw in content["cells"]:
        if raw["cell_type"] == "code":
            number += 1
            raw["execution_count"] = number
            raw["outputs"] = [_as_jupyter(output) for output in outcome.outputs.get(raw["id"], ())]
    return _json(content)


def _as_jupyter(output: Mapping[str, Any]) -> dict[str, Any]:
    kept = dict(output)
    if "text" in output:
        kept["text"] = output["text"].splitlines(keepends=True)
    else:
        kept["data"] = {kind: value.splitlines(keepends=True) for kind, value in output["data"].items() if kind.startswith("text/")}
    return kept
