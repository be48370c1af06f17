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
    PROPOSED = "proposed", "Response proposed, waiting for approval"
    DECIDED = "decided", "Response chosen"
    CLOSED = "closed", "Closed, and the reporter was told"
    WITHDRAWN = "withdrawn", "Withdrawn by its reporter, as a lead agreed"
    MERGED = "merged", "The same event as another report, and told there"


class FirstLook(Term):
    """The ward manager's look at a report, where the plan asks for one before a lead's."""

    WAITING = "waiting", "The ward manager looks at it first"
    PASSED_ON = "passed_on", "Looked at by the ward manager"
    LAPSED = "lapsed", "With the leads: the ward manager was not waited for"
    SETTLED = "settled", "Settled on the ward"


class ApprovalHow(Term):
    """How many must say yes to an approval request: a row of the plan (approvals.toml) says which."""

    ONE = "one", "The one who is asked"
    ANY = "any", "Any one of those asked"
    ALL = "all", "All of those asked"
    SECOND_KEY = "second_key", "Two different people"


class ApprovalStatus(Term):
    WAITING = "waiting", "Waiting for approval"
    RETURNED = "returned", "Waiting for an answer to a question"
    APPROVED = "approved", "Approved"
    CHANGED = "changed", "Another response was chosen instead"
    WITHDRAWN = "withdrawn", "Taken back by who proposed it"


class AskedAs(Term):
    """Why somebody is asked to approve."""

    ROLE = "role", "by their role"
    HANDED = "handed", "because it was handed on to you"
    DEPUTY = "deputy", "because you cover for somebody"
    UPWARD = "upward", "because it takes somebody else"


class ResponseStatus(Term):
    PLANNED = "planned", "Still to be held"
    HELD = "held", "Held"
    NOT_HELD = "not_held", "Not held"
    CHANGED = "changed", "Became another response"


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
    # What is said between those who look at it, and not to its reporter.
    PASSED_ON = "passed_on", "Passed on"
    NOT_OURS = "not_ours", "Not theirs"
    SAME_EVENT = "same_event", "Why it is the same event"


BY_REPORTER = (NoteKind.ADDED, NoteKind.ANSWER)


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
    GOVERNANCE = "governance", "Divisional governance lead"
    EXECUTIVE = "executive", "Executive lead for patient safety"
    ENGAGEMENT = "engagement", "Engagement lead, for patients and families"
    # Specialists, told of what is theirs. Source: domain.md 7.
    MEDICATION_SAFETY = "medication_safety", "Medication safety officer"
    DEVICE_SAFETY = "device_safety", "Medical device safety officer"
    CONTROLLED_DRUGS = "controlled_drugs", "Controlled drugs accountable officer"
    CLINICAL_SAFETY = "clinical_safety", "Clinical safety officer (digital)"
    TRANSFUSION = "transfusion", "Transfusion practitioner"
    TISSUE = "tissue", "Tissue and transplant lead (HTA)"
    RADIATION = "radiation", "Radiation protection lead"
    INFECTION = "infection", "Infection prevention lead"
    SAFEGUARDING = "safeguarding", "Safeguarding lead"
    MATERNITY = "maternity", "Maternity and neonatal safety champion"
    MENTAL_HEALTH_ACT = "mental_health_act", "Mental Health Act lead"
    LEARNING_DISABILITY = "learning_disability", "Learning disability and autism liaison"
    LEARNING_FROM_DEATHS = "learning_from_deaths", "Learning from deaths lead"
    MEDICAL_EXAMINER = "medical_examiner", "Medical examiner"
    SCREENING = "screening", "Screening lead"
    FALLS = "falls", "Falls lead"
    TISSUE_VIABILITY = "tissue_viability", "Tissue viability lead"
    RESUSCITATION = "resuscitation", "Resuscitation and deterioration lead"
    HEALTH_SAFETY = "health_safety", "Health and safety lead"
    CALDICOTT = "caldicott", "Caldicott Guardian"
    ESTATES = "estates", "Estates lead"
    # What follows from a record: who asked for an approval, who is asked for it, who leads a response.
    PROPOSER = "proposer", "Who proposed it"
    APPROVER = "approver", "Asked to approve it"
    RESPONSE_LEAD = "response_lead", "Leads the learning response"
    # The ward manager of a report's place, where the plan asks them first: while it waits for them, and after.
    FIRST_LOOKER = "first_looker", "Asked to look first"
    LOOKED_FIRST = "looked_first", "Was asked to look first"
    CLAIMER = "claimer", "Has it on their desk"
    # Of a candour case: who holds the conversations; who is the named contact or covers for them; who assessed it.
    CANDOUR_CLINICIAN = "candour_clinician", "Holds the candour conversations"
    NAMED_CONTACT = "named_contact", "Named contact in a candour case, or their cover"
    ASSESSOR = "assessor", "Assessed whether candour is owed"


# Roles that follow from a record. The others are given to a person for a place.
FROM_THE_RECORD = (
    Role.REPORTER, Role.OWNER, Role.PROPOSER, Role.APPROVER, Role.RESPONSE_LEAD, Role.FIRST_LOOKER,
    Role.LOOKED_FIRST, Role.CLAIMER, Role.CANDOUR_CLINICIAN, Role.NAMED_CONTACT, Role.ASSESSOR,
)  # fmt: skip
GIVEN_ROLES = tuple(role for role in Role if role not in FROM_THE_RECORD)
# Roles of those who are told of what is theirs, besides who decides.
SPECIALISTS = GIVEN_ROLES[GIVEN_ROLES.index(Role.MEDICATION_SAFETY) :]
