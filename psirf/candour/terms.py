"""The words of candour: what we keep, and what people read."""

from psirf.vocabulary import Term


class OpenedBy(Term):
    """What opens an assessment. It is never a verdict: a healthcare professional decides."""

    PHYSICAL_HARM = "physical_harm", "physical harm of moderate or more"
    PSYCHOLOGICAL_HARM = "psychological_harm", "psychological harm of moderate or more"
    COULD_EMERGE = "harm_could_still_emerge", "harm that may still emerge"
    MORE_TREATMENT = "increase_in_treatment", "more treatment because of it"
    DISTRESS = "distress_expected_days", "distress that is likely to last {} days"
    DEATH = "died", "a death"
    ASKED_FOR = "asked_for_by", "the word of {}"


class MoreTreatment(Term):
    """Source: Regulation 20(7), a moderate increase in treatment."""

    THEATRE = "return to theatre", "A return to theatre"
    READMISSION = "readmission", "A readmission"
    TRANSFER = "transfer", "A transfer to another area, such as intensive care"
    LONGER_STAY = "longer stay", "A longer stay, or more visits"
    CANCELLED = "cancelled treatment", "Treatment that was cancelled"


class AskedBy(Term):
    """Whose word opens an assessment, whatever was graded."""

    PERSON = "person affected", "the person affected"
    COMPLAINT = "complaint", "a complaint"
    MEDICAL_EXAMINER = "medical examiner", "a medical examiner"
    LEAD = "lead", "a lead"
    REPORTER = "reporter", "the reporter"


class Limb(Term):
    """What must all hold for an event to be notifiable. Source: Regulation 20(8). The words are candour.toml's."""

    UNINTENDED = "unintended_or_unexpected", "Unintended or unexpected"
    REGULATED = "regulated_activity", "During care that is regulated"
    HARM = "harm", "Harm, now or perhaps later"


class LimbAnswer(Term):
    YES = "yes", "Yes"
    NO = "no", "No"
    UNCERTAIN = "uncertain", "I am not certain"


class Answer(Term):
    """What an assessment came to. Uncertain is treated as notifiable."""

    NOTIFIABLE = "notifiable", "The duty of candour applies"
    UNCERTAIN = "uncertain_treat_as_notifiable", "Uncertain, so treated as if the duty of candour applies"
    NOT_NOTIFIABLE = "not_notifiable", "The statutory duty of candour does not apply"

    @property
    def is_owed(self) -> bool:
        return self is not Answer.NOT_NOTIFIABLE


class Clock(Term):
    """What the trust gives itself a number of working days for. In law: as soon as reasonably practicable."""

    TOLD = "told", "Told in person"
    WRITTEN = "written", "Letter sent"
    FINDINGS = "findings", "Findings shared"


class Element(Term):
    """What is owed to each relevant person, in the order in which it is usually given. Source: Regulation 20(2)
    to (6). Each ends by itself: done, declined by the person, or not possible."""

    TOLD = "told", "Told in person"
    TRUE_ACCOUNT = "true_account", "A true account of what is known"
    APOLOGY = "apology", "An apology"
    ENQUIRIES = "enquiries_explained", "What will be looked into"
    SUPPORT = "support_offered", "Support offered"
    RECORD = "record_made", "A written record made"
    WRITTEN = "written_follow_up", "The letter that follows"
    FINDINGS = "findings_shared", "The findings shared, in writing"
    MEETING = "meeting_offered", "A meeting offered"
    COPIES = "copies_kept", "Copies kept"


class Ending(Term):
    """How an element ended for a person."""

    DONE = "done", "Done"
    DECLINED = "declined", "Declined by the person"
    NOT_POSSIBLE = "not_possible", "Not possible"


class StepName(Term):
    """What is written down of a case. The elements are steps of their own names."""

    ASSESSED = "assessed", "Assessed"
    QUESTION = "question", "A question of theirs"
    ANSWER = "answer", "An answer to their question"
    ATTEMPT = "attempt", "An attempt to reach them"
    DECLINED = "declined", "Declined by them"
    CANNOT_BE_REACHED = "cannot_be_reached", "They cannot be reached"
    SIGN_OFF = "sign_off", "Looked at and signed by another"
    ASKS_TO_BE_TOLD = "asks_to_be_told", "They ask to be told"
    PERSON_DIED = "person_died", "They died"
    FOUND = "found", "Found: who was not known yet"
    LIVES = "lives", "They are alive"
    TAKEN_OFF = "taken_off", "Taken off: added by a slip"


# What only Lantern itself makes of what is written down: nobody else writes them.
LANTERNS_OWN = (StepName.FOUND, StepName.LIVES, StepName.TAKEN_OFF)


