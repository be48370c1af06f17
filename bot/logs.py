"""What is logged: where something broke and what kind of trouble it was, never what somebody told."""

import logging
import traceback
from types import TracebackType

QUIETER = ("msrest", "urllib3", "azure", "aiohttp.access", "alembic")

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Wordless(logging.Formatter):
    """Shows an exception by its kind and its lines of code. Its message may quote what was being
    read, as msrest's and pydantic's do, and so is left out, whoever logs it."""

    def formatException(self, ei: _Raised) -> str:
        lines: list[str] = []
        seen: set[int] = set()  # a chain can be a circle
        trouble = ei[1]
        while trouble is not None and id(trouble) not in seen:
            seen.add(id(trouble))
            kind = f"{type(trouble).__module__}.{type(trouble).__qualname__}"
            lines = [*traceback.format_tb(trouble.__traceback__), f"{kind}\n", *lines]
            trouble = trouble.__cause__ or (None if trouble.__suppress_context__ else trouble.__context__)
        return "".join(lines).rstrip()


def log_to_the_console() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(Wordless("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for name in QUIETER:
        logging.getLogger(name).setLevel(logging.WARNING)
