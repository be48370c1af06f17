"""Who holds which role where, and by which names places are known to whoever gives roles."""

import pytest

from bot.casework.giving import give
from bot.casework.people import load_trust
from bot.casework.unit_of_work import Casework
from bot.casework.who_is_who import AT_A_TIME, place_names, places_called, who_is_who
from psirf.vocabulary import Role
from tests.casework.test_giving import MEDICINE, SURGERY, WARD_7, by_sam
from tests.conftest import TRUST


async def test_who_is_who_has_a_page_for_so_many_and_shows_what_bears_on_a_place(casework: Casework) -> None:
    more = [{"entra_id": f"1{n:07}-0000-4000-8000-000000000000", "name": f"Abe{n:02} Able"} for n in range(AT_A_TIME)]
    async with casework.begin() as uow:
        await load_trust(uow, {"tenant": TRUST["tenant"], "person": more})
        for n in range(AT_A_TIME):
            await give(await by_sam(uow), person_id=13 + n, role=Role.FALLS, unit_id=SURGERY)
        first, second = await who_is_who(uow), await who_is_who(uow, page=99)
        assert (first.pages, second.page) == (2, 2)
        assert len(first.people) == AT_A_TIME
        assert not {person.name for person in first.people} & {person.name for person in second.people}
        ward = await who_is_who(uow, unit_id=WARD_7)
        names = {person.name for person in ward.people}
        assert {"Mo Example", "Lena Example", "Gil Example", "Sam Example"} <= names
        assert "Abe00 Able" not in names
        assert "Mo Example" in {person.name for person in (await who_is_who(uow, unit_id=MEDICINE)).people}
        leads = await who_is_who(uow, role=Role.LEAD)
        assert [person.name for person in leads.people] == ["Lena Example", "Lou Example"]
        assert leads.people[0].roles[0].place == "Division of Medicine"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("ward 7", ["Ward 7"]),
        ("medicine", ["Division of Medicine"]),
        ("the whole trust", ["Example Valley Hospitals (made up)"]),
        ("division", ["Division of Medicine", "Division of Surgery"]),
        ("A&E", ["Emergency Department"]),
        ("ward 99", []),
        ("?", []),
    ],
)
async def test_places_of_any_kind_are_known_by_name(casework: Casework, said: str, found: list[str]) -> None:
    async with casework.begin() as uow:
        assert [name for _, name in await places_called(uow, said)] == found


async def test_two_places_of_one_name_are_told_apart(casework: Casework) -> None:
    units = [
        {"code": "trust", "kind": "trust", "name": "Example Valley Hospitals (made up)"},
        {"code": "south", "kind": "site", "name": "South Example Hospital", "in": "trust"},
        {"code": "south-medicine", "kind": "division", "name": "Division of Medicine", "in": "south"},
    ]
    async with casework.begin() as uow:
        await load_trust(uow, {"tenant": TRUST["tenant"], "unit": units})
        both = await places_called(uow, "division of medicine")
        assert len(both) == 2
        for unit_id, name in both:
            assert await places_called(uow, name) == [(unit_id, name)]
        assert (await place_names(uow, [MEDICINE, None])) == {
            MEDICINE: "Division of Medicine, North Example Hospital", None: "Example Valley Hospitals (made up)",
        }  # fmt: skip
