"""The kernels that run labs: ordinary IPython kernels that do not reach the network.

    kernel.py            reads orders, a line each: {"connection": file, "folder": where to run, "noise": file}. It imports
                         once what labs import, and each order is answered by the process id of a kernel forked from it
    kernel.py FILE       is the kernel of one connection file, where forking is not safe

Threads of linear algebra stay at one: labs run side by side, and their numbers must not depend on the machine's cores.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import sys
import traceback
from typing import Any

HERE = ("127.0.0.1", "::1", "localhost", "", None, b"127.0.0.1", b"localhost")
IMPORTED = ("ipykernel.kernelapp", "matplotlib.pyplot", "numpy", "pandas", "scipy.optimize", "scipy.special", "scipy.stats")
SETTINGS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # as IPython sets it, before matplotlib is imported
}


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: only this machine may be called."""
    if event == "socket.connect" and isinstance(arguments[1], tuple) and arguments[1][0] not in HERE:
        raise PermissionError("a lab does not reach the network; keep its data in modules/")
    if event in ("socket.getaddrinfo", "socket.gethostbyname") and arguments[0] not in HERE:
        raise PermissionError("a lab does not reach the network; keep its data in modules/")


def be_kernel(connection: str) -> None:
    from ipykernel.kernelapp import launch_new_instance

    sys.addaudithook(refuse)
    launch_new_instance(argv=["-f", connection, "--HistoryManager.hist_file=:memory:"])


def fork_kernels() -> None:
    for name in IMPORTED:
        importlib.import_module(name)
    gc.freeze()  # what is imported stays: no kernel need look through it
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the kernels: the system buries them
    for line in sys.stdin:
        order = json.loads(line)
        number = os.fork()
        if number == 0:
            _become(order)
        print(number, flush=True)


def _become(order: dict[str, str]) -> None:
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        nothing, noise = os.open(os.devnull, os.O_RDONLY), os.open(order["noise"], os.O_WRONLY | os.O_APPEND)
        for stream, source in ((0, nothing), (1, noise), (2, noise)):
            os.dup2(source, stream)
        os.chdir(order["folder"])
        be_kernel(order["connection"])
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(1)


if __name__ == "__main__":
    alone = len(sys.argv) > 1
    parent = os.getppid() if alone else os.getpid()  # a kernel ends with it
    os.environ |= SETTINGS | {"JPY_PARENT_PID": str(parent)}
    be_kernel(sys.argv[1]) if alone else fork_kernels()
