"""What the tests of casework share."""

import pytest

from bot.casework.unit_of_work import Casework
from tests.casework.openings import reported


@pytest.fixture
async def sealed(casework: Casework) -> Casework:
    """With one report, by Nora, in confidence."""
    await reported(casework)
    return casework
