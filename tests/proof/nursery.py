"""Where the processes of the proofs come from: what `python app.py` imports is imported once, and each is a fork.

For each line on standard input, `{"environment": …, "output": file}`, a Lantern begins to serve; its process id is
printed. Most of a start is importing, and a proof that kills hundreds of times would do little else.
"""

import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NoReturn

from app import main as lantern
from psirf.rules import read_rules

ROOT = Path(__file__).parents[2]


def begin(environment: Mapping[str, str], output: Path) -> int:
    """Start Lantern with nothing but this environment; what it prints is added to a file. Its process id."""
    nursery = _nursery()
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    print(json.dumps({"environment": dict(environment), "output": str(output)}), file=nursery.stdin, flush=True)
    return int(nursery.stdout.readline())


def is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


@cache
def _nursery() -> "subprocess.Popen[str]":
    """One for each run of the tests; it ends when they do, with its standard input."""
    command = [sys.executable, "-m", "tests.proof.nursery"]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _serve(environment: Mapping[str, str], output: str) -> NoReturn:
    """What `python app.py` does, in a process of its own."""
    os.environ.clear()
    os.environ.update(environment)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for descriptor, file, how in ((0, os.devnull, os.O_RDONLY), (1, output, os.O_WRONLY | os.O_CREAT | os.O_APPEND)):
        opened = os.open(file, how, 0o600)
        os.dup2(opened, descriptor)
        os.close(opened)
    os.dup2(1, 2)
    try:
        lantern()
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    os._exit(0)


def main() -> None:
    read_rules()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who has ended is let go of at once
    for line in sys.stdin:
        if not (process_id := os.fork()):
            _serve(**json.loads(line))
        print(process_id, flush=True)


if __name__ == "__main__":
    main()
