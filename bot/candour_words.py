"""What is said about candour."""

CANDOUR_INTRO = "Is candour owed? Please assess it."
NOT_VERDICT = "A healthcare professional answers three questions. The grade of harm alone decides nothing."
SECOND_LOOK = "It was assessed as not owed. Somebody else is asked to look at why."
IF_UNSURE = "If you are not certain, say so: it is then treated as owed. Nobody's work is judged by this."
WHOSE_OPINION = (
    "The opinion is that of a healthcare professional. If that is not you, say whose it is, by their role."
)
CANDOUR_STEP_NOT_OPEN = "This is not open to you now. This is how things stand."
CANDOUR_ASSESSED = "Kept. {}."
ASK_CANDOUR = (
    "Anybody here may ask that it is looked at whether the patient, or the family, is owed candour. It judges nobody."
)
CANDOUR_ASKED = "Thank you. It will be looked at whether candour is owed."
INVOLVED = "Those affected can be involved now: {}."
CANDOUR_NUDGE = "Still to do here. {}."
CANDOUR_NEWS = {
    "candour_opened": "Candour is to be assessed here.",
    "candour_more": "More is known here now. Please look whether the assessment still holds.",
    "candour_second": "Candour was assessed as not owed. Please look at why.",
    "candour_given": "You are asked to see to this.",
    "candour_findings": "The findings are approved, and can be shared.",
}
