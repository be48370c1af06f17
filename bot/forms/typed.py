"""How each step is typed, for phones on which a card's buttons do nothing; and words that nearly are one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from psirf.references import REFERENCES, theme_reference

EVENT = r"PSE[ -]?0*(?P<number>\d{1,9})"
ACTION = r"SA[ -]?0*(?P<number>\d{1,9})"
APPROVAL = r"AP[ -]?0*(?P<number>\d{1,9})"
RESPONSE = r"LR[ -]?0*(?P<number>\d{1,9})"
CASE = r"(?P<kind>PSE|DOC)[ -]?0*(?P<number>\d{1,9})\b"  # a candour case, by its own reference or its report's
PERSON = r"(?:,? person (?P<person>\d{1,4}))?"
# A reason, or whatever else is said: after a colon, a dash, a comma, or because.
SAID = r"(?:\s*(?:[:;,.–—-]+(?:\s*because\b)?|\bbecause\b)\s*(?P<words>.*)|[.! ]*)"

# For each step, as its button's verb has it, how somebody types it. {} is the reference of the record, and {other}
# that of another.
WRITTEN: Mapping[str, str] = {
    "event.approve": "approve {}: what is recommended fits, and the team can meet this week",
    "event.choose": "decide {} AAR: what happened is clear, and the team can meet this week",
    "event.add_action": "add action {}",
    "event.tell": "tell {}: the pumps start at a dose that nobody reads; they are being set anew",
    "event.share": "share {}: the pumps start at a dose that nobody reads",
    "event.ask": "ask {}: which pump was it?",
    "event.answer": "answer {}: the one by the window",
    "event.add": "add to {}: the same pump was used again today",
    "event.correct": "correct {} ward: ward 8",
    "event.ask_to_withdraw": "withdraw {}: I have reported it twice",
    "event.agree_to_withdraw": "agree to withdraw {}",
    "event.keep_report": "keep {}: the ward can still learn from it",
    "event.add_affected": "add person {}",
    "event.look_at_marks": "take out {}: 1, 3",
    "event.show_marks": "show all {}",
    "event.nurse_knows": "nurse in charge knows {}",
    "event.number_later": "number later {}",
    "event.not_to_be_found": "number not known {}: nobody wrote down who it was",
    "event.enter": "entered {} as 12345",
    "event.change_number": "change number {} to 12346: it was mistyped",
    "event.note_national": "sent nationally {} as ABC-123",
    "event.ask_to_open": "ask to open {}: a child may still be at risk, and nobody else knows where",
    "event.agree_to_open": "agree to open {}",
    "event.refuse_to_open": "leave sealed {}: the ward can be asked instead",
    "event.tell_of_opening": "tell of opening {}",
    "event.review_bar": "review opening {} on 3 April 2026: the police have asked for more time",
    "event.claim": "claim {}",
    "event.hand_over": "hand over {} to Lou Example",
    "event.let_go": "let go of {}",
    "event.make_referral": "referred {} MNSI ref M-123 yesterday 3pm",
    "event.referral_not_needed": "not needed {} LEDER: they had no learning disability",
    "event.pass_on": "pass on {}: the leads may know of others",
    "event.learn_locally": "local {}: we talked it through at handover; the label is larger; little more to learn",
    "event.not_ours": "not ours {}, ward 8: they were moved here only afterwards",
    "event.confirm_place": "place {} ward 8",
    "event.grade_harm": "harm {}: low, none",
    "event.merge": "merge {} into {other}: both tell of the same pump",
    "event.ask_candour": "open candour {} complaint: the family asks what happened that night",
    "event.involve": "involve {}",
    "action.done": "done {}: the new list hangs in the treatment room",
    "action.more_time": "more time {} until 1 December 2026: the supplier is late",
    "action.not_mine": "not mine {}: pharmacy sees to these",
    "action.undo_more_time": "undo more time {}",
    "action.reassign": "give {} to Lou Example",
    "action.accept": "accept {}",
    "action.return": "return {}: it does not say yet which wards have it",
    "approval.approve": "approve {}",
    "approval.return": "ask {}: what do the family want to know?",
    "approval.answer": "answer {}: they want to know why nobody called them",
    "approval.choose": "instead {} AAR: it is understood already",
    "approval.hand_on": "hand {} to Sam Example",
    "approval.take_back": "take back {}: a review has begun already",
    "response.lead_it": "lead {}",
    "response.give_lead": "give {} to Lou Example",
    "response.hand_back": "hand back {}",
    "response.hold": "held {} on Tuesday: nurses, pharmacist. Learned: one line; another line",
    "response.not_held": "not held {}: the ward was too busy",
    "response.change": "change {} to AAR: those who were there have left",
    "candour.take_on": "hold candour {}",
    "candour.agree": "agree candour {}: the scan shows that it did no harm, and none can follow",
}  # fmt: skip
# Buttons that do what another of them does.
SAME_AS: Mapping[str, str] = {
    "event.look": "event.claim",
    "event.agree_though_reached": "event.agree_to_withdraw",
    "response.to_aar": "response.change",
}
# What is pressed and never typed, and why.
NOT_WRITTEN: Mapping[str, str] = {
    "event.give_number": "a patient's number does not stand in a chat, which nobody can clear",
    "event.see_patient": "a patient's number does not stand in a chat, which nobody can clear",
    "event.see_name": "an opened name does not stand in a chat, which nobody can clear",
    "candour.keep_person": "who somebody is does not stand in a chat, which nobody can clear",
    "candour.promise": "what was promised to somebody does not stand in a chat, which nobody can clear",
    "candour.restorative": "what somebody says does not stand in a chat, which nobody can clear",
    "candour.letter_follow_up": "a letter does not stand in a chat, which nobody can clear",
    "candour.letter_reach": "a letter does not stand in a chat, which nobody can clear",
    "candour.letter_findings": "a letter does not stand in a chat, which nobody can clear",
}
# Of these nothing else is typed: for a kind of record, why.
NOT_WRITTEN_OF: Mapping[str, str] = {
    "candour": "what is said with a patient or family does not stand in a chat, which nobody can clear",
}
# Pages of a candour case, and what is listed of all of them.
OF_CANDOUR: Mapping[str, str] = {
    "candour.show": "candour {}",
    "candour.page_log": "log candour {}",
    "candour.page_assess": "assess candour {}",
    "candour.due": "candour due",
    "candour.measures": "candour measures",
}
OF_THE_QUEUE: Mapping[str, str] = {
    "queue.show": "my queue",
    "queue.routine": "routine",
    "queue.claim_next": "claim next",
    "queue.decide": "approve {}: the ward has settled each of them",  # {}: the references of several
}
AS_A_THEME = "theme {} {}: the same printer each time"
# Several reports in one message, as a theme or approved together.
SEVERAL = r"(?P<events>(?:PSE[ -]?\d{1,9}[ ,]*(?:and )?)+)"
ONE_OF = re.compile(r"PSE[ -]?0*(\d{1,9})", re.IGNORECASE)
THEME = r"(?:[\"“”'‘’](?P<name>.{1,200}?)[\"“”'‘’]|th[ -]?0*(?P<theme>\d{1,9}))"  # by its name or its number
NEARLY_SEVERAL = re.compile(
    rf"(?:(?P<as>theme)\b[ :]*{THEME}?.*?\bPSE[ -]?\d|approve (?:PSE[ -]?\d{{1,9}}[ ,]*(?:and )?){{2}}).*",
    re.IGNORECASE | re.DOTALL,
)
CHOSEN = "AAR"  # the response that examples choose
# Other words with which people begin one of these.
ALSO: Mapping[tuple[str, str], str] = {
    ("choose", "PSE"): "event.choose", ("agree", "PSE"): "event.agree_to_withdraw",
    ("add", "PSE"): "event.add", ("hand", "PSE"): "event.hand_over", ("take", "PSE"): "event.claim",
    ("refer", "PSE"): "event.make_referral", ("close", "PSE"): "event.tell", ("question", "PSE"): "event.ask",
    ("take out", "PSE"): "event.look_at_marks", ("change", "PSE"): "event.correct",
    ("enter", "PSE"): "event.enter", ("number", "PSE"): "event.change_number",
    ("reject", "AP"): "approval.return", ("refuse", "AP"): "approval.return", ("decline", "AP"): "approval.return",
    ("return", "AP"): "approval.return", ("choose", "AP"): "approval.choose", ("hand over", "AP"): "approval.hand_on",
    ("withdraw", "AP"): "approval.take_back", ("decide", "AP"): "approval.choose",
    ("make", "LR"): "response.change", ("hand", "LR"): "response.give_lead", ("hold", "LR"): "response.hold",
    ("finish", "SA"): "action.done", ("finished", "SA"): "action.done", ("close", "SA"): "action.done",
    ("approve", "SA"): "action.accept", ("hand", "SA"): "action.reassign", ("hand over", "SA"): "action.reassign",
    ("reject", "SA"): "action.return",
    ("agree candour", "PSE"): "candour.agree", ("ask for candour", "PSE"): "event.ask_candour",
}  # fmt: skip
KINDS: Mapping[str, str] = {"PSE": "event", "SA": "action", "AP": "approval", "LR": "response", "DOC": "candour"}
NEARLY = re.compile(
    r"(?P<words>[a-z][a-z' ]{1,30}?)(?: (?:about|on|for|of|to|with|the|report))*[ :,]+"
    r"(?P<kind>PSE|AP|LR|SA|DOC)[ -]?0*(?P<number>\d{1,9})\b.*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Nearly:
    """Words that begin as a step does that can be typed, and are not written as it is."""

    verb: str
    number: int


def written(wording: str) -> re.Pattern[str]:
    """How a whole message is written."""
    return re.compile(wording, re.IGNORECASE | re.DOTALL)


def said_in(found: re.Match[str]) -> str:
    """The reason, or whatever else is said; empty where nothing is."""
    return (found["words"] or "").strip()


def example_of(verb: str, number: int, *, choosing: str = "", other: int = 0) -> str:
    """How a step of this record is typed: with the response that somebody chose, or with another report, where
    they have named one. A report of number 0 is none."""
    subject = verb.partition(".")[0]
    example = WRITTEN[verb].format(REFERENCES[subject](number), other=REFERENCES["event"](other))
    if not choosing:
        return example
    head = example.partition(":")[0]
    return f"{head.replace(CHOSEN, choosing)}: your reason"


def example_of_several(found: re.Match[str], *, theme: bool) -> str:
    """How several reports that were typed are approved together, or kept as the theme that was named."""
    numbers = dict.fromkeys(int(number) for number in ONE_OF.findall(found[0]))
    references = " ".join(REFERENCES["event"](number) for number in numbers)
    if not theme:
        return OF_THE_QUEUE["queue.decide"].format(references)
    named = theme_reference(int(found["theme"])) if found["theme"] else f"“{found['name'] or 'wristband printer'}”"
    return AS_A_THEME.format(named, references)


def nearly_typed(said: str) -> Nearly | None:
    """The step that these words begin; None where they begin none. They are not written as it is typed."""
    found = NEARLY.fullmatch(said.strip())
    if found is None:
        return None
    verb = BEGINS.get((" ".join(found["words"].casefold().split()), found["kind"].upper()))
    return Nearly(verb, int(found["number"])) if verb else None


def like_what_is_typed(said: str) -> str:
    """How the step is written that these words begin and write otherwise; empty where they begin none."""
    if found := NEARLY_SEVERAL.fullmatch(said.strip()):
        return example_of_several(found, theme=bool(found["as"]))
    nearly = nearly_typed(said)
    if nearly is None:
        return ""
    others = [int(number) for number in ONE_OF.findall(said) if int(number) != nearly.number]
    return example_of(nearly.verb, nearly.number, other=others[0] if others else 0)


def _begins() -> Mapping[tuple[str, str], str]:
    """The words with which each step begins, for the kind of record that it is of."""
    kinds = {subject: kind for kind, subject in KINDS.items()}
    begins = dict(ALSO)
    for verb, written in WRITTEN.items():
        words = re.sub(r" (?:about|on|for|of|to|with)$", "", written.partition("{}")[0].strip())
        begins.setdefault((words, kinds[verb.partition(".")[0]]), verb)
    return begins


BEGINS = _begins()
