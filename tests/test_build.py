"""course build: the same pages as MkDocs alone, only what changed, and never half a site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from course import assemble, build, checks, inputs, jobs, load
from course.finding import Finding
from course.locales import LOCALES

NOT_COMPARED = {"sitemap.xml.gz", "404.html", "search/search_index.json"}


Built = Callable[[Path], tuple[list[str], list[str]]]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_same_pages_as_plain_mkdocs(built_once: Path, tmp_path: Path) -> None:
    config = str(built_once / "mkdocs.yml")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", config, "--site-dir", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(built_once / "hooks")})
    theirs, ours = files(tmp_path), files(built_once / "site")
    assert theirs.keys() - NOT_COMPARED == ours.keys() - NOT_COMPARED
    assert [name for name in theirs if name not in NOT_COMPARED and theirs[name] != ours[name]] == []


def test_a_strict_build_of_mkdocs_stops_at_what_the_checks_find(sample: Path) -> None:
    change(sample / "modules/soil/second.md", "Air is what is left.", "Air is what is left.\n\n## Two")
    config = str(sample / "mkdocs.yml")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", config]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(sample / "hooks")})
    (finding,) = checks.check(load.load(sample))
    assert str(finding) in done.stderr
    assert done.returncode == 1


def test_the_sitemap_names_every_page_in_every_language(built_once: Path) -> None:
    page = "{http://www.sitemaps.org/schemas/sitemap/0.9}url"
    link = "{http://www.w3.org/1999/xhtml}link"
    pages = ElementTree.parse(built_once / "site/sitemap.xml").findall(page)
    assert len(pages) > 7
    assert all(sorted(other.attrib["hreflang"] for other in entry.findall(link)) == sorted(LOCALES) for entry in pages)


def test_only_what_changed_is_built(built_sample: Path, built: Built) -> None:
    assert built(built_sample) == ([], [])
    change(built_sample / "docs/index.fr.md", "Voir", "Regarder")
    assert built(built_sample) == ([], ["checks", "fr"])
    assert "Regarder" in (built_sample / "site/fr/index.html").read_text(encoding="utf-8")
    change(built_sample / "docs/index.md", "See", "Look at")
    assert built(built_sample)[1] == ["ar", "checks", "en", "es", "fr", "ru", "uk", "zh"]


def test_a_site_touched_by_others_is_put_together_again(built_sample: Path, built: Built) -> None:
    (built_sample / "site/index.html").write_text("empty", encoding="utf-8")
    assert built(built_sample) == ([], ["checks"])
    assert "Sample" in (built_sample / "site/index.html").read_text(encoding="utf-8")


def test_a_finding_leaves_the_old_site(built_sample: Path, built: Built) -> None:
    before = files(built_sample / "site")
    change(built_sample / "modules/soil/first.md", "second.md", "nowhere.md")
    findings, _ = built(built_sample)
    assert [line for line in findings if line.startswith("modules/soil/first.md:14: ")]
    assert files(built_sample / "site") == before
    assert built(built_sample) == (findings, ["checks"])


def test_unreadable_sources_are_found_before_anything_is_built(sample: Path, built: Built) -> None:
    (sample / "modules/course.yml").write_text("modules: [", encoding="utf-8")
    findings, done = built(sample)
    assert findings[0].startswith("modules/course.yml:2: YM002 ")
    assert done == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("docs_dir: docs", "docs_dir: [", "mkdocs.yml:14: BD002 MkDocs cannot use this: expected ',' or ']'"),
        (
            "  - abbr",
            "  - abr",
            "mkdocs.yml:1: BD002 MkDocs cannot use this: Config value 'markdown_extensions': Failed to load extension 'abr'",
        ),
    ],
    ids=["yaml", "extension"],
)
def test_what_is_wrong_with_the_settings_is_said_once(sample: Path, built: Built, old: str, new: str, said: str) -> None:
    change(sample / "mkdocs.yml", old, new)
    findings, _ = built(sample)
    assert [line.startswith(said) for line in findings] == [True], findings


def test_a_broken_template_is_a_finding(sample: Path, built: Built) -> None:
    (sample / "overrides/course/figure.html").write_text("{% if %}", encoding="utf-8")
    findings, _ = built(sample)
    assert [line for line in findings if jobs.STOPPED in line]
    assert not (sample / "site").exists()


def test_interrupted_between_the_renames_the_old_site_comes_back(tmp_path: Path) -> None:
    (tmp_path / ".site-old").mkdir()
    assemble.recover(tmp_path / "site")
    assert (tmp_path / "site").is_dir()


def test_what_a_killed_build_left_is_removed_and_what_another_is_making_stays(tmp_path: Path) -> None:
    for name, age in (("en-1", 0), ("part-killed", 7200), ("part-another", 60)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "findings.json").touch()
        os.utime(tmp_path / name, (1e9 - age, 1e9 - age))
    build.forget(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["en-1", "part-another"]


def test_a_part_that_cannot_be_read_leaves_the_old_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").touch()
    (tmp_path / "part").mkdir()
    (tmp_path / "part/index.html").symlink_to("nowhere")
    with pytest.raises(OSError, match="index"):
        assemble.publish({"en": tmp_path / "part"}, tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert (tmp_path / "site/index.html").exists()


def test_digest_of_a_locale_follows_its_own_and_the_shared_files(sample: Path) -> None:
    before = inputs.digests(sample, {})
    change(sample / "modules/soil/first.ar.md", "متر", "متران")
    after = inputs.digests(sample, {})
    assert [locale for locale in before if before[locale] != after[locale]] == ["ar"]
    assert inputs.digests(sample, {"SITE_URL": "https://example.org/"}).items().isdisjoint(after.items())
    assert inputs.digests(sample, {"HOME": "/"}) == after


def test_a_circle_of_links_ends(sample: Path) -> None:
    (sample / "docs/again").symlink_to(sample / "docs", target_is_directory=True)
    assert inputs.digests(sample, {})


def test_the_course_is_read_again_when_the_lock_has_changed(sample: Path) -> None:
    assert load.load_once(sample).packages["numpy"] != "9.9.9"
    lock = sample / "requirements.lock"
    lock.write_text(re.sub(r"(?m)^numpy==\S+", "numpy==9.9.9", lock.read_text(encoding="utf-8")), encoding="utf-8")
    assert load.load_once(sample).packages["numpy"] == "9.9.9"


def test_a_file_that_goes_while_the_sources_are_looked_through_is_passed_over(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    course, digests = load.load_once(sample), inputs.digests(sample, {})
    (sample / "docs/#lock").symlink_to("nowhere")
    (sample / "docs/tmp~").touch()
    for name in ("lstat", "readlink", "read_bytes"):
        monkeypatch.setattr(Path, name, unless_temporary(getattr(Path, name)))
    assert load.load_once(sample) is course
    assert inputs.digests(sample, {}) == digests


def unless_temporary(read: Callable[[Path], Any]) -> Callable[[Path], Any]:
    """Another process has taken temporary files away by the time they are read."""

    def look(path: Path) -> Any:
        if path.name in ("#lock", "tmp~"):
            raise FileNotFoundError(path)
        return read(path)

    return look


def fails() -> list[Finding]:
    raise ValueError("no")


def dies() -> list[Finding]:
    os.kill(os.getpid(), 9)
    return []


def succeeds() -> list[Finding]:
    os.write(1, b"quietly\n")
    return []


@pytest.mark.filterwarnings("ignore:.*fork")  # under pytest-xdist there are threads; these jobs are too small to mind
@pytest.mark.parametrize(("job", "said"), [(fails, "ValueError('no')"), (dies, "ended with -9")])
def test_a_job_that_stops_is_reported(tmp_path: Path, job: Callable[[], list[Finding]], said: str) -> None:
    outcomes = {outcome.name: outcome for outcome in jobs.run({"bad": job, "good": succeeds}, tmp_path, 2, lambda: 0.0)}
    assert said in outcomes["bad"].findings[0].message
    assert outcomes["bad"].stopped
    assert outcomes["good"].findings == ()
    assert (tmp_path / "good.log").read_text(encoding="utf-8") == "quietly\n"


def test_a_page_made_alone_is_the_same_page(built_sample: Path) -> None:
    """What the preview shows first is what the build makes."""
    page = "ar/modules/soil/first.html"
    code = "import sys; from pathlib import Path; from course.build import make_part; "
    code += "make_part(Path(sys.argv[1]), 'ar', Path(sys.argv[2]), sys.argv[3])"
    part = built_sample / ".cache/site/page-ar"
    environment = {**os.environ, "PYTHONPATH": str(built_sample / "hooks")}
    subprocess.run([sys.executable, "-c", code, str(built_sample), str(part), page], check=True, env=environment)
    assert (part / "pages" / page).read_bytes() == (built_sample / "site" / page).read_bytes()
    assert [path.name for path in (part / "pages/ar").rglob("*.html")] == ["first.html"]
    assert (part / "findings.json").read_text(encoding="utf-8") == "[]"
