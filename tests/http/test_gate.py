"""The gate: who signs, from which channel, tenant and address, and by whom Lantern may be spoken to."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.teams.sign_in import SignIn, SigningKeys
from tests.conftest import TRUST, Clock
from tests.issuer import APP_ID, ISSUER, Issuer, ManagedIdentity, new_key, serving
from tests.lantern import IDS, Person, Running, lantern_running
from tests.stand_in import standing_in


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    async with serving(Issuer()) as issuing:
        yield issuing


@pytest.fixture
async def identity(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ManagedIdentity]:
    async with serving(ManagedIdentity()) as giving:
        monkeypatch.setenv("IDENTITY_ENDPOINT", giving.url)
        monkeypatch.setenv("IDENTITY_HEADER", "secret")
        yield giving


@pytest.fixture
async def production(
    sqlite_url: str, clock: Clock, issuer: Issuer, identity: ManagedIdentity
) -> AsyncIterator[Running]:
    """Lantern as a trust runs it: signed requests, a managed identity, one tenant, one address."""
    async with standing_in() as connector:
        settings = {
            "env": "production", "app_id": APP_ID, "app_type": "UserAssignedMSI",
            "app_tenant_id": TRUST["tenant"], "openid_metadata_url": issuer.metadata_url,
            "token_issuer": ISSUER, "service_urls": (connector.url,), "administrators": (IDS["sam"],),
        }  # fmt: skip
        async with lantern_running(sqlite_url, clock, connector=connector, **settings) as running:
            yield running


async def _post(running: Running, activity: Any, token: str | None, **headers: str) -> tuple[int, dict[str, Any]]:
    authorization = {"Authorization": f"Bearer {token}"} if token is not None else {}
    body = activity if isinstance(activity, str | bytes) else json.dumps(activity)
    answer = await running.client.post(
        "/api/messages", data=body, headers={"Content-Type": "application/json", **authorization, **headers}
    )
    text = await answer.text()
    return answer.status, json.loads(text) if text else {}


@pytest.fixture
def nora(production: Running) -> Person:
    return production.person("nora")


async def test_a_signed_message_is_answered_with_the_bots_own_token(
    production: Running, nora: Person, issuer: Issuer, identity: ManagedIdentity
) -> None:
    token = issuer.token(production.connector.url)
    for said in ("hello", "near miss"):
        status, _ = await _post(production, nora.activity(text=said), token)
        assert status == 200
    await production.connector.until(lambda connector: len(connector.to(nora.chat)) == 2)
    assert {sent.authorization for sent in production.connector.sent} == {"Bearer token-1"}
    assert [asked["resource"] for asked in identity.asked] == ["https://api.botframework.com"]
    assert issuer.reads == 1


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://somebody.else"},
        {"aud": "another bot"},
        {"exp": 1},
        {"exp": None},
        {"nbf": 4102444800},
        {"serviceurl": "https://elsewhere.example/"},
        {"serviceurl": None},
    ],
    ids=["issuer", "audience", "run out", "without an end", "not yet", "address", "no address"],
)
async def test_a_token_that_does_not_fit_is_refused(
    production: Running, nora: Person, issuer: Issuer, claims: dict[str, Any]
) -> None:
    told = {"service_url": production.connector.url, **claims}
    service_url = told.pop("service_url")
    token = issuer.token(service_url, **told)
    status, body = await _post(production, nora.activity(text="hello"), token)
    assert (status, body) == (401, {"error": "The request is not signed by the Bot Connector."})
    assert production.connector.sent == []


@pytest.mark.parametrize("token", [None, "", "words", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
async def test_no_token_or_a_broken_one_is_refused(production: Running, nora: Person, token: str | None) -> None:
    status, body = await _post(production, nora.activity(text="hello"), token)
    assert status == 401
    assert set(body) == {"error"}


async def test_a_token_signed_by_somebody_else_is_refused(production: Running, nora: Person, issuer: Issuer) -> None:
    forged = issuer.token(production.connector.url, key=new_key())
    assert (await _post(production, nora.activity(text="hello"), forged))[0] == 401


async def test_an_unknown_key_is_looked_for_again_but_not_at_every_request(
    production: Running, nora: Person, issuer: Issuer
) -> None:
    assert (await _post(production, nora.activity(text="hello"), issuer.token(production.connector.url)))[0] == 200
    issuer.keys["second"] = new_key()
    rolled = issuer.token(production.connector.url, kid="second")
    assert (await _post(production, nora.activity(text="hello"), rolled))[0] == 401  # we looked a moment ago
    assert issuer.reads == 1


async def test_a_key_that_rolled_over_is_found(issuer: Issuer) -> None:
    activity = {"serviceUrl": "https://teams.example/", "channelId": "msteams"}
    async with ClientSession() as http:
        sign_in = SignIn(SigningKeys(http, issuer.metadata_url, rest=0.0), ISSUER, APP_ID)
        await sign_in.check(f"Bearer {issuer.token(activity['serviceUrl'])}", activity)
        issuer.keys["second"] = new_key()
        await sign_in.check(f"Bearer {issuer.token(activity['serviceUrl'], kid='second')}", activity)
    assert issuer.reads == 2


async def test_a_channel_that_the_key_does_not_endorse_is_refused(
    production: Running, nora: Person, issuer: Issuer
) -> None:
    issuer.endorsements = ["webchat"]
    assert (await _post(production, nora.activity(text="hello"), issuer.token(production.connector.url)))[0] == 401


async def test_keys_out_of_reach_are_our_trouble_and_not_the_callers(
    production: Running, nora: Person, issuer: Issuer
) -> None:
    issuer.out_of_reach = True
    status, _ = await _post(production, nora.activity(text="hello"), issuer.token(production.connector.url))
    assert status == 503


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"channelId": "webchat"}, 403),
        ({"channelId": None}, 403),
        ({"channelData": {"tenant": {"id": "another"}}}, 403),
        ({"channelData": {}, "conversation": {"id": "c", "conversationType": "personal"}}, 403),
        ({"from": {"id": "29:nobody", "name": "Nobody"}}, 403),
        ({"from": "Nora"}, 403),
        ({"conversation": {}}, 403),
        ({"type": ""}, 400),
    ],
)
async def test_who_is_not_to_be_let_in_is_told_so(
    production: Running, nora: Person, issuer: Issuer, fields: dict[str, Any], refused: int
) -> None:
    issuer.endorsements = None
    activity = {**nora.activity(text="hello"), **fields}
    status, body = await _post(production, activity, issuer.token(production.connector.url))
    assert status == refused
    assert set(body) == {"error"}
    assert production.connector.sent == []


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "http://127.0.0.1:1/", "http://user@127.0.0.1/", "file:///etc/passwd", "", "x"],
)
async def test_lantern_sends_to_no_address_but_its_own(
    production: Running, nora: Person, issuer: Issuer, address: str
) -> None:
    activity = {**nora.activity(text="hello"), "serviceUrl": address}
    assert (await _post(production, activity, issuer.token(address)))[0] == 403


@pytest.mark.parametrize("body", ["", "{", "[]", "7", '"words"', "null", b"\xff\xfe", "[" * 100_000])
async def test_what_is_no_activity_is_a_bad_request(production: Running, body: str | bytes) -> None:
    status, answer = await _post(production, body, None)
    assert status == 400
    assert "Traceback" not in str(answer)


async def test_a_body_of_another_kind_or_too_large_is_refused(production: Running) -> None:
    status, _ = await _post(production, "{}", None, **{"Content-Type": "text/plain"})
    assert status == 400
    answer = await production.client.post("/api/messages", json={"text": "x" * 300_000})
    assert answer.status == 413


async def test_health_is_told(production: Running) -> None:
    await production.work()
    answer = await production.client.get("/healthz")
    assert answer.status == 200
    assert await answer.json() == {"database": "ok", "migrations": "ok", "worker": "ok"}


async def test_somebody_who_never_wrote_is_reached_in_a_chat_that_is_opened(
    production: Running, nora: Person, issuer: Issuer
) -> None:
    token = issuer.token(production.connector.url)
    for said in ("near miss", "A ten times dose was nearly given", "Ward 8", "an hour ago", "no", "send"):
        await _post(production, nora.activity(text=said), token)
    await production.connector.until(
        lambda connector: (
            sum("Your queue" in sent.words for sent in connector.sent) == 2
            and any("For you to know" in sent.words for sent in connector.sent)
        )  # a dose: the medication safety officer
    )
    opened = [sent.body for sent in production.connector.sent if "members" in sent.body]
    assert {body["members"][0]["id"] for body in opened} == {IDS["lena"], IDS["lou"], IDS["mae"]}
    assert {body["tenantId"] for body in opened} == {TRUST["tenant"]}


async def test_the_clock_cannot_be_moved_in_production(production: Running, nora: Person, issuer: Issuer) -> None:
    await _post(production, nora.activity(text="clock +7 days"), issuer.token(production.connector.url))
    await production.connector.until(lambda connector: bool(connector.to(nora.chat)))
    assert "in London" not in production.connector.to(nora.chat)[0].words
