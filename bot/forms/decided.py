"""A decision in one typed line: which response, perhaps at which panel on which day, and why."""

import re
from dataclasses import dataclass

from bot.forms.readers import close, plainly
from psirf.vocabulary import ResponseType

# What parts the reason from the rest: a colon, a dash that stands free, or because. A comma does where none of
# these is written.
STRONG = re.compile(r"\s*(?:[:;]|\s[-–—]+\s?|[-–—]+\s|[–—])\s*(?:because\b\s*)?|[\s,]*\bbecause\b\s*", re.IGNORECASE)
SEVERAL_COMMAS = re.compile(r",(?:\s?,)+")
BEFORE = re.compile(r"[\s:;,.–—-]+")  # the response itself may be parted from the reference
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
ON_A_DAY = (
    r"(?:on\s+)?(?:the\s+)?(?P<day>(?:(?:last|this)\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    rf"(?:,?\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?:\s+(?:of\s+)?{MONTH})?(?:\s+\d{{4}})?)?"
    rf"|today|yesterday|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+(?:of\s+)?{MONTH}(?:\s+\d{{4}})?)"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?)"
)
# Who decides together, in a few words: with others among them, somebody tells why.
MEETING = r"(?:panel|forum|group|committee|meeting|board|huddle)"
TELLING = r"(?:an?|the|our|they|we|it|can|could|will|is|are|was|were|have|has|had|to|and|at|by|in|on|of)"
PANEL = rf"(?:the\s+|our\s+)?(?P<forum>(?:(?!{TELLING}\b)[\w'’&/-]+\s+){{0,4}}{MEETING})"
# After a comma a panel is one only with its day: "AAR, weekly panel 2 March: pharmacy can join".
DATED = re.compile(
    rf"(?P<response>[^,]*?)\s*,\s*(?:(?:at|by)\s+)?{PANEL}[\s,]+{ON_A_DAY}"
    r"(?:[\s.]*|\s*(?:[:;,.–—-]+(?:\s*because\b)?|\bbecause\b)\s*(?P<reason>.*))",
    re.IGNORECASE | re.DOTALL,
)
UNDATED = re.compile(rf"(?P<response>[^,]*?)\s*,\s*(?:at|by)\s+{PANEL}", re.IGNORECASE)
FORUM = re.compile(r"(?P<response>[^,]*?)\s+(?:at|by)\s+(?:the\s+|our\s+)?(?P<forum>.+)", re.IGNORECASE | re.DOTALL)
DAY = re.compile(rf"(?P<forum>.+?)[\s,]+(?:on\s+(?P<said>[^,]+)|{ON_A_DAY})", re.IGNORECASE | re.DOTALL)
ARTICLES = re.compile(r"^(?:as |an? |the |to |into )+", re.IGNORECASE)
# Other names of a response, as people say them.
ALSO = {
    "huddle": ResponseType.SWARM, "swarm": ResponseType.SWARM, "swarm huddle": ResponseType.SWARM,
    "after action": ResponseType.AAR, "after-action review": ResponseType.AAR, "mdt": ResponseType.MDT,
    "multidisciplinary review": ResponseType.MDT, "multidisciplinary team review": ResponseType.MDT,
    "theme": ResponseType.THEMATIC, "thematic": ResponseType.THEMATIC,
    "refer": ResponseType.REFERRAL, "improvement": ResponseType.IMPROVE, "improvement work": ResponseType.IMPROVE,
    "none": ResponseType.LOCAL, "no response": ResponseType.LOCAL, "no learning response": ResponseType.LOCAL,
    "locally": ResponseType.LOCAL, "local review": ResponseType.LOCAL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decided:
    """What was typed of a decision, each as somebody wrote it; what was left out is empty."""

    response: str
    forum: str
    day: str
    reason: str

    @property
    def chosen(self) -> ResponseType | None:
        """The response that is named; none where none is, or none that is known."""
        return response_named(self.response)

    @property
    def why(self) -> str:
        """The reason with the panel and its day in it, for a step that keeps neither by itself."""
        if not self.forum or not self.reason:
            return self.reason
        return f"{self.reason} ({' '.join(part for part in (self.forum, self.day) if part)})"


def response_named(said: str) -> ResponseType | None:
    """The response that these words name: by its short name, its label or another; none where they name none."""
    wanted = plainly(ARTICLES.sub("", said.strip())).removesuffix(" instead").strip()
    for each in ResponseType:
        label = plainly(each.label)
        if wanted in (each.value, label, label.partition(" (")[0], label.partition(":")[0]):
            return each
    return ALSO.get(wanted)


def read_decided(said: str) -> Decided:
    """What stands after "decide PSE-00042"."""
    said = SEVERAL_COMMAS.sub(",", close(said))
    if begins := BEFORE.match(said):
        said = said[begins.end() :]
    if dated := DATED.fullmatch(said):
        return Decided(_named(dated["response"]), dated["forum"], dated["day"], (dated["reason"] or "").strip())
    parted = STRONG.search(said)
    head, reason = (said[: parted.start()], said[parted.end() :]) if parted else (said, "")
    if parted and (undated := UNDATED.fullmatch(head)):
        return Decided(_named(undated["response"]), undated["forum"], "", reason.strip())
    found = FORUM.fullmatch(head)
    if found is not None and (forum := _of_a_panel(found, reason)) is not None:
        return forum
    if "," in head:  # the reason begins there, whatever else stands in it
        head, _, reason = said.partition(",")
        found = FORUM.fullmatch(head)
        if found is not None and (forum := _of_a_panel(found, reason)) is not None:
            return forum
    return Decided(_named(head), "", "", reason.strip())


def _of_a_panel(found: re.Match[str], reason: str) -> Decided | None:
    """A response and the panel that chose it, parted by no comma."""
    forum = found["forum"].strip(" ,.")
    dated = DAY.fullmatch(forum)
    if dated is None:
        return None if "," in forum else Decided(_named(found["response"]), forum, "", reason.strip())
    day = dated["said"] or dated["day"]
    return None if "," in dated["forum"] else Decided(_named(found["response"]), dated["forum"], day, reason.strip())


def _named(said: str) -> str:
    return ARTICLES.sub("", said.strip(" ,.")).strip()
