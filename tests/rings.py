"""The rings of tests side by side, each a pytest of its own: `python -m tests.rings`.

Most of a ring's time is waiting (a database, a browser, a lock), so that together they take little longer than the longest.
"""

import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile

HTTP = sorted(str(file) for file in Path("tests/http").glob("test_*.py"))
RINGS: Sequence[Sequence[str]] = (
    HTTP[::2],
    HTTP[1::2],
    ("tests/browser", "tests/test_manifest.py", "tests/reading"),
    ("tests/rules", "tests/casework", "tests/conversations", "tests/house"),
)


def main(more: Sequence[str]) -> int:
    """Run each ring, and show what it printed when it ends; 1 where one did not pass."""
    started = time.monotonic()
    with ExitStack() as stack:
        printed = [stack.enter_context(TemporaryFile()) for _ in RINGS]
        running = [
            subprocess.Popen([sys.executable, "-m", "pytest", *ring, *more], stdout=output, stderr=subprocess.STDOUT)
            for ring, output in zip(RINGS, printed, strict=True)
        ]
        for ring, process, output in zip(RINGS, running, printed, strict=True):
            process.wait()
            output.seek(0)
            print(f"{' '.join(ring)[:118]}\n{output.read().decode(errors='replace')}", flush=True)
    print(f"{time.monotonic() - started:.0f} seconds")
    return int(any(process.returncode for process in running))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
