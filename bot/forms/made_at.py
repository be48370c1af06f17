"""Reading when something was done: a moment, not a whole day; now, where nothing is said."""

from datetime import datetime, timedelta

from bot.forms.form import Asking, Unclear
from bot.forms.times.moments import read_past
from bot.forms.times.time_words import NotRead, NotYet
from psirf.spoken import spoken_moment

WIDEST = timedelta(hours=1)  # words that leave more open than this say no time of day


def made_at(said: str, asking: Asking) -> datetime | None:
    """The moment (UTC), the latest that the words can mean; None where nothing is said.

    Raises Unclear for what is no moment, has not come yet, says only the day, or had to be guessed.
    """
    if not said.strip():
        return None
    try:
        read = read_past(said, asking.now, asking.day_parts, asking.moment_words)
    except NotYet:
        raise Unclear("That has not come yet.") from None
    except (NotRead, OverflowError):
        raise Unclear("I could not read that as a time.") from None
    if read.latest - read.earliest > WIDEST:
        raise Unclear("That says only the day.")
    if read.guessed:  # nothing is guessed silently: "3pm", said in the morning
        raise Unclear(f"Do you mean {spoken_moment(read.latest)}?")
    return read.latest
