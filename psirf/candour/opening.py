"""Whether an assessment for the duty of candour opens. It is no decision, and no advice about a learning response."""

from dataclasses import dataclass

from psirf.candour.terms import AskedBy, MoreTreatment, OpenedBy
from psirf.circumstances.answers import Circumstances
from psirf.conditions import Facts
from psirf.vocabulary import PhysicalHarm, PsychologicalHarm

# Source: LFPSE grades, at or above which a trust assesses (Regulation 20 has words of its own for the decision).
PHYSICAL = frozenset({PhysicalHarm.MODERATE, PhysicalHarm.SEVERE, PhysicalHarm.FATAL})
PSYCHOLOGICAL = frozenset({PsychologicalHarm.MODERATE, PsychologicalHarm.SEVERE})


@dataclass(frozen=True, slots=True)
class KnownOfHarm:
    """What is known of one event, as far as it opens an assessment."""

    physical: PhysicalHarm = PhysicalHarm.NOT_GRADED
    psychological: PsychologicalHarm = PsychologicalHarm.NOT_GRADED
    could_emerge: bool = False
    more_treatment: tuple[MoreTreatment, ...] = ()
    distress_days: float = 0
    died: bool = False
    asked_by: tuple[AskedBy, ...] = ()


def opens_by(known: KnownOfHarm, prolonged_days: int) -> tuple[OpenedBy, ...]:
    """What opens an assessment, in the order of its terms; nothing where none opens. `prolonged_days`: for how many
    days distress lasts to count as prolonged (candour.toml)."""
    holds = {
        OpenedBy.PHYSICAL_HARM: known.physical in PHYSICAL,
        OpenedBy.PSYCHOLOGICAL_HARM: known.psychological in PSYCHOLOGICAL,
        OpenedBy.COULD_EMERGE: known.could_emerge,
        OpenedBy.MORE_TREATMENT: bool(known.more_treatment),
        OpenedBy.DISTRESS: known.distress_days >= prolonged_days,
        OpenedBy.DEATH: known.died or known.physical is PhysicalHarm.FATAL,
        OpenedBy.ASKED_FOR: bool(known.asked_by),
    }
    return tuple(by for by in OpenedBy if holds[by])


def is_worse(
    physical: PhysicalHarm, psychological: PsychologicalHarm,
    than: tuple[PhysicalHarm, PsychologicalHarm] = (PhysicalHarm.NOT_GRADED, PsychologicalHarm.NOT_GRADED),
) -> bool:  # fmt: skip
    """Whether one person's grade, either way, opens an assessment by itself, and is more than was known of them."""
    more_physical = tuple(PhysicalHarm).index(physical) > tuple(PhysicalHarm).index(than[0])
    order = tuple(PsychologicalHarm)
    more_psychological = order.index(psychological) > order.index(than[1])
    return (physical in PHYSICAL and more_physical) or (psychological in PSYCHOLOGICAL and more_psychological)


def opens_candour_assessment(
    physical: PhysicalHarm, psychological: PsychologicalHarm, c: Circumstances, facts: Facts
) -> bool:
    """Whether a harm of moderate or more, either way, was graded, or may still emerge; or somebody died ungraded.

    Only of what happened to a patient: not of a risk, of good care, or of what was stopped and can do no harm now.
    """
    if not facts["happened"].holds:
        return False
    emerging = c.harm_could_still_emerge.yes is True
    if facts["reached"].holds is False and facts["somebody_died"].holds is not True:
        return emerging
    if physical in PHYSICAL or psychological in PSYCHOLOGICAL or emerging:
        return True
    ungraded = physical is PhysicalHarm.NOT_GRADED
    return ungraded and facts["patient_died"].holds is True and facts["care_concern"].holds is not False
