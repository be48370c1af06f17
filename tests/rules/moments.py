"""Moments by London's clock, and what may be said of one: for the tests of when something happened or is due."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.forms.form import Asking, Reader, Reading, Unclear
from psirf.rules import read_rules
from psirf.working_time import LONDON

DAY_PARTS = read_rules().day_parts
TIME_WORDS = (
    "yesterday today tomorrow tuesday wed last next this night morning at about 2 3 12 31 2:30 14:30 3/3 12/03 2-3 "
    "2026 0330 half past quarter to three am pm midnight noon in the an hour ago days weeks months feb march 3rd "
    "o'clock and or few evening 29/2 1.5 99 999"
).split()
DAYS, MONTHS = st.sampled_from((0, 1, 12, 28, 29, 30, 31, 32)), st.sampled_from((0, 1, 2, 3, 4, 11, 12, 13))
YEARS = st.sampled_from(("", "", "/26", "/2026", "/9999", "/0001", " 2025"))
ANYTHING = st.one_of(
    st.text(),
    st.lists(st.sampled_from(TIME_WORDS), max_size=5).map(" ".join),
    st.builds("{}/{}{}".format, DAYS, MONTHS, YEARS),
)
NOWS = st.datetimes(datetime(2020, 1, 1), datetime(2080, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def at(said: str) -> datetime:
    """A moment by London's clock, in UTC."""
    moment = datetime.fromisoformat(said)
    return (moment if moment.tzinfo else moment.replace(tzinfo=LONDON)).astimezone(UTC)


def span(said: str) -> tuple[datetime, datetime]:
    """`day`, `moment` or `earliest/latest`; the latest may leave out a day that is the same."""
    earliest, _, latest = (said if "T" in said else f"{said}T00:00/23:59").partition("/")
    latest = latest or earliest
    return at(earliest), at(latest if "T" in latest else f"{earliest.partition('T')[0]}T{latest}")


def asking(now: str) -> Asking:
    return Asking(now=at(now), day_parts=DAY_PARTS)


def kept(read: Reader, said: str, asked: Asking) -> Reading | str:
    """What is kept, or the sentence that asks again."""
    try:
        return read(said, asked)
    except Unclear as reason:
        return str(reason)
