"""Questions asked of chats, what came in, and half-made forms."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.in_hand import in_hand, remember
from storage.insert import insert_if_new
from storage.records import Conversation, Draft, InboundActivity, Notification, NotificationState, Person

# Statements of every turn are put together once: that takes longer than SQLite takes to answer them.
CHAT_AND_PERSON = (
    select(Conversation, Person)
    .join(Person, Person.id == Conversation.person_id)
    .where(Conversation.tenant_id == bindparam("tenant"), Conversation.teams_id == bindparam("chat"))
    .where(Person.entra_id == bindparam("entra"), Person.tenant_id == bindparam("tenant"))
    .with_for_update(of=Conversation)
    .execution_options(populate_existing=True)
)
INBOUND = select(InboundActivity).where(
    InboundActivity.conversation_id == bindparam("conversation"), InboundActivity.activity_id == bindparam("activity")
)
DRAFT = select(Draft).where(Draft.key == bindparam("key"))
DRAFTS = (
    select(Draft)
    .where(Draft.person_id == bindparam("person"))
    .order_by(Draft.touched_at.desc(), Draft.begun_at.desc(), Draft.key)
)
CONVERSATION_WITH = (
    select(Conversation)
    .where(Conversation.person_id == bindparam("person"), Conversation.reachable)
    .order_by(Conversation.id.desc())
    .limit(1)
)


async def chat_and_person(
    session: AsyncSession, tenant_id: str, teams_id: str, entra_id: str
) -> tuple[Conversation, Person] | None:
    """A chat that is known, with the person it is with, held so that its turns come one after another."""
    found = await session.execute(CHAT_AND_PERSON, {"tenant": tenant_id, "chat": teams_id, "entra": entra_id})
    row = found.one_or_none()
    return (remember(session, row[0]), remember(session, row[1])) if row else None


async def held_conversation(
    session: AsyncSession, *, tenant_id: str, teams_id: str, person_id: int, service_url: str,
    bot_teams_id: str, person_teams_id: str,
) -> Conversation:  # fmt: skip
    """The chat's row, made if it is new, and held."""
    await insert_if_new(
        session, Conversation, ["tenant_id", "teams_id"],
        tenant_id=tenant_id, teams_id=teams_id, person_id=person_id, service_url=service_url,
        bot_teams_id=bot_teams_id, person_teams_id=person_teams_id, reachable=True, state={}, version=1,
        last_fingerprint="",
    )  # fmt: skip
    found = await session.scalars(
        select(Conversation)
        .filter_by(tenant_id=tenant_id, teams_id=teams_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.one()


async def conversation_with(session: AsyncSession, person_id: int) -> Conversation | None:
    """The chat in which a person can be reached; the newest where there are several."""
    return await session.scalar(CONVERSATION_WITH, {"person": person_id})


async def has_had_a_chat(session: AsyncSession, person_id: int) -> bool:
    """Whether a chat with a person was ever open, also if they have closed it to us since."""
    return await session.scalar(select(Conversation.id).filter_by(person_id=person_id).limit(1)) is not None


async def any_conversation_in(session: AsyncSession, tenant_id: str) -> Conversation | None:
    """Some chat of the tenant, for its service URL: where a chat with somebody new can be opened."""
    found = select(Conversation).filter_by(tenant_id=tenant_id).order_by(Conversation.id.desc()).limit(1)
    return await session.scalar(found)


async def conversation_by_id(session: AsyncSession, conversation_id: int) -> Conversation:
    return await session.get_one(Conversation, conversation_id)


async def inbound(session: AsyncSession, conversation_id: int, activity_id: str) -> InboundActivity | None:
    return await session.scalar(INBOUND, {"conversation": conversation_id, "activity": activity_id})


async def keep_inbound(session: AsyncSession, **fields: Any) -> int | None:
    """Write down that an activity was answered: its number; None where it was answered before."""
    return await insert_if_new(session, InboundActivity, ["conversation_id", "activity_id"], **fields)


async def inbound_by_id(session: AsyncSession, inbound_id: int) -> InboundActivity | None:
    return await session.get(InboundActivity, inbound_id)


async def last_inbound(session: AsyncSession, conversation_id: int) -> InboundActivity | None:
    """What came in last in a chat."""
    return await session.scalar(
        select(InboundActivity)
        .filter_by(conversation_id=conversation_id)
        .order_by(InboundActivity.id.desc())
        .limit(1)
    )


async def forget_inbound(session: AsyncSession, before: datetime) -> None:
    """Let go of what was answered before a moment. What still waits to be sent is kept."""
    waiting = select(Notification.subject_id).where(
        Notification.subject == "turn", Notification.state != NotificationState.SETTLED
    )
    old = select(InboundActivity.id).where(InboundActivity.received_at < before, InboundActivity.id.not_in(waiting))
    await session.execute(
        delete(Notification).where(Notification.subject == "turn", Notification.subject_id.in_(old))
    )
    await session.execute(
        delete(InboundActivity).where(InboundActivity.received_at < before, InboundActivity.id.not_in(waiting))
    )


async def forget_turns_of(session: AsyncSession, conversation_id: int) -> None:
    """Let go of every turn that is kept of a chat, and of the rows under which its answers were sent."""
    turns = select(InboundActivity.id).where(InboundActivity.conversation_id == conversation_id)
    await session.execute(
        delete(Notification).where(Notification.subject == "turn", Notification.subject_id.in_(turns))
    )
    await session.execute(delete(InboundActivity).where(InboundActivity.conversation_id == conversation_id))


async def draft_with_key(session: AsyncSession, key: str) -> Draft | None:
    return in_hand(session, Draft, key) or remember(session, await session.scalar(DRAFT, {"key": key}))


async def drafts_of(session: AsyncSession, person_id: int) -> Sequence[Draft]:
    """A person's half-made forms, the newest first."""
    return (await session.scalars(DRAFTS, {"person": person_id})).all()


async def answers_kept_for(session: AsyncSession, person_id: int) -> Sequence[InboundActivity]:
    """What was answered in a person's chats and is kept to be given again."""
    found = (
        select(InboundActivity)
        .join(Conversation, Conversation.id == InboundActivity.conversation_id)
        .where(Conversation.person_id == person_id)
    )
    return (await session.scalars(found)).all()
