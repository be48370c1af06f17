"""The words of patient safety: what we keep, and what people read."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A word with two faces: the value we keep, which never changes, and the label people see.

    Never sort terms: a StrEnum sorts by alphabet, and LFPSE's own codes run backwards.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = label
        return term


class EventKind(Term):
    """The four kinds of event of LFPSE (taxonomy v5). A near miss is an incident."""

    INCIDENT = "incident", "It went wrong, or nearly did"
    GOOD_CARE = "good_care", "Good care"
    OUTCOME = "outcome", "An outcome that worries me"
    RISK = "risk", "Something that could go wrong"


class Agent(Term):
    """What was involved. Source: LFPSE taxonomy v5, agent-type-5; the values are its codes."""

    MEDICINE = "4", "A medicine"
    DEVICE = "3", "A device"
    IT = "9", "An IT system"
    BUILDING = "13", "A building, or what is fixed in it"
    ESTATES = "14", "Cleaning, food, laundry or transport"
    BLOOD = "11", "Blood"
    BLOOD_PRODUCT = "12", "A blood product"
    TISSUE = "8", "A tissue or organ for transplant"
    NONE = "10", "None of these"


class IdentifierKind(Term):
    """What words may identify somebody by. The labels stand in sentences."""

    NHS_NUMBER = "nhs_number", "an NHS number"
    HOSPITAL_NUMBER = "hospital_number", "a hospital number"
    DATE_OF_BIRTH = "date_of_birth", "a date of birth"
    INITIALS = "initials", "initials"
    PHONE = "phone", "a phone number"
    EMAIL = "email", "an email address"
    POSTCODE = "postcode", "a postcode"
    PATIENT_NAME = "patient_name", "a patient's name"
    RELATIVE_NAME = "relative_name", "a relative's name"
    STAFF_NAME = "staff_name", "a staff name"


class Reached(Term):
    """Whether an event reached a patient. A near miss did not."""

    NO = "no", "No, it was stopped in time"
    YES = "yes", "Yes"
    UNKNOWN = "unknown", "I don't know"


class YesNo(Term):
    """Source: LFPSE taxonomy v5, yes-no-unknown-codes-5; the values are its codes."""

    YES = "y", "Yes"
    NO = "n", "No"
    UNKNOWN = "u", "I don't know"


class OutcomeType(Term):
    """What came about. Source: LFPSE taxonomy v5, outcome-type-5; the values are its codes."""

    DEATH = "1", "A death, or a stillbirth"
    READMITTED = "2", "Back in hospital, unplanned"
    CRITICAL_CARE = "3", "Critical care, unplanned (ICU, HDU or NICU)"
    THEATRE = "5", "Back to theatre"
    CAESAREAN = "10", "An emergency caesarean"
    CRASH_CALL = "7", "A crash call"
    BLEEDING = "9", "Heavy bleeding after a birth"
    SAFEGUARDING = "4", "Safeguarding, with no worry about our care"


class PhysicalHarm(Term):
    """Physical harm to one person, as LFPSE grades it (taxonomy v5), and not graded yet."""

    NOT_GRADED = "not_graded", "Not graded yet"
    NONE = "none", "No physical harm"
    LOW = "low", "Low physical harm"
    MODERATE = "moderate", "Moderate physical harm"
    SEVERE = "severe", "Severe physical harm"
    FATAL = "fatal", "Died"


class PsychologicalHarm(Term):
    """Psychological harm to one person, as LFPSE grades it (taxonomy v5), and not graded yet."""

    NOT_GRADED = "not_graded", "Not graded yet"
    NONE = "none", "No psychological harm"
    LOW = "low", "Low psychological harm"
    MODERATE = "moderate", "Moderate psychological harm"
    SEVERE = "severe", "Severe psychological harm"


class ResponseType(Term):
    """Ways to learn from an event. Source: NHS England, patient safety learning response toolkit."""

    SWARM = "swarm", "Swarm huddle"
    AAR = "aar", "After action review"
    MDT = "mdt", "MDT review"
    THEMATIC = "thematic", "Thematic review"
    PSII = "psii", "Patient safety incident investigation (PSII)"
    REFERRAL = "referral", "Referral to the body that must look into it"
    IMPROVE = "improve", "Existing improvement work"
    LOCAL = "local", "No learning response: share locally and close"


class EventStatus(Term):
    RECEIVED = "received", "Waiting for a decision"
    DECIDED = "decided", "Response chosen"
    CLOSED = "closed", "Closed, and the reporter was told"
    WITHDRAWN = "withdrawn", "Withdrawn by its reporter, as a lead agreed"


class NameShown(Term):
    """Who may see a reporter's name. Teams itself always knows it."""

    SHOWN = "shown", "Shown to the team"
    CONFIDENTIAL = "confidential", "Kept confidential"


class NoteKind(Term):
    """What was said about an event after it was reported."""

    ADDED = "added", "Added by the reporter"
    QUESTION = "question", "Asked of the reporter"
    ANSWER = "answer", "The reporter's answer"
    WITHDRAWAL = "withdrawal", "Why the reporter would like to withdraw it"


class Withdrawal(Term):
    """What became of a reporter's wish to withdraw a report."""

    ASKED = "asked", "The reporter asks to withdraw it"
    AGREED = "agreed", "Withdrawn"
    KEPT = "kept", "Not withdrawn"


