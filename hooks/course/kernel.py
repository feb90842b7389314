"""The kernel that runs labs, started as a script: an ordinary IPython kernel that does not reach the network.

Threads of linear algebra stay at one: labs run side by side, and their numbers must not depend on the machine's cores.
"""

from __future__ import annotations

import os
import sys
from typing import Any

HERE = ("127.0.0.1", "::1", "localhost", "", None, b"127.0.0.1", b"localhost")


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: only this machine may be called."""
    if event == "socket.connect" and isinstance(arguments[1], tuple) and arguments[1][0] not in HERE:
        raise PermissionError("a lab does not reach the network; keep its data in modules/")
    if event in ("socket.getaddrinfo", "socket.gethostbyname") and arguments[0] not in HERE:
        raise PermissionError("a lab does not reach the network; keep its data in modules/")


if __name__ == "__main__":
    sys.addaudithook(refuse)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()
