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
    "candour_question": "Those affected asked something. Please look at whether you can answer it.",
    "candour_answer": "A question of theirs is answered. You can tell them.",
    "candour_held": "What was learned is there. The draft can be looked at with them.",
    "candour_actions": "All the actions are done. They can be told.",
}
AFTER_KEPT = "Kept: {}."
AFTER_NOT_TOLD = "Nobody has told them yet. Please write that down first."
AFTER_WHOSE = "Whom is it about?"
FINDINGS_WAIT = "They asked something that is not answered yet. Each answer comes before the findings."
NO_QUESTIONS = "They have asked nothing so far that is written down here."
QUESTION_KEPT = "Kept, word for word."
QUESTION_PASSED_ON = "Whoever leads the learning response sees it too, with names hidden."
NAMES_HIDDEN = "What may identify somebody is hidden from you here. Please answer without names."
ANSWER_KEPT = "Kept. Whoever holds the conversations can tell them."
CANNOT_ANSWER_HINT = "Or why it cannot be answered"
FINDINGS_APPROVED = "Kept: the findings were approved on {}."
WHOLE_WORDS = "Everything that was written down, the newest last. That you look at it is written down too."
NOTHING_WRITTEN = "Nothing is written down yet."