class PatientKnown(Term):
    """How the patient that an event reached can be found. Only the number is kept in the protected store."""

    NUMBER = "number", "Number kept safe"
    NURSE_IN_CHARGE = "nurse_in_charge", "The nurse in charge knows"
    LATER = "later", "To be given later"
    NOT_TO_BE_FOUND = "not_to_be_found", "Cannot be found out"

    @property
    def settles(self) -> bool:
        """Whether nobody need look for the patient any more."""
        return self in (PatientKnown.NUMBER, PatientKnown.NOT_TO_BE_FOUND)


class Barred(Term):
    """What may forbid, for a time, to tell a reporter that their name was opened."""

    LAW = "law", "The law forbids it for now"
    POLICE = "police", "The police ask for it"
    SAFEGUARDING = "safeguarding", "Somebody's safety needs it (safeguarding)"


class ActionStatus(Term):
    OPEN = "open", "Open"
    DISOWNED = "disowned", "Waiting for a new owner"
    EVIDENCED = "evidenced", "Done, evidence to be looked at"
    ACCEPTED = "accepted", "Done and accepted"


class UnitKind(Term):
    TRUST = "trust", "Trust"
    SITE = "site", "Site"
    DIVISION = "division", "Division"
    SERVICE = "service", "Service"
    WARD = "ward", "Ward"


class Role(Term):
    """What somebody is to a record: given for a place, or following from the record itself."""

    REPORTER = "reporter", "Reporter"
    OWNER = "owner", "Action owner"
    WARD_MANAGER = "ward_manager", "Ward manager"
    LEAD = "lead", "Learning response lead"
    PATIENT_SAFETY = "patient_safety", "Patient safety team"
    CANDOUR = "candour", "Candour lead"
    SEAL_OPENER = "seal_opener", "Named to open a sealed name, with another"
    ADMINISTRATOR = "administrator", "Lantern administrator"


# Roles that are given to a person for a place. The others follow from the record.
GIVEN_ROLES = (
    Role.WARD_MANAGER, Role.LEAD, Role.PATIENT_SAFETY, Role.CANDOUR, Role.SEAL_OPENER, Role.ADMINISTRATOR,
)  # fmt: skip


class Refusal(Term):
    """Why a step was not taken. Each is a sentence that says what to do next."""

    STALE = "stale", "Somebody has moved this on since you saw it. This is how it stands now."
    NOT_YOURS = "not_yours", "This step is not open to you. This is how things stand."
    NOT_NOW = "not_now", "This step is not open any more. This is how things stand."
    OWN_WORK = "own_work", "Nobody accepts their own evidence. Somebody else has been asked."
    REASON = "reason", "Please write one sentence of your own first, then press again."
    NOT_LATER = (
        "not_later",
        "That is no later than the day it is due now. Choose a later one, then press again.",
    )
    ACTIONS_OPEN = "actions_open", "Some actions are still open. The reporter is told when all are accepted."
    NOT_TOLD = "not_told", "It is not closed before its reporter is told what came of it."
    WITHDRAWN = (
        "withdrawn",
        "This report was withdrawn, so it is not changed any more. Nothing that you wrote was kept; "
        "you can make a new report.",
    )
    NOTHING_CHANGED = "nothing_changed", "That is what the report says already. Change something first, then send."
    ASKED_ALREADY = "asked_already", "That was asked already. You will hear here what the lead says."
    ANSWERED = "answered", "That question was answered already. This is how things stand."
    SEAL_WAS_OPENED = (
        "seal_was_opened",
        "The name on this report has been opened since, by two people named for it. Your question has not gone. "
        "Send it again if it is still right to ask.",
    )
    OPENING_PENDING = (
        "opening_pending",
        "Somebody has asked to open this name already. A second person named for it agrees or not, first.",
    )
    ONE_OPENER = (
        "one_opener",
        "Nobody opens a name alone. You have asked for it; somebody else who is named for this must agree.",
    )
    NO_SECOND = (
        "no_second",
        "Nobody else is named to open a name here, and it takes two. Nothing was asked. "
        "Please ask Lantern's administrator to name a second person.",
    )
    OPENED_ALREADY = "opened_already", "This name was opened already. The two who opened it can look at it."
    NOT_SEALED = "not_sealed", "This report carries its reporter's name: there is nothing to open."
    NOT_OPENED = "not_opened", "This name has not been opened."
    WRONG_KEY = (
        "wrong_key",
        "This cannot be opened with the key that Lantern has now. Nothing was changed or lost. "
        "Please tell Lantern's administrator.",
    )
    REVIEW_AHEAD = "review_ahead", "Choose a day that is still to come, and no more than {} days away."
    NHS_NUMBER = (
        "nhs_number",
        "That is not an NHS number: its last figure does not fit the others. Nothing was kept. "
        "Please look at the wristband again.",
    )
    NO_NUMBER = (
        "no_number",
        "That does not look like an NHS or hospital number, so nothing was kept. "
        "Please look again, or press one of the others.",
    )
    NOT_IN_MESSAGE = (
        "not_in_message",
        "A patient's number is not put into a message, which would stay in this chat. "
        "Please press this in Teams on a computer: the card itself shows it there.",
    )
    ENTERED_ALREADY = "entered_already", "This was entered already, as {}, so it is not entered again."
    NUMBER_TAKEN = "number_taken", "{} stands for another report already. Please look at the number again."
    NO_REFERENCE = "no_reference", "That does not look like one of its numbers. Please look at it again."
