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
    ADMINISTRATOR = "administrator", "Lantern administrator"


# Roles that are given to a person for a place. The others follow from the record.
GIVEN_ROLES = (Role.WARD_MANAGER, Role.LEAD, Role.PATIENT_SAFETY, Role.ADMINISTRATOR)


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
