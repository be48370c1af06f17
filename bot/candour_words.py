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
CANDOUR_NEWS = {
    "candour_opened": "Candour is to be assessed here.",
    "candour_second": "Candour was assessed as not owed. Please look at why.",
    "candour_sign": "Somebody could not be reached. Please look at why, and sign it if you agree.",
    "candour_given": "You are asked to see to this.",
    "candour_findings": "The findings are approved, and can be shared.",
}
