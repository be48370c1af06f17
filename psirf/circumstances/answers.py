"""The answers of a lead about one event, by key; what is absent was not said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from psirf.circumstances.ages import read_age
from psirf.circumstances.numbers import read_count, read_days, read_dose
from psirf.circumstances.words import (
    NOTHING,
    Said,
    read_day,
    read_list,
    read_moment,
    read_said,
)
from psirf.working_time import london_day


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of an event when advice is asked for. The harm to people is left out: it never decides."""

    event_type: Said = NOTHING
    happened_at: datetime | None = None
    reported_at: datetime | None = None
    deciding_at: datetime | None = None
    where: Said = NOTHING
    theme: Said = NOTHING
    reached_a_patient: Said = NOTHING
    age_years: float | None = None
    died: Said = NOTHING
    died_on: date | None = None
    staff_still_available: Said = NOTHING
    pattern: Said = NOTHING
    similar_last_12_months: float | None = None
    factors_understood: Said = NOTHING
    potential_for_learning: Said = NOTHING
    improvement_work: Said = NOTHING
    views_of_those_affected: Said = NOTHING
    equality_concern: Said = NOTHING
    other_organisations: tuple[str, ...] | None = None
    involved: tuple[str, ...] | None = None
    harm_could_still_emerge: Said = NOTHING
    review_of_death: Said = NOTHING
    care_concern: Said = NOTHING
    mental_health_act: Said = NOTHING
    mental_capacity: Said = NOTHING
    learning_disability: Said = NOTHING
    autism: Said = NOTHING
    learning_difficulty: Said = NOTHING
    homicide: Said = NOTHING
    suspect_under_our_mental_health_care: Said = NOTHING
    victim_age_years: float | None = None
    relationship_of_suspect: Said = NOTHING
    domestic_abuse: Said = NOTHING
    gestation: Said = NOTHING
    labour: Said = NOTHING
    baby_outcome: Said = NOTHING
    baby_alive_at_start_of_labour: Said = NOTHING
    congenital_cause: Said = NOTHING
    live_born: Said = NOTHING
    mother_died: Said = NOTHING
    days_since_pregnancy_ended: float | None = None
    cause_of_mothers_death: Said = NOTHING
    screening_programme: Said = NOTHING
    safeguarding_concern: Said = NOTHING
    custody: Said = NOTHING
    nhs_care_in_custody: Said = NOTHING
    never_event_entry_looked_at: Said = NOTHING
    never_event_facts: Said = NOTHING
    already_recorded: Said = NOTHING
    capacity_used: Said = NOTHING
    swarm_declared_at: datetime | None = None
    radiation_dose_msv: float | None = None

    @property
    def event_day(self) -> date | None:
        """The day by which national lists are chosen; as near to it as is known."""
        if self.happened_at is not None:
            return london_day(self.happened_at)
        return self.died_on or (london_day(self.reported_at) if self.reported_at else self.decision_day)

    @property
    def death_day(self) -> date | None:
        return self.died_on or self.event_day

    @property
    def decision_day(self) -> date | None:
        """The day by which the plan, and what must be done, are chosen; None for the newest."""
        moment = self.decided_at
        return None if moment is None else london_day(moment)

    @property
    def decided_at(self) -> datetime | None:
        return self.deciding_at or self.reported_at


# What the reporter called it, and the reporter's grade of harm: read, so that they may be said, and never used.
NEVER_USED = ("reported_as", "reported_harm")
_MOMENTS = ("happened_at", "reported_at", "deciding_at", "swarm_declared_at")
_AGES = ("age_years", "victim_age_years")
_LISTS = ("other_organisations", "involved")
_NAMES = tuple(field.name for field in fields(Circumstances))
_READERS: Mapping[str, Callable[[str, object], Any]] = {
    **dict.fromkeys(_NAMES, read_said),
    **dict.fromkeys(NEVER_USED, read_said),
    **dict.fromkeys(_MOMENTS, read_moment),
    "similar_last_12_months": read_count,
    "days_since_pregnancy_ended": read_days,
    "radiation_dose_msv": read_dose,
    **dict.fromkeys(_AGES, read_age),
    **dict.fromkeys(_LISTS, read_list),
    "died_on": read_day,
}
KEYS = tuple(_READERS)


def read_circumstances(answers: Mapping[str, object]) -> Circumstances:
    """Answers by key, in a lead's plain words. Raises ValueError naming a key that is unknown or cannot be read."""
    if strange := sorted(str(key) for key in answers if key not in _READERS):
        raise ValueError(f"{', '.join(strange)} is not known; circumstances have {', '.join(KEYS)}")
    read = {key: _READERS[key](key, given) for key, given in answers.items()}
    used = {key: value for key, value in read.items() if key not in NEVER_USED}
    return Circumstances(**used)
