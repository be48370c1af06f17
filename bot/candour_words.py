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
WHICH_OF_THEM = "Who is this about?"
SEALED_AWAY = (
    "What you write here is sealed. Only those who see to candour here can open it, and each look is written down."
)
NOT_ALL_NEEDED = "Fill in what you know. Nothing here is needed to keep it; it can be added to later."
LOOK_FOR_WHO_ACTS = "Nobody knows yet who acts for them. That is kept, and Lantern goes on reminding to find out."
KEPT_MEANWHILE = "Kept now: {}"
PERSON_KEPT = "Kept. Only those who see to candour here can open it."
PERSON_ADDED = "Person {} is added, with a track of their own. Who they are can be filled in now, or later."
PERSON_OFF = "Person {} is taken off. What was written down of them stays sealed, with why."
PROMISED_FIRST = "What is promised to them is the first thing that Lantern reminds of."
LEFT_IN_PEACE = "On these days nobody asks for them: a funeral, a birthday, an anniversary."
PROMISE_KEPT = "Kept. {}"
PROMISE_SAME = "That is how it stands already."
A_DRAFT = "This is a draft. Lantern sends nothing. Read it, change it, sign it yourself."
WHICH_LETTER = "Which letter would you like to begin?"
NO_LETTER_YET = (
    "As far as is written down here, nobody has told them in person yet, so there is nothing to follow up. "
    "A letter can ask to speak with them."
)
THEY_DECLINED = "They did not want this:"
THEIR_CHOICE = "It is their choice. Please write only if you know that they would like it."
COPY_IT = "Copy it into your own letter. It is not kept here: it is made anew each time from what was written down."
LETTER_NEEDS = "For you: this letter is needed in a form that they can read. They told us: {}"
SUPPORT_FORM = "Who would you like to be there for whom? Both are told. Nothing says what it is about, or who asked."
SUPPORT_OFFERED = "You matter too. {} is there for you, whenever you like."
SUPPORT_FREE = "Nobody has to talk. Nothing here says what happened, and it is part of no report."
SUPPORT_ALSO = "These people are there for you too:"
SUPPORT_NAMED = "{} was told that you are there for them."
SUPPORT_HOW = (
    "A word from you in the next days is worth a lot. Listen first; there is nothing to find out. "
    "If this is not right for you now, please say so to whoever runs your ward or team."
)
SUPPORT_DONE = "Done. {} is told that {} is there for them. Nothing says what it is about."
SUPPORT_ASKS = (
    ("hurt", "Who has been hurt? You may be one of them."),
    ("needs", "What do you, or they, need?"),
    ("whose", "Whose task is it to meet those needs?"),
)
SUPPORT_PRIVATE = "If you like. What you write is sealed: only you and {} can open it."
SUPPORT_KEPT = "Kept. Only you and {} can open it."
SUPPORT_LIKE = "To offer somebody support, write: support for Jo Example by Ann Example"
HURT_INTRO = "Three questions, asked with care. Write down what they say, in their own words."
HURT_ASKS = (
    ("hurt", "Who has been hurt?"),
    ("needs", "What do they need?"),
    ("whose", "Whose task is it to meet those needs?"),
)
HURT_KEPT = "Kept. You can come back to it."
CANDOUR_NEWS = {
    "candour_opened": "Candour is to be assessed here.",
    "candour_more": "More is known here now. Please look whether the assessment still holds.",
    "candour_before": "Candour is to be assessed here, and perhaps for other reports of before. "
    "To see what is owed, type: candour due",
    "candour_withdrawn": "Its report was withdrawn, and nothing more is asked of you here. "
    "If you promised somebody to be in touch, please still do.",
    "candour_second": "Candour was assessed as not owed. Please look at why.",
    "candour_sign": "Somebody could not be reached. Please look at why, and sign it if you agree.",
    "candour_given": "You are asked to see to this.",
    "candour_findings": "The findings are approved, and can be shared.",
    "candour_question": "Those affected asked something. Please look at whether you can answer it.",
    "candour_answer": "A question of theirs is answered. You can tell them.",
    "candour_held": "What was learned is there. The draft can be looked at with them.",
    "candour_actions": "All the actions are done. They can be told.",
}

# ---- asked with a grade of harm ----

BESIDE_THE_GRADE = "Is any of this so, for anybody affected? Leave it empty if not."
MORE_TREATMENT = "It took more treatment: such as a longer stay, or treatment that was cancelled"
LONG_DISTRESS = "Their distress is likely to last {} days or more"

# ---- what is owed, and the measures ----

NOTHING_OWED = "Nothing is owed that you see to."
MEASURED_OF = {
    "assessed": "Of the cases in which an assessment was opened and the day for telling has passed.",
    "told": "Of the notifiable incidents whose day for telling has passed.",
    "written": "Of the notifiable incidents whose day for the letter has passed.",
    "findings": "Of the notifiable incidents whose day for the findings has passed.",
    "apology": "Of the notifiable incidents whose day for telling has passed.",
}
MEASURES_COUNT = (
    "Notifiable, or treated as such. Each counts once its day has passed; who asked for time has a later day. "
    "Where several people are to be told, it is done once it is done for each."
)
MEASURES_SMALL = "Numbers from 1 to {} are not shown, nor what they could be worked out from."
NOT_ENOUGH = "Fewer than {} count so far, so no number is shown."
NOT_IN_PARTS = "The numbers are not shown, as some are small."
MEASURES_NOT_YOURS = "The measures are for those who see to candour in the whole trust."
HELP_FOR_CANDOUR = "Because you see to candour, you can also type:"
TYPED_FOR_CANDOUR = (
    "candour due, to see what is owed and by when",
    "log candour PSE-00042, to write down what was done",
)
TYPED_FOR_MEASURES = "candour measures, to see how it is given in the whole trust"

# ---- on the card of an event ----

HARM_DECIDES_CANDOUR = "Candour is assessed where harm is moderate or more, may still emerge, or somebody asks."

# ---- what is typed ----

NO_CASE_YET = (
    "No candour case is open for {0} yet. It opens by itself where harm of moderate or more is graded, or may still "
    "emerge. To ask for one, write for example: {1}"
)
WORDS_GO_ON_THE_CARD = (
    "Names, and what was said, go into the fields of the card and not into the chat, which nobody can clear. "
    "I have kept nothing of what you wrote after the reference. Please delete it from the chat."
)
WHO_ASKS_FOR_CANDOUR = (
    "Please say whose word it is: the person, a complaint, a medical examiner, a lead or the reporter. "
    "For example: {}"
)
LOG_WHICH = "Of which report? Please write it like this: {}"
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
