"""Makes Lantern's app package for Teams, a zip to upload: `python -m manifest.build`."""

import argparse
import io
import json
import os
import re
import sys
import tomllib
import uuid
import zipfile
from pathlib import Path

from manifest.icons import NHS_BLUE, color_png, outline_png

Manifest = dict[str, object]

VERSION = "1.24"  # of Microsoft's schema; the tests hold the manifest against it
SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}/MicrosoftTeams.schema.json"
PROJECT = Path(__file__).parent.parent / "pyproject.toml"
OUT = Path(".lantern/lantern-teams.zip")
HOST = "lantern.example.nhs.uk"
APP_ID = "MicrosoftAppId"  # the name in the environment by which Lantern itself knows its bot

GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})+", re.IGNORECASE | re.ASCII)

# One moment for every file, so that the same input gives the same bytes: the earliest that a zip can hold.
MOMENT = (1980, 1, 1, 0, 0, 0)
UNIX, READABLE = 3, 0o644 << 16  # named here, or the zip would differ with the machine that makes it

SHORT = "Report near misses and incidents from your ward, in a private chat."
FULL = "\n\n".join((
    "Lantern takes near misses and incidents from your ward to the people in your trust who can learn from them.",
    "Lantern is not watched in real time and is not for emergencies. If somebody is in danger, help them first "
    "and use your usual emergency call.",
    "Type near miss, and Lantern asks what happened, one thing at a time. Answer in your own words or press a "
    "button. You can go back, skip what may be left out, or keep it for later. Nothing goes to anybody until you "
    "press Send. Please write roles rather than names, and no NHS numbers.",
    "The patient safety leads who receive your report see that it came from you. Type its reference, such as "
    "PSE-00001, to see how things stand.",
    "For leads: Lantern suggests how to learn from an event, and you decide. You can add safety actions, and "
    "Lantern reminds the people who own them.",
    "Lantern asks Teams only who you are. It does not read your other chats, your files or your calendar.",
))  # fmt: skip

COMMANDS = (
    ("near miss", "Report a near miss or an incident"),
    ("my queue", "For leads: what waits, most pressing first"),
    ("help", "What I can do"),
    ("add action", "Leads: add an action, with the event's reference, such as add action PSE-00001"),
)


class CannotBuild(ValueError):
    """The package cannot be made. The message says in one line what is missing or wrong."""


def teams_manifest(bot_id: str, host: str, version: str) -> Manifest:
    """The manifest, as Teams reads it. It asks for the least: private chats, and who is writing."""
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        "version": version,
        "id": app_id_of(bot_id),
        "developer": {
            "name": "Lantern",
            "websiteUrl": f"https://{host}/",
            "privacyUrl": f"https://{host}/privacy",
            "termsOfUseUrl": f"https://{host}/terms",
        },
        "name": {"short": "Lantern", "full": "Lantern: learning from near misses and incidents"},
        "description": {"short": SHORT, "full": FULL},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": NHS_BLUE,
        "defaultInstallScope": "personal",
        "bots": [
            {
                "botId": bot_id,
                "scopes": ["personal"],  # reports are taken in private, so it cannot be added to a team
                "supportsFiles": False,
                "isNotificationOnly": False,
                "commandLists": [
                    {
                        "scopes": ["personal"],
                        "commands": [{"title": title, "description": words} for title, words in COMMANDS],
                    }
                ],
            }
        ],
        "permissions": ["identity"],
        "validDomains": [host],
    }


def app_id_of(bot_id: str) -> str:
    """The app's own id in a trust's catalogue, worked out from its bot's.

    Its own, so that nobody takes the catalogue's entry for the bot's registration. Worked out, so that a new
    version takes the place of the one before, and a bot for trying things out is an app beside the live one.
    """
    return str(uuid.uuid5(uuid.UUID(bot_id), "lantern teams app"))


def package(bot_id: str, host: str, version: str) -> bytes:
    """The zip: the manifest and its two icons."""
    manifest = json.dumps(teams_manifest(bot_id, host, version), indent=2, ensure_ascii=False) + "\n"
    files = {"manifest.json": manifest.encode(), "color.png": color_png(), "outline.png": outline_png()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.create_system, entry.external_attr = UNIX, READABLE
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def project_version() -> str:
    """Lantern's version, which Teams takes as three numbers only."""
    version = str(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"])
    if not re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", version):
        raise CannotBuild(f"Teams takes a version of three numbers, such as 1.2.3. pyproject.toml has {version!r}.")
    return version


def _checked_bot_id(given: str) -> str:
    if not given:
        raise CannotBuild(f"Which bot is it for? Give its app id with --app-id, or set {APP_ID}.")
    if not GUID.fullmatch(given):
        raise CannotBuild(f"The app id is a GUID, such as 12345678-abcd-4321-abcd-1234567890ab, not {given!r}.")
    return given.lower()


def _checked_host(given: str) -> str:
    if not DOMAIN.fullmatch(given):
        raise CannotBuild(f"The host is a domain without https:// or a path, such as {HOST}, not {given!r}.")
    return given.lower()


def parser() -> argparse.ArgumentParser:
    """What can be said to the command."""
    made = argparse.ArgumentParser(
        prog="python -m manifest.build", description="Makes Lantern's app package for Teams."
    )
    made.add_argument(
        "--app-id", metavar="GUID", default=os.environ.get(APP_ID, ""),
        help=f"the bot's app id (default: {APP_ID} in the environment)",
    )  # fmt: skip
    made.add_argument(
        "--host", metavar="DOMAIN", default=HOST,
        help="where your trust has its pages /, /privacy and /terms about Lantern (default: %(default)s)",
    )  # fmt: skip
    made.add_argument("--out", metavar="FILE", type=Path, default=OUT, help="the zip to write (default: %(default)s)")
    return made


def main(arguments: list[str] | None = None) -> int:
    """Write the package; how it ended: 0 well, 2 where it could not be written."""
    given = parser().parse_args(arguments)
    try:
        bot_id, host, version = _checked_bot_id(given.app_id.strip()), _checked_host(given.host), project_version()
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_bytes(package(bot_id, host, version))
    except (OSError, CannotBuild) as trouble:
        print(f"That did not work: {trouble}", file=sys.stderr)
        return 2
    print(f"Wrote {given.out}: Lantern {version} for Teams, for bot {bot_id}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
