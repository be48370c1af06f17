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
WHICH_OF_THEM = "Who is this about?"
SEALED_AWAY = (
    "What you write here is sealed. Only those who see to candour here can open it, and each look is written down."
)
NOT_ALL_NEEDED = "Fill in what you know. Nothing here is needed to keep it; it can be added to later."
LOOK_FOR_WHO_ACTS = "Nobody knows yet who acts for them. That is kept, and Lantern goes on reminding to find out."
KEPT_MEANWHILE = "Kept now: {}"
PERSON_KEPT = "Kept. Only those who see to candour here can open it."
PERSON_ADDED = "Person {} is added, with a track of their own. Who they are can be filled in now, or later."
PROMISED_FIRST = "What is promised to them is the first thing that Lantern reminds of."
LEFT_IN_PEACE = "On these days nobody asks for them: a funeral, a birthday, an anniversary."
PROMISE_KEPT = "Kept. {}"
PROMISE_SAME = "That is how it stands already."
A_DRAFT = "This is a draft. Lantern sends nothing. Read it, change it, sign it yourself."
WHICH_LETTER = "Which letter would you like to begin?"
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
    "candour_second": "Candour was assessed as not owed. Please look at why.",
    "candour_sign": "Somebody could not be reached. Please look at why, and sign it if you agree.",
    "candour_given": "You are asked to see to this.",
    "candour_findings": "The findings are approved, and can be shared.",
}
