"""What people write round a time when they are asked for one: doubt, "since", "2 hours back"."""

import re
from dataclasses import dataclass

from bot.forms.times.time_words import NUMBER

DOUBT = re.compile(
    r"(?<!\w)(?:(?:i )?(?:dunno|don'?t know|do not know|can'?t remember|reckon|guess|suppose|unsure)|"
    r"(?:i'?m )?not (?:too |very |quite |really )?(?:sure|certain)|no idea|probably|prob|possibly|perhaps|"
    r"(?:could|might|must|may) (?:be|have been)|if i remember|from memory)(?!\w)(?: but| exactly| when)?"
)
UNIT = "(?:minute|min|hour|hr|day|night|week|month)s?"
BACK = re.compile(rf"^(?P<n>(?:{NUMBER})(?: of)?) ?(?P<unit>{UNIT}) (?P<how>back|before|prior|previously)$")
# As many who trained in India say it.
BEFORE = re.compile(rf"^before (?:about )?(?P<n>{NUMBER}) ?(?P<unit>{UNIT})$")
SINCE = re.compile(
    r"^(?:(?:it )?(?:has been |is |was |it'?s been )?(?:ongoing|on and off|going on|happening|like this) )?"
    r"(?:ever )?since (?P<since>.+)$"
)


@dataclass(frozen=True, slots=True)
class Answered:
    """The words of a time itself; `since` where it has been so from a time until now; `guessed` where they doubt."""

    text: str
    since: str = ""
    guessed: bool = False


def as_answered(said: str) -> Answered:
    """The time in an answer (tidied), without the doubt that is said beside it."""
    sure = " ".join(DOUBT.sub(" ", said).split()).strip(" .!?-")
    doubts = sure != said
    if found := SINCE.match(sure):
        return Answered(sure, since=found["since"], guessed=True)
    if found := BACK.match(sure):
        return Answered(f"{found['n']} {found['unit']} ago", guessed=doubts or found["how"] != "back")
    if found := BEFORE.match(sure):
        return Answered(f"{found['n']} {found['unit']} ago", guessed=True)
    return Answered(sure, guessed=doubts)
