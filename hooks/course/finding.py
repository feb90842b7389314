"""A finding: something certainly wrong in the sources, where it is, and what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    path: str
    """Relative to the root of the course, with forward slashes."""
    line: int
    """Counted from 1; 1 when the whole file is meant."""
    code: str
    """Two letters, three digits, explained in docs/findings.md."""
    message: str
    """What is wrong; what to do."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code} {self.message}"
