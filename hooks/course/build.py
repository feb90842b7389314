"""The site, a worker per locale. A plain `mkdocs build` makes the same pages one locale after the other.

    .cache/site/<locale>-<digest>/pages/          what a worker made from inputs with this digest
    .cache/site/<locale>-<digest>/findings.json   and what it had to say
    site/                                         the parts together, put in place when all is well

A part is made once and never changed. The digests are compared before anything heavy is imported.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from course import assemble, inputs, jobs
from course.finding import Finding

CACHE = Path(".cache/site")
KEPT = 2
BEGUN = "part-"
ABANDONED = 3600.0
"""Seconds by which a part that was begun is older than the newest whole one when its build must have been killed."""
CHECKS = "checks"
WARNING = "BD001"
DIRTY = "A 'dirty' build is being performed"
QUOTED = re.compile(r"'([^']+)'")


def build(
    root: Path, environment: Mapping[str, str], at_once: int, clock: Callable[[], float], say: Callable[[str], None]
) -> list[Finding]:
    """Bring site/ up to date, or leave the old one and return everything that stands in the way."""
    began = clock()
    jobs.leave_garbage()
    site, cache = root / "site", root / CACHE
    assemble.recover(site)
    parts = parts_of(root, inputs.digests(root, environment))
    pages = {locale: part / "pages" for locale, part in parts.items()}
    stamp = cache / "stamp"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == assemble.stamp(parts.values(), site):
        say("nothing changed: site/ is up to date")
        return []
    findings = make(root, parts, at_once, clock, say)
    if findings:
        return findings
    assemble.publish(pages, site)
    stamp.write_text(assemble.stamp(parts.values(), site), encoding="utf-8")
    forget(cache)
    say(f"site/ is up to date, in {clock() - began:.1f} s")
    return []


def parts_of(root: Path, digests: Mapping[str, str]) -> dict[str, Path]:
    return {locale: root / CACHE / f"{locale}-{digest}" for locale, digest in digests.items()}


def make(root: Path, parts: Mapping[str, Path], at_once: int, clock: Callable[[], float], say: Callable[[str], None]) -> list[Finding]:
    """Make the parts that are missing; all findings of the sources and of every part, old or new."""
    from course import checks, labs, load

    course = load.load_once(root)
    if course.findings:  # what cannot be read is taken for empty: nothing worth building
        return checks.check(course)
    missing = {locale: part for locale, part in parts.items() if not part.exists()}
    if missing:
        with ThreadPoolExecutor(1) as beside:  # there is time while the first kernels start
            prepared = beside.submit(prepare, root)
            failed = labs.prepare(course, at_once, lambda *step: say(labs.bar(*step)))
        prepared.result()
        if failed:
            return sorted({*checks.check(course), *failed})
    work: dict[str, jobs.Job] = {locale: partial(make_part, root, locale, part) for locale, part in missing.items()}
    work |= {CHECKS: partial(check, root)}
    found: list[Finding] = []
    for outcome in jobs.run(work, root / CACHE, at_once, clock):
        say(f"{outcome.name:7} {outcome.seconds:5.1f} s")
        found += outcome.findings
    for locale in parts.keys() - missing.keys():
        found += findings_of(parts[locale])
    return once(found)


def once(found: Iterable[Finding]) -> list[Finding]:
    """In order of place; without the warnings of MkDocs about lines that a check has spoken of."""
    every = set(found)
    places = {(finding.path, finding.line) for finding in every if finding.code != WARNING}
    return sorted(finding for finding in every if finding.code != WARNING or (finding.path, finding.line) not in places)


def check(root: Path) -> list[Finding]:
    from course import checks, load

    return checks.check(load.load_once(root))


def prepare(root: Path) -> None:
    """Load what every worker needs before they are forked. What is wrong with mkdocs.yml, they report."""
    from mkdocs.commands import build as _  # noqa: F401
    from mkdocs.config import load_config

    from course import answers

    answers.registry()
    _hear()
    with suppress(Exception, SystemExit):
        load_config(str(root / "mkdocs.yml"))


def make_part(root: Path, locale: str, part: Path, only: str = "") -> list[Finding]:
    """Build one locale, or but one page of it and what is no page; runs in a process of its own."""
    from mkdocs import utils
    from mkdocs.commands.build import build as build_all
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    made = Path(tempfile.mkdtemp(prefix=BEGUN, dir=part.parent))
    heard = _hear()
    utils.clean_directory = _keep
    try:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(made / "pages"))
        i18n: Any = config.plugins["i18n"]
        i18n.current_language, i18n.building = locale, True  # with `building` it stops after this locale
        config.extra["checked"] = True
        config.plugins.on_startup(command="build", dirty=False)
        build_all(config, dirty=_leave_out_others(only))
        findings = once(_finding(root, message) for message in heard if not message.startswith(DIRTY))
        (made / "findings.json").write_text(json.dumps([asdict(finding) for finding in findings]), encoding="utf-8")
        with suppress(FileExistsError, OSError):  # another build was faster
            made.rename(part)
        return findings
    except MkDocsException as error:  # the same in every locale, so that it is said once
        traceback.print_exc()
        return [*_refused(error, heard)]
    except Exception as error:
        traceback.print_exc()
        return [*(_finding(root, message) for message in heard), jobs.stopped(locale, repr(error))]
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _leave_out_others(only: str) -> bool:
    """Make MkDocs take all pages but one for up to date; it calls that a dirty build."""
    from mkdocs.structure.files import File

    def is_modified(self: File) -> bool:
        return self.dest_uri == only or not self.is_documentation_page()

    if only:
        File.is_modified = is_modified  # type: ignore[method-assign]
    return bool(only)


def _keep(directory: str) -> None:
    """In place of MkDocs' emptying of the site's folder, which is new here."""


def findings_of(part: Path) -> list[Finding]:
    return [Finding(**entry) for entry in json.loads((part / "findings.json").read_text(encoding="utf-8"))]


def forget(cache: Path) -> None:
    """Keep the newest parts of each locale, and what another build is making."""
    begun = {*cache.glob(f"{BEGUN}*")}
    made = (part for part in cache.iterdir() if part not in begun and (part / "findings.json").exists())
    by_age = sorted(made, key=lambda part: part.stat().st_mtime)
    newest = by_age[-1].stat().st_mtime if by_age else 0.0
    for part in by_age:
        if len([other for other in by_age if other.name.split("-")[0] == part.name.split("-")[0] and other.exists()]) > KEPT:
            shutil.rmtree(part, ignore_errors=True)
    for part in begun:
        with suppress(FileNotFoundError):  # it has been made meanwhile
            if part.stat().st_mtime < newest - ABANDONED:
                shutil.rmtree(part, ignore_errors=True)


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _hear() -> list[str]:
    """Warnings of MkDocs and its plugins from now on; nothing is printed."""
    ear = _Ear()
    logger = logging.getLogger("mkdocs")
    logger.handlers = [ear]
    logger.propagate = False
    return ear.messages


def _refused(error: Exception, heard: Sequence[str]) -> Iterator[Finding]:
    """Why MkDocs or a plugin of it stopped: what was heard before, else the error, at the line that YAML names."""
    mark = getattr(error.__context__, "problem_mark", None)
    reason = str(getattr(error.__context__, "problem", "") if mark else error)
    for said in heard or [reason]:
        message = f"MkDocs cannot use this: {' '.join(said.split())}; correct it"
        yield Finding("mkdocs.yml", mark.line + 1 if mark else 1, jobs.STOPPED, message)


def _finding(root: Path, message: str) -> Finding:
    """A warning of MkDocs, at the file that it quotes first and the line where what it quotes next stands."""
    names = QUOTED.findall(message)
    said = f"MkDocs warns: {' '.join(message.split())}"
    for path in (f"docs/{names[0]}", names[0]) if names else ():
        if path.endswith((".md", ".ipynb")) and (root / path).is_file():
            lines = (root / path).read_text(encoding="utf-8", errors="replace").split("\n")
            places = [number for number, line in enumerate(lines, 1) if names[1:] and names[1] in line]
            return Finding(path, places[0] if places else 1, WARNING, said)
    return Finding("mkdocs.yml", 1, WARNING, said)
