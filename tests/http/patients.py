"""Patients' numbers over HTTP: giving one, looking at one, and looking for what it may have left behind."""

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from tests.http import ties as sealed
from tests.lantern import Person, Running, trail
from tests.stand_in import words

NUMBER, SPACED, OTHER = "9990000018", "999 000 0018", "999-000-0026"  # of the range that is never issued
WRONG = "943 476 5918"


def field(card: dict[str, Any], prefix: str) -> str:
    """The id of the first field of a card that begins so."""
    found = re.findall(rf'"id": "({prefix}\d+)"', json.dumps(card))
    assert found, f"no field {prefix}: {words(card)}"
    return str(found[0])


async def gives(person: Person, number: str, card: dict[str, Any] | None = None) -> dict[str, Any]:
    """Type a number on the newest card that asks for one, or on a given one, and press."""
    shown = [card] if card else [sent.card for sent in person.lantern.connector.showing(person.chat).values()]
    [*_, asking] = [each for each in shown if "patient_number_" in json.dumps(each)]
    answer = await person.executes("Keep it safe", asking, **{field(asking, "patient_number_"): number})
    return dict(answer["value"]) if isinstance(answer["value"], dict) else answer


async def page(person: Person, event: int = 1) -> dict[str, Any]:
    shown = await person.invokes("event.page_patients", {"id": event, "seen": 1})
    return dict(shown["value"])


async def looks(cora: Person, because: str, event: int = 1) -> str:
    shown = await page(cora, event)
    answer = await cora.executes("Show the number", shown, **{field(shown, "reason_"): because})
    return words(answer["value"])


async def audited(lantern: Running, did: str) -> list[dict[str, Any]]:
    return [
        {"who": each.who, "did": each.did, "subject": each.subject, "details": each.details}
        for each in await trail(lantern, did=did)
    ]


def forms_of(number: str) -> list[str]:
    """What somebody with the database would look for: the number however spaced, encoded or digested."""
    plain = re.sub(r"\W", "", number)
    ways = {number, plain, f"{plain[:3]} {plain[3:6]} {plain[6:]}", f"{plain[:3]}-{plain[3:6]}-{plain[6:]}"}
    found = [r"\W{0,3}".join(plain)]
    for way in ways:
        digest = hashlib.sha256(way.encode())
        found += [
            re.escape(base64.b64encode(way.encode()).decode().rstrip("=")[:12]),
            re.escape(way.encode().hex()),
            digest.hexdigest(),
            re.escape(base64.b64encode(digest.digest()).decode()[:30]),
            hashlib.md5(way.encode(), usedforsecurity=False).hexdigest(),
            hashlib.sha1(way.encode(), usedforsecurity=False).hexdigest(),
        ]
    return found


async def no_trace(lantern: Running, log: str, *numbers: str, file: str = "") -> None:
    """No row, log line or message holds a number in any form; nor do the database's own files."""
    kept = [json.dumps(row, default=str) for _, row in await sealed.everything(lantern)]
    said = [json.dumps(sent.body, ensure_ascii=False) for sent in lantern.connector.sent]
    files = [
        each.read_bytes().decode("latin-1")
        for each in (Path(f"{file.removeprefix('sqlite:///')}{end}") for end in ("", "-wal"))
        if file.startswith("sqlite") and each.exists()
    ]
    for number in numbers:
        for form in forms_of(number):
            for where in (*kept, *said, *files, log):
                assert not re.search(form, where, re.IGNORECASE), (form, where[:300])
