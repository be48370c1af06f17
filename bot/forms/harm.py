"""What harm came to one person: physical and psychological apart, as far as it is known now."""

from dataclasses import replace

from bot.forms.form import Asking, Conditions, Form, Offer, Question, Reading, Unclear
from bot.forms.message.care import harm_told
from bot.forms.message.text import told as words_told
from bot.forms.readers import offer_terms, one_of, or_unsure
from psirf.vocabulary import PhysicalHarm, PsychologicalHarm, Term

PHYSICAL_ALSO = {
    "no": PhysicalHarm.NONE, "no harm": PhysicalHarm.NONE, "none": PhysicalHarm.NONE, "low": PhysicalHarm.LOW,
    "a little": PhysicalHarm.LOW, "minor": PhysicalHarm.LOW, "moderate": PhysicalHarm.MODERATE,
    "severe": PhysicalHarm.SEVERE, "serious": PhysicalHarm.SEVERE, "died": PhysicalHarm.FATAL,
    "they died": PhysicalHarm.FATAL, "death": PhysicalHarm.FATAL,
}  # fmt: skip
PSYCHOLOGICAL_ALSO = {
    "no": PsychologicalHarm.NONE, "no harm": PsychologicalHarm.NONE, "none": PsychologicalHarm.NONE,
    "low": PsychologicalHarm.LOW, "a little": PsychologicalHarm.LOW, "upset": PsychologicalHarm.LOW,
    "moderate": PsychologicalHarm.MODERATE, "severe": PsychologicalHarm.SEVERE, "serious": PsychologicalHarm.SEVERE,
}  # fmt: skip
WITHOUT_DEATH: tuple[Term | None, ...] = (*(term for term in PhysicalHarm if term is not PhysicalHarm.FATAL), None)


def offer_physical(_: Asking) -> tuple[Offer, ...]:
    return _graded(PhysicalHarm)


def offer_psychological(_: Asking) -> tuple[Offer, ...]:
    return _graded(PsychologicalHarm)


def mean_physical(asking: Asking) -> tuple[tuple[str, str], ...]:
    return asking.harm.meanings(PhysicalHarm) if asking.harm else ()


def mean_psychological(asking: Asking) -> tuple[tuple[str, str], ...]:
    return asking.harm.meanings(PsychologicalHarm) if asking.harm else ()


def _graded(terms: type[Term]) -> tuple[Offer, ...]:
    """The grades, none first, and not to know last."""
    known = [offer for offer in offer_terms(terms) if offer.said != "not_graded"]
    return (*known, Offer("not_graded", "I don't know"))


_ONE_OF_THE_GRADES = or_unsure(one_of(PhysicalHarm, PHYSICAL_ALSO), PhysicalHarm.NOT_GRADED)


def how_hurt(said: str, asking: Asking) -> Reading:
    """One of the grades; or words such as "broken hip", for the grade they plainly say, once it is confirmed."""
    try:
        return _ONE_OF_THE_GRADES(said, asking)
    except Unclear:
        told = harm_told(words_told(said, asking.heard), asking.heard) if asking.heard else None
        if told is None or told.value is PhysicalHarm.NOT_GRADED:
            raise
        return Reading(told.value.value, f"Shall I put down: {told.value.label}?")


PHYSICAL = Question(
    "physical", "Were they hurt, as far as you know now?", how_hurt, "Physical harm",
    hint="Pain counts here. It can be changed later.",
    offers=offer_physical, terms=PhysicalHarm, meanings=mean_physical, kind="one of some",
)  # fmt: skip

PSYCHOLOGICAL = Question(
    "psychological", "Were they upset or frightened by it?",
    or_unsure(one_of(PsychologicalHarm, PSYCHOLOGICAL_ALSO), PsychologicalHarm.NOT_GRADED), "Psychological harm",
    hint="No diagnosis is needed. It can be changed later.",
    offers=offer_psychological, terms=PsychologicalHarm, meanings=mean_psychological, kind="one of some",
    only_if={"physical": WITHOUT_DEATH},  # not asked of who has died (LFPSE)
)  # fmt: skip


def added_later(question: Question, only_if: Conditions) -> Question:
    """The same question in another form: where this holds, and to be added rather than asked."""
    return replace(question, only_if={**question.only_if, **only_if}, later=True, optional=True)


AFFECTED = Form(
    name="affected",
    title="Somebody else affected",
    noun="addition",
    send="Add them",
    signed="Adding it as {}.",
    questions=(PHYSICAL, PSYCHOLOGICAL),
)
