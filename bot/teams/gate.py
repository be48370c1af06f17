"""The gate before everything: which channel, tenants, addresses and people may speak to Lantern."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

CHANNEL = "msteams"
LARGEST = 256 * 1024  # bytes of a request
PERSONAL = "personal"


class NotLetIn(Exception):
    """Signed, perhaps, but not from where or by whom Lantern may be spoken to (403)."""


class Malformed(Exception):
    """Not an activity at all (400)."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """An activity that was let in, in plain values. Identity is Entra's, from the activity alone."""

    type: str
    activity_id: str
    tenant_id: str
    entra_id: str
    person_name: str
    person_teams_id: str
    chat_id: str
    chat_kind: str
    service_url: str
    bot_teams_id: str
    text: str = ""
    name: str = ""
    action: str = ""
    reply_to: str = ""
    value: Mapping[str, Any] = field(default_factory=dict)
    members_added: tuple[str, ...] = ()
    has_file: bool = False


@dataclass(frozen=True)
class Gate:
    """`tenants` empty lets in any; so it is only in development without an app id."""

    tenants: tuple[str, ...]
    service_urls: tuple[str, ...]
    any_loopback: bool = False  # development: Playgrounds listen on loopback ports of their own

    def let_in(self, activity: Mapping[str, Any]) -> Inbound:
        """The activity in plain values. Raises Malformed or NotLetIn."""
        given = _Given(activity)
        inbound = Inbound(
            type=given.text("type"),
            activity_id=given.text("id") or f"none:{uuid4()}",
            tenant_id=self._tenant(given),
            entra_id=given.text("from", "aadObjectId"),
            person_name=given.text("from", "name"),
            person_teams_id=given.text("from", "id"),
            chat_id=given.text("conversation", "id"),
            chat_kind=given.text("conversation", "conversationType") or PERSONAL,
            service_url=given.text("serviceUrl"),
            bot_teams_id=given.text("recipient", "id"),
            text=_without_mention(given),
            name=given.text("name"),
            action=given.text("action"),
            reply_to=given.text("replyToId"),
            value=given.object("value"),
            members_added=tuple(_Given(member).text("id") for member in given.list("membersAdded")),
            has_file=any(_is_file(_Given(attached)) for attached in given.list("attachments")),
        )
        if not inbound.type:
            raise Malformed("an activity has a type")
        if given.text("channelId") != CHANNEL:
            raise NotLetIn("Lantern answers in Microsoft Teams only.")
        if not self.may_send_to(inbound.service_url):
            raise NotLetIn("That service address is not one of Lantern's.")
        if not inbound.chat_id or not inbound.entra_id:
            raise NotLetIn("Lantern answers people who are signed in, in a chat.")
        return inbound

    def may_send_to(self, service_url: str) -> bool:
        """Whether an address is one of those allowed, or lies under one."""
        parts = urlsplit(service_url)
        if parts.username or parts.password or "@" in parts.netloc:
            return False
        if self.any_loopback and parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1"):
            return True
        return any(_lies_under(service_url, allowed) for allowed in self.service_urls)

    def _tenant(self, given: "_Given") -> str:
        """The tenant, where the places that name it agree and it may speak to Lantern."""
        named = {given.text("channelData", "tenant", "id"), given.text("conversation", "tenantId")} - {""}
        if len(named) > 1 or (self.tenants and not named & set(self.tenants)):
            raise NotLetIn("Lantern does not answer this organisation.")
        return named.pop() if named else ""


class _Given:
    """Untrusted JSON, read with care: what is not of the kind expected counts as left out."""

    def __init__(self, activity: object) -> None:
        self._activity = activity if isinstance(activity, Mapping) else {}

    def text(self, *path: str) -> str:
        found: object = self._activity
        for key in path:
            found = found.get(key) if isinstance(found, Mapping) else None
        return cleaned(found) if isinstance(found, str) else ""

    def list(self, key: str) -> list[Any]:
        found = self._activity.get(key)
        return found if isinstance(found, list) else []

    def object(self, key: str) -> Mapping[str, Any]:
        found = self._activity.get(key)
        return _cleaned_all(found) if isinstance(found, Mapping) else {}


def cleaned(text: str) -> str:
    """Text that every database and client can carry: no NUL, no half of a surrogate pair."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "").replace("\xa0", " ")


def _cleaned_all(value: Any) -> Any:
    if isinstance(value, str):
        return cleaned(value)
    if isinstance(value, Mapping):
        return {cleaned(str(key)): _cleaned_all(kept) for key, kept in value.items()}
    return [_cleaned_all(kept) for kept in value] if isinstance(value, list) else value


def _without_mention(given: _Given) -> str:
    """The text without the mention of the bot itself: its first occurrence, as its entity spells it.

    The SDK's own function takes the bot's name out everywhere, and as a pattern (teams.md 1.4).
    """
    text, bot = given.text("text"), given.text("recipient", "id")
    for entity in map(_Given, given.list("entities")):
        mention = entity.text("text")
        if entity.text("type") == "mention" and mention and entity.text("mentioned", "id") == bot:
            text = text.replace(mention, "", 1)
    return text.strip()


def _is_file(attached: _Given) -> bool:
    """A picture or a file. Teams sends a text/html copy of ordinary words as an attachment too."""
    kind = attached.text("contentType")
    return bool(kind) and not kind.startswith("text/")


def _lies_under(url: str, allowed: str) -> bool:
    given, wanted = urlsplit(url), urlsplit(allowed)
    if (given.scheme, given.hostname, given.port) != (wanted.scheme, wanted.hostname, wanted.port):
        return False
    path = re.sub(r"/+$", "", wanted.path)
    return ".." not in given.path and (given.path == path or given.path.startswith(f"{path}/") or not path)
