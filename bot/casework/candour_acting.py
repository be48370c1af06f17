"""Who acts in law for whom, and who may be taken off a candour case again."""

from bot.casework.candour_now import CaseNow
from psirf.candour.kept import NoteName
from psirf.candour.record import NOT_YET_KNOWN, Step, StepRefused
from psirf.candour.steps import after
from psirf.candour.terms import PersonKind, StepName
from storage.records import CandourPerson

# Who is involved because the patient wishes it, or is bereaved, does not act in law by that alone. Whoever is looked
# for will. Source: Regulation 20(7), relevant person.
IN_LAW = (
    PersonKind.PATIENT, PersonKind.AFTER_DEATH, PersonKind.CHILD, PersonKind.CAPACITY, PersonKind.NOT_YET_KNOWN,
)  # fmt: skip
# What is written down of somebody before anything is done for them.
BEFORE_ANYTHING = (NoteName.PERSON, NoteName.PLAN, StepName.FOUND, StepName.ATTEMPT)


def leaves_nobody(now: CaseNow, died: Step) -> bool:
    """Whether, once somebody has died, whoever acts would have to be looked for: something is owed still, and nobody
    who lives acts in law."""
    try:
        then = after(now.case, died, died.at)
    except StepRefused:
        return False  # what is wrong with it is said where it is written down
    person = now.person(int(died.person))
    is_owed = bool(now.case.tracks[died.person].open) and person.kind in IN_LAW
    return NOT_YET_KNOWN in then.tracks or (is_owed and not _somebody_acts(now, person))


def looked_for_instead(now: CaseNow, person: CandourPerson) -> list[CandourPerson]:
    """Who is looked for, and not known yet, because this person was said to have died."""
    if not now.case.tracks[str(person.number)].died:
        return []
    return [
        each for each in now.people
        if each.kind is PersonKind.NOT_YET_KNOWN and not each.sealed and each.number > person.number
        and each.affected_person_id == person.affected_person_id and _is_untouched(now, each)
    ]  # fmt: skip


def may_be_taken_off(now: CaseNow, person: CandourPerson) -> bool:
    """Whether somebody was only added: nothing was done for them, and somebody else who lives acts in law."""
    return _is_untouched(now, person) and _somebody_acts(now, person)


def _is_untouched(now: CaseNow, person: CandourPerson) -> bool:
    written = {entry.name for entry in now.entries if entry.person_id == person.id}
    return now.case.tracks[str(person.number)].is_untouched and written <= {each.value for each in BEFORE_ANYTHING}


def _somebody_acts(now: CaseNow, person: CandourPerson) -> bool:
    """Whether somebody else who lives acts in law where this person did: not for another whom the event affected."""
    affected = person.affected_person_id
    return any(
        each.number != person.number and each.kind in IN_LAW and not now.case.tracks[str(each.number)].died
        and (affected is None or each.affected_person_id in (None, affected))
        for each in now.people
    )  # fmt: skip
