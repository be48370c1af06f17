"""The rings of tests, some side by side, each a pytest of its own: `python -m tests.rings test`, or `proof`.

Much of a ring's time is waiting (a database, a browser, a lock): together they take far less than one by one.
"""

import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from tempfile import TemporaryFile

Ring = Sequence[str]
TEST: Sequence[Ring] = (
    ("tests/http", "--on=sqlite"),
    ("tests/casework", "tests/conversations", "--on=sqlite"),
    ("tests/rules", "tests/house", "tests/reading", "tests/test_manifest.py"),
)
# What runs for long: one lot after the other, and the first two want the machine to themselves.
PROOF: Sequence[Sequence[Ring]] = (
    (("tests/proof",),),
    (("tests/browser",),),
    (("tests/http", "--on=postgresql"), ("tests/casework", "tests/conversations", "--on=postgresql")),
)
STAGES: dict[str, Sequence[Sequence[Ring]]] = {"test": (TEST,), "proof": PROOF}


def main(stages: Sequence[Sequence[Ring]]) -> int:
    """Run each ring, and show what it printed when it ends; 1 where one did not pass."""
    return max([_side_by_side(rings) for rings in stages])


def _side_by_side(rings: Sequence[Ring]) -> int:
    started = time.monotonic()
    with ExitStack() as stack:
        printed = [stack.enter_context(TemporaryFile()) for _ in rings]
        running = [
            subprocess.Popen([sys.executable, "-m", "pytest", *ring], stdout=output, stderr=subprocess.STDOUT)
            for ring, output in zip(rings, printed, strict=True)
        ]
        for ring, process, output in zip(rings, running, printed, strict=True):
            process.wait()
            output.seek(0)
            print(f"{' '.join(ring)[:118]}\n{output.read().decode(errors='replace')}", flush=True)
    print(f"{time.monotonic() - started:.0f} seconds", flush=True)
    return int(any(process.returncode for process in running))


if __name__ == "__main__":
    sys.exit(main(STAGES[sys.argv[1]]))