class CaseState(Term):
    OPEN = "open", "Open"
    COMPLETE = "complete", "Complete"
    COMPLETE_DECLINED = "complete_declined", "Complete: some of it was declined"
    COMPLETE_UNREACHABLE = "complete_unreachable", "Complete: they could not be reached"
    CLOSED_NOT_REQUIRED = "closed_not_required", "Closed: the statutory duty does not apply"


class CandourStatus(Term):
    """How far a case is, for its buttons; what is owed in it follows from its steps."""

    ASSESSING = "assessing", "To be assessed by a healthcare professional"
    SECOND_LOOK = "second_look", "A second person looks at why it does not apply"
    OWED = "owed", "Owed: to be told, and followed up"
    ENGAGED = "engaged", "Those affected are involved; no assessment is open"
    ENDED = "ended", "Complete"
    NOT_REQUIRED = "not_required", "The statutory duty does not apply"
    WITHDRAWN = "withdrawn", "Withdrawn with its report"


class PersonKind(Term):
    """Who somebody is to the patient, in law or by the patient's wish. Source: Regulation 20(7), relevant person."""

    PATIENT = "patient", "The patient"
    AFTER_DEATH = "after_death", "Acts for the patient, who has died"
    CHILD = "child", "Acts for a patient under 16 who is not competent in this"
    CAPACITY = "capacity", "Acts for a patient who lacks capacity in this"
    WISHED = "wished", "Involved because the patient wishes it"
    BEREAVED = "bereaved", "Bereaved, whoever acts in law"
    NOT_YET_KNOWN = "not_yet_known", "Not yet known who acts"


class StepRefusal(Term):
    """Why a step of a case is not taken, in words for whoever writes it down. Nothing of the case changes."""

    NOT_A_STEP = "not_a_step", "There is no such step."
    NO_MOMENT = "no_moment", "Please say on which day, and at what time."
    NOBODY_DID_IT = "nobody_did_it", "Please say who it was."
    BEFORE_IT_HAPPENED = (
        "before_it_happened",
        "That is before it happened. Please look at the day and the time again.",
    )
    NOT_COME_YET = "not_come_yet", "That has not come yet. Please write it down once it was done."
    WHICH_PERSON = "which_person", "Several people are to be told. Please say which of them this is about."
    UNKNOWN_PERSON = "unknown_person", "That person is not one of those who are to be told. Please add them first."
    THEY_DIED = "they_died", "This person has died. What is still owed goes to whoever acts for them."
    NOT_TOLD_YET = (
        "not_told_yet",
        "Nobody had told them by then. Please write down first when they were told, or look at the day and the time "
        "again.",
    )
    BEFORE_TELLING = "before_telling", "That is before they were told. Please look at the day and the time again."
    NOT_IN_PERSON = (
        "not_in_person",
        "That is not in person. A letter follows the conversation and is not instead of it; "
        "if they do not want to be told in person, write that down.",
    )
    NO_MODE = "no_mode", "Please say how they were told: face to face, by video or by phone."
    NO_WORDS = "no_words", "Please write down the words of the apology as they were said."
    NO_LIMBS = "no_limbs", "Please answer each of the three questions: yes, no, or not certain."
    NO_QUESTION = "no_question", "There is no such question of theirs."
    NO_NUMBER = "no_number", "Please say which of their questions it is."
    ASKED_ALREADY = "asked_already", "That question is written down already."
    BEFORE_ASKED = "before_asked", "That is before they asked it. Please look at the day and the time again."
    QUESTIONS_OPEN = (
        "questions_open",
        "They asked something that is not answered yet. Each question is answered, or said why it cannot be, "
        "before the findings are shared.",
    )
    NO_ATTEMPT = (
        "no_attempt",
        "No attempt to reach them is written down since they were last spoken to. "
        "Please write down each attempt first.",
    )
    NOBODY_KNOWN = (
        "nobody_known",
        "Nobody is known yet who acts for the patient. Please add them first; attempts to find them can be written "
        "down meanwhile.",
    )
    HOW_AND_RESULT = "how_and_result", "Please say how you tried to reach them, and what came of it."
    NOTHING_TO_SIGN = "nothing_to_sign", "Nothing here waits for a signature."
    OWN_WORK = "own_work", "This takes somebody else: nobody signs what they wrote down themselves."
    NOT_OWED = "not_owed", "The statutory duty does not apply here, so this was not kept. It can be assessed again."
    ALREADY_DEAD = "already_dead", "That is written down already."
    STAYS = (
        "stays",
        "Something is written down for them, or nobody else here acts in law, so they stay. "
        "Who they are can be changed.",
    )
    NOT_AN_ELEMENT = "not_an_element", "That is nothing that can be declined."
