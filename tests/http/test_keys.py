"""A key that is changed: what the first sealed, the second opens with it; alone it says so, and loses nothing."""

import pytest

from storage.vault import new_key
from tests.conftest import Clock
from tests.http.test_openings import TYPED, openings, page, refusals, sealed
from tests.http.ties import ENTRA, everything, zara_in
from tests.lantern import IDS, KEY, lantern_running
from tests.stand_in import standing_in, words


@pytest.fixture(autouse=True)
def zara_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(IDS, "zara", ENTRA)


async def test_a_second_key_opens_what_the_first_sealed_and_one_without_the_first_says_so(
    database_url: str, clock: Clock
) -> None:
    second = new_key()
    async with standing_in() as connector:
        async with lantern_running(database_url, clock, connector=connector) as lantern:
            sam, sol = lantern.person("sam"), lantern.person("sol")
            await sealed(await zara_in(lantern), clock, sam, sol)
            await sam.executes("Ask", await page(sam), **TYPED)
            await lantern.work()
        both = f"{second},{KEY}"
        async with lantern_running(database_url, clock, connector=connector, keys=both) as lantern:
            zara = lantern.person("zara")
            assert "Thank you. This is PSE-00001." in (await zara.says("PSE-00001"))[0].words
        async with lantern_running(database_url, clock, connector=connector, keys=second) as lantern:
            sol = lantern.person("sol")
            refused = await sol.executes("Agree: open the name", await page(sol))
            assert "This cannot be opened with the key that Lantern has now." in words(refused["value"])
            [waiting] = await openings(lantern)
            assert waiting["agreed"] is None
            assert "wrong_key" in (await refusals(lantern, "person:8"))[-1]
            assert not [row for _, row in await everything(lantern) if row.get("kind") == "name_opened"]
        async with lantern_running(database_url, clock, connector=connector, keys=both) as lantern:
            sol = lantern.person("sol")
            await sol.executes("Agree: open the name", await page(sol))
            seen = await sol.executes("Show the name", await page(sol))
            assert "Zara Example reported this." in words(seen["value"])
            await lantern.work()
            await lantern.person("zara").sees("Your name was opened ·")
