"""Lantern: builds everything once and serves it. `python app.py`."""

import asyncio
import contextlib
import gc
import logging
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.casework.delivery import Delivery
from bot.casework.health import health
from bot.casework.keys import NO_KEY, check_key
from bot.casework.people import appoint_administrators
from bot.casework.settling import Arrivals
from bot.casework.unit_of_work import Casework
from bot.config import NotComplete, Settings, read_settings
from bot.dialogs.journeys import courses
from bot.dialogs.root import Root
from bot.forms.form import Asking
from bot.forms.message.read import read_telling
from bot.logs import log_to_the_console
from bot.other_form import PATH, qr_code
from bot.teams.adapter import LanternAdapter
from bot.teams.bot import LanternBot
from bot.teams.bot_token import bot_token
from bot.teams.connector import Connector
from bot.teams.gate import LARGEST, Gate
from bot.teams.messenger import TeamsMessenger
from bot.teams.sign_in import SignIn, SigningKeys
from bot.teams.turns import Turns
from bot.views import message_for
from bot.worker import Worker
from psirf.identifiers import find_identifiers
from psirf.rules import read_rules
from psirf.tables import TableError
from psirf.working_time import add_working_days, london_day
from storage.database import open_database, open_sessions
from storage.migrations import migrate
from storage.on_disk import disk_of
from storage.outbox import let_go_of_claims
from storage.vault import KeyTrouble

log = logging.getLogger("lantern")

# Tables that come with Lantern made up, and what that comes to where the trust has none of its own.
MADE_UP = {
    "contacts.toml": "people in danger or distress are shown made-up contacts.",
    "incident_system.toml": "people are told of a made-up incident system.",
}
LAST_ROUND = 20.0  # seconds that the worker has to end what it is sending when Lantern stops


@dataclass(frozen=True)
class Lantern:
    """What is built, for those who look inside: tests and benchmarks."""

    casework: Casework
    worker: Worker
    engine: AsyncEngine


LANTERN = web.AppKey("lantern", Lantern)


def machine_clock() -> datetime:
    return datetime.now(UTC)


def build(settings: Settings, clock: Callable[[], datetime] = machine_clock) -> web.Application:
    """The application, ready to serve. Raises TableError or ValueError for what cannot be used."""
    rules = read_rules(settings.plan_dir)
    # What takes a moment the first time is not left to somebody's turn: bank holidays, lists of words.
    add_working_days(london_day(clock()), 300)
    heard = Asking(clock(), day_parts=rules.day_parts, heard=rules.heard, moment_words=rules.moment_words)
    read_telling("Ward 7, an hour ago", heard)
    find_identifiers("Ward 7, an hour ago", rules.identifiers)
    for table, made_up in MADE_UP.items():
        if not settings.development and not (settings.plan_dir and (settings.plan_dir / table).is_file()):
            log.warning("PLAN_DIR holds no %s: %s", table, made_up)
    engine = open_database(settings.database)
    app = web.Application(client_max_size=LARGEST)

    async def serving(app: web.Application) -> AsyncIterator[None]:
        if settings.development and engine.dialect.name == "sqlite":
            await migrate(engine)  # the embedded file; elsewhere it is an administrator's step
        async with aiohttp.ClientSession() as http:
            token = bot_token(settings)
            gate = Gate(settings.allowed_tenants, settings.allowed_service_urls, any_loopback=settings.development)
            connector = Connector(http, gate, token)
            casework = Casework(
                open_sessions(engine),
                rules,
                clock,
                settings.vault,
                movable=settings.development,
                disk=disk_of(engine),
            )
            await _look_at_key(casework)
            messenger = TeamsMessenger(connector, opens_chats=not settings.development)
            delivery = Delivery(casework, messenger, message_for, Arrivals(casework))
            worker = Worker(casework, delivery)
            keys = SigningKeys(http, settings.openid_metadata_url)
            sign_in = SignIn(keys, settings.token_issuer, settings.app_id) if settings.app_id else None
            adapter = LanternAdapter(sign_in, gate)
            shown_at = f"{settings.address}{PATH}" if settings.address and rules.contacts.other_form else ""
            turns = Turns(casework, delivery, settings.development, shown_at)
            bot = LanternBot(Root(courses(rules)), turns, connector)
            app[LANTERN] = Lantern(casework, worker, engine)
            app[SERVED] = _Served(adapter, bot)
            await _prepare(casework, settings, one_process=engine.dialect.name == "sqlite")
            working = asyncio.create_task(worker.run())
            warming = asyncio.create_task(token.keep_warm()) if token is not None else None
            yield
            worker.stop()
            await asyncio.wait([working, asyncio.create_task(turns.finish())], timeout=LAST_ROUND)
            for task in (working, warming):
                if task is not None:
                    task.cancel()
                    await asyncio.gather(task, return_exceptions=True)
        await engine.dispose()

    app.cleanup_ctx.append(serving)
    app.router.add_post("/api/messages", _messages)
    app.router.add_get("/healthz", _healthz)
    if rules.contacts.other_form is not None:
        picture = qr_code(rules.contacts.other_form.link)

        async def _other_form(_: web.Request) -> web.Response:
            return web.Response(body=picture, content_type="image/png", headers={"Cache-Control": "max-age=3600"})

        app.router.add_get(PATH, _other_form)
    return app


@dataclass(frozen=True)
class _Served:
    adapter: LanternAdapter
    bot: LanternBot


SERVED = web.AppKey("served", _Served)


async def _messages(request: web.Request) -> web.Response:
    served = request.app[SERVED]
    return await served.adapter.process(request, served.bot)


async def _healthz(request: web.Request) -> web.Response:
    lantern = request.app[LANTERN]
    found = await health(lantern.casework, lantern.worker.name)
    return web.json_response(found, status=200 if all(state == "ok" for state in found.values()) else 503)


async def _look_at_key(casework: Casework) -> None:
    """Do not start with a wrong key, or none. Raises KeyTrouble with a sentence that says what to do."""
    try:
        await check_key(casework)
    except SQLAlchemyError as trouble:
        if not casework.vault:
            raise KeyTrouble(NO_KEY) from None
        log.error("The key could not be checked (%s). Is the database migrated?", type(trouble).__name__)


async def _prepare(casework: Casework, settings: Settings, *, one_process: bool) -> None:
    """Appoint the administrators that the settings name, and take up what a killed process left.

    A database that is not migrated yet waits for that: health says so.
    """
    tenant = next(iter(settings.allowed_tenants), "")
    try:
        async with casework.begin() as uow:
            await appoint_administrators(uow, tenant, settings.administrators)
            if one_process:
                await let_go_of_claims(uow.session)
    except Exception as trouble:
        log.error("Administrators are not appointed yet (%s). Is the database migrated?", type(trouble).__name__)


def main() -> None:
    """Serve until stopped. What is missing in the settings is said in one line."""
    log_to_the_console()
    try:
        settings = read_settings()
        app = build(settings)
    except (NotComplete, TableError, ValueError) as trouble:
        sys.exit(f"Lantern cannot start. {trouble}")
    gc.freeze()  # what is built stays: looking through it for rubbish held up every turn for a tenth of a second
    log.info("Lantern listens on http://%s:%s (%s).", settings.host, settings.port, settings.env)
    with contextlib.suppress(KeyboardInterrupt):
        try:
            web.run_app(app, host=settings.host, port=settings.port, print=None, access_log=None)
        except KeyTrouble as trouble:
            sys.exit(f"Lantern cannot start. {trouble}")


if __name__ == "__main__":
    main()
