"""Harm, danger, distress, and who is told besides, as a message tells them."""

from bot.forms.message.telling import Read
from bot.forms.message.text import Told
from psirf.heard import Heard
from psirf.heard.lists import NeverEventWords, Urgent
from psirf.vocabulary import Agent, EventKind, PhysicalHarm

GRAVEST_FIRST = (PhysicalHarm.FATAL, PhysicalHarm.SEVERE, PhysicalHarm.MODERATE, PhysicalHarm.LOW, PhysicalHarm.NONE)

WRITER = frozenset(("i", "im", "ive", "id", "ill", "my", "me"))
FEARED_DANGER = frozenset(("if", "incase", "could", "might"))


def harm_told(told: Told, heard: Heard) -> Read[PhysicalHarm] | None:
    """The gravest harm that the words name; none where they say that it is not known yet."""
    hits = heard.harm.found(told.words)
    ignored = [hit for hit in hits if hit.tells.ignored]
    hits = [hit for hit in hits if not hit.tells.ignored]
    unknown = [hit for hit in hits if hit.tells.grade is None]
    hits = [
        hit for hit in hits
        if hit.tells.grade is not None
        and not any(other.holds(hit) for other in (*ignored, *unknown))
        and (hit.tells.grade is PhysicalHarm.NONE or not told.is_denied(hit))
    ]  # fmt: skip
    named = [hit for hit in hits if hit.tells.sure] or hits
    if not named:
        return None
    best = min(named, key=lambda hit: GRAVEST_FIRST.index(hit.tells.grade or PhysicalHarm.NONE))
    grade = best.tells.grade
    assert grade is not None, "what is not known was left out"
    others = {hit.tells.grade for hit in hits} - {grade}
    sure = best.tells.sure and not others and not unknown
    if grade is PhysicalHarm.NONE and unknown:
        return None
    return Read(grade, told.quoted(best.first, best.last), sure)


def never_event_told(told: Told, events: tuple[NeverEventWords, ...]) -> Read[str] | None:
    """The Never Event that the words may tell of: for the patient safety team, never for the writer."""
    for event in events:
        found = [group.found(told.words) for group in event.groups]
        if all(found) and not event.without.found(told.words):
            first = found[0][0]
            return Read(event.code, told.quoted(first.first, first.last), sure=False)
    return None


def specialists_told(
    told: Told, heard: Heard, agents: tuple[Read[Agent], ...], kind: EventKind | None
) -> tuple[Read[str], ...]:
    """Everybody who is told besides. It adds up."""
    read: list[Read[str]] = []
    others = [hit for hit in heard.harm.found(told.words) if hit.tells.ignored]  # a battery that died
    for row in heard.specialists:
        by_agent = [agent.words for agent in agents if agent.value in row.agents]
        hits = [
            hit
            for hit in row.words.found(told.words)
            if not told.is_denied(hit) and not any(other.holds(hit) for other in others)
        ]
        by_words = [told.quoted(hit.first, hit.last) for hit in hits]
        if said := (*by_agent, *by_words, *([""] if kind in row.kinds else [])):
            read.append(Read(row.role, said[0]))
    return tuple(read)


def danger_told(told: Told, urgent: Urgent, *, may_be_now: bool = True) -> Read[bool] | None:
    """Whether somebody is in danger now: told as of now, not as of what is over. What happened some time ago may
    not be going on, unless the words say "right now"."""
    now, past = told.sentences_with(urgent.now), urgent.past.found(told.words)
    right_now, over = told.sentences_with(urgent.right_now), told.sentences_with(urgent.over)
    told_of = [hit for hit in urgent.danger.found(told.words) if not told.is_denied(hit, FEARED_DANGER)]
    for hit in sorted(told_of, key=lambda hit: not hit.tells.sure):
        sentence, needs = told.words[hit.first].sentence, hit.tells.needs
        if sentence in over:
            continue
        if not may_be_now and sentence not in right_now:
            continue
        # Of "has got a knife" the "got" is no past.
        in_past = any(told.words[each.first].sentence == sentence and not hit.holds(each) for each in past)
        may_be_past = in_past or (needs == "now" and sentence not in now)
        if needs != "always" and may_be_past and sentence not in right_now:
            continue
        return Read(True, told.quoted(hit.first, hit.last), hit.tells.sure)
    return None


def distress_told(told: Told, urgent: Urgent) -> Read[bool] | None:
    """Whether the writer says that they cannot cope: they, not somebody they write about or whose words they tell."""
    others, reported = urgent.others.found(told.words), urgent.reported.found(told.words)
    for hit in urgent.distress.found(told.words):
        whose = reported if told.words[hit.first].said in WRITER else (*others, *reported)
        clause = told.words[hit.first].clause
        if not any(told.words[each.first].clause == clause and each.first < hit.first for each in whose):
            return Read(True, told.quoted(hit.first, hit.last))
    return None
