"""Prepare .venv from requirements.lock, with a sentence instead of a traceback when that cannot work.

Runs on whatever Python is found, so it is written in the syntax of old ones.
Does nothing when .venv already holds what requirements.lock and pyproject.toml ask for; when it cannot be made anew, the old one stays.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "Scripts", "python.exe") if os.name == "nt" else os.path.join(VENV, "bin", "python")
OLD = os.path.join(ROOT, ".cache", "old-venv")
STAMP = os.path.join(VENV, "installed")
LOCK = os.path.join(ROOT, "requirements.lock")
NEEDS = (3, 12)
TOO_OLD = (
    "This course needs Python %d.%d or newer; this is %s. "
    "Install it from python.org or with your system's package manager, then run the command again."
)
NO_VENV = (
    "Python cannot make a virtual environment (see above). On Debian and Ubuntu: apt install python3-venv. Then run the command again."
)
IN_USE = "The old .venv is in use (%s). Stop what runs in it, then run the command again."
NO_PACKAGES = "The packages could not be installed (see above). Is there a network? Then run the command again."


def main():
    if sys.version_info < NEEDS:
        newer = newer_python()
        if not newer:
            sys.exit(TOO_OLD % (NEEDS + (sys.version.split()[0],)))
        sys.exit(subprocess.call([newer, os.path.abspath(__file__)]))
    wanted = digest()
    if read(STAMP) == wanted and os.path.exists(PYTHON):
        return
    print("Setting up .venv (a few minutes the first time) ...")
    sys.stdout.flush()
    python = python_outside()
    set_aside()
    try:
        make(python, wanted)
    except BaseException:
        put_back()
        raise
    shutil.rmtree(OLD, ignore_errors=True)


def make(python, wanted):
    run([python, "-m", "venv", VENV], NO_VENV)
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    run(pip + ["--require-hashes", "--requirement", LOCK], NO_PACKAGES)
    run(pip + ["--no-deps", "--no-build-isolation", "--editable", ROOT], NO_PACKAGES)
    with open(STAMP, "w") as stamp:
        stamp.write(wanted)


def set_aside():
    """Keep the old .venv until there is a new one. One that was only begun, beside an old one, is worth nothing."""
    if os.path.exists(OLD) and not os.path.exists(STAMP):
        shutil.rmtree(VENV, ignore_errors=True)
    elif os.path.exists(VENV):
        shutil.rmtree(OLD, ignore_errors=True)
        os.makedirs(os.path.dirname(OLD), exist_ok=True)
        try:
            os.rename(VENV, OLD)
        except OSError as error:
            sys.exit(IN_USE % error.strerror)


def put_back():
    shutil.rmtree(VENV, ignore_errors=True)
    if os.path.exists(OLD):
        os.rename(OLD, VENV)


def python_outside():
    """The Python that runs this, or when .venv is active, the one that .venv was made with."""
    inside = os.path.abspath(sys.executable).startswith(VENV + os.sep)
    return sys._base_executable if inside else sys.executable  # type: ignore[attr-defined]  # of CPython


def newer_python():
    """Path of a new enough Python on this machine that really runs, or None."""
    for minor in range(20, NEEDS[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return found
    return None


def digest():
    """What .venv is made from: interpreter, locked packages, our own entry points and this file."""
    parts = [sys.version.encode(), ROOT.encode()]
    for name in ("requirements.lock", "pyproject.toml", "bootstrap.py"):
        with open(os.path.join(ROOT, name), "rb") as file:
            parts.append(file.read())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def read(path):
    if not os.path.exists(path):
        return ""
    with open(path) as file:
        return file.read()


def run(command, advice):
    if subprocess.call(command) != 0:
        sys.exit(advice)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("Stopped before .venv was ready; run the command again.")
