"""Whether an event opens an assessment for the duty of candour. An assessment is no decision, and no advice."""

from psirf.circumstances.answers import Circumstances
from psirf.conditions import Facts
from psirf.vocabulary import PhysicalHarm, PsychologicalHarm

# Source: LFPSE grades, at or above which a trust assesses (Regulation 20 has words of its own for the decision).
PHYSICAL = frozenset({PhysicalHarm.MODERATE, PhysicalHarm.SEVERE, PhysicalHarm.FATAL})
PSYCHOLOGICAL = frozenset({PsychologicalHarm.MODERATE, PsychologicalHarm.SEVERE})


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
