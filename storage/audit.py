"""The audit trail: entries with hashes of their own, and the chain that one sealer makes of them."""

import hashlib
import json
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from storage.records import AuditEntry, AuditSeal

# Any two replicas that seal at once ask PostgreSQL for this one lock; the number means nothing.
SEALER_LOCK = 7_246_001


def entry(at: datetime, who: str, did: str, subject: str, details: dict[str, Any]) -> AuditEntry:
    """A new entry, with its hashes. `details` holds plain JSON values."""
    at = at.astimezone(UTC)
    salt = secrets.token_hex(16)
    details_hash = _hash(salt, _plain(details))
    return AuditEntry(
        at=at, who=who, did=did, subject=subject, details=details, salt=salt,
        details_hash=details_hash, entry_hash=_entry_hash(at, who, did, subject, details_hash),
    )  # fmt: skip


async def newest_entry(session: AsyncSession) -> int:
    """The number of the entry that was written last."""
    return await session.scalar(select(func.max(AuditEntry.id))) or 0


async def seal(session: AsyncSession, after: int = 0, limit: int = 500) -> int:
    """Chain entries that are not chained yet, oldest first, and say how many. One sealer at a time.

    `after`: all entries up to this one are known to be chained. To look through all takes the longer, the
    more there are.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": SEALER_LOCK})
    unsealed = await session.scalars(
        select(AuditEntry)
        .outerjoin(AuditSeal, AuditSeal.entry_id == AuditEntry.id)
        .where(AuditSeal.id.is_(None), AuditEntry.id > after)
        .order_by(AuditEntry.id)
        .limit(limit)
    )
    entries = unsealed.all()
    if entries:
        last = await session.scalar(select(AuditSeal).order_by(AuditSeal.sequence.desc()).limit(1))
        sequence, chain = (last.sequence, last.chain_hash) if last else (0, "")
        for each in entries:
            sequence, chain = sequence + 1, _hash(chain, each.entry_hash)
            session.add(AuditSeal(sequence=sequence, entry_id=each.id, chain_hash=chain))
    return len(entries)


@dataclass(frozen=True, slots=True)
class AuditTrouble:
    entry_id: int
    what: str


async def troubles(session: AsyncSession) -> AsyncIterator[AuditTrouble]:
    """Whatever in the trail is not as it was written: changed, taken out or put in."""
    chain, expected = "", 1
    rows = await session.stream(
        select(AuditSeal, AuditEntry)
        .outerjoin(AuditEntry, AuditEntry.id == AuditSeal.entry_id)
        .order_by(AuditSeal.sequence)
    )
    async for sealed, kept in rows:
        if sealed.sequence != expected:
            yield AuditTrouble(sealed.entry_id, f"seal {expected} is missing")
        expected = sealed.sequence + 1
        if kept is None:
            yield AuditTrouble(sealed.entry_id, "the entry is missing")
            chain = sealed.chain_hash
            continue
        if trouble := _changed(kept):
            yield AuditTrouble(kept.id, trouble)
        chain = _hash(chain, kept.entry_hash)
        if chain != sealed.chain_hash:
            yield AuditTrouble(kept.id, "the chain does not hold here")
            chain = sealed.chain_hash


async def how_many_entries(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(AuditEntry)) or 0


def _changed(kept: AuditEntry) -> str:
    if kept.details is not None and _hash(kept.salt, _plain(kept.details)) != kept.details_hash:
        return "its details were changed"
    if _entry_hash(kept.at, kept.who, kept.did, kept.subject, kept.details_hash) != kept.entry_hash:
        return "it was changed"
    return ""


def _entry_hash(at: datetime, who: str, did: str, subject: str, details_hash: str) -> str:
    return _hash(at.astimezone(UTC).isoformat(), who, did, subject, details_hash)


def _plain(details: dict[str, Any]) -> str:
    return json.dumps(details, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _hash(*parts: str) -> str:
    """SHA-256 over the parts, each with its length before it, so that no two lists look alike."""
    digest = hashlib.sha256()
    for part in parts:
        kept = part.encode()
        digest.update(len(kept).to_bytes(8, "big") + kept)
    return digest.hexdigest()
