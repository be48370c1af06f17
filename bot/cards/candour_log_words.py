"""What is said where the clinician prepares a conversation, and where what was done is logged."""

# Words that help. Sources: Regulation 20(7) on what an apology is; Compensation Act 2006, section 2; NHS Resolution,
# Saying Sorry; domain.md 3.3 and 3.5.
WORDS_THAT_HELP = (
    "Say sorry early, and for what it was: “I am sorry that this happened to you.”",
    "Say what is known, and what is not: “This is what we know today. This is what we are still finding out.”",
    "Leave room: “Please tell me how it was for you.” Then listen.",
    "Ask: “What would you like us to look into?” Keep their words as they say them.",
    "End with who they can ring, and when they hear from us next.",
)
SORRY_IS_RIGHT = (
    "Saying sorry is right, and it is not an admission of liability "
    "(Compensation Act 2006, section 2; NHS Resolution, “Saying Sorry”)."
)
BEFORE_INTRO = "Fill in what you know; the rest can stay empty. Save as often as you like."
KEPT_APART = "Kept apart: only those who see to candour can read it, and each look is written down."

WHO_IS_IT_ABOUT = "Who is this about?"
WHAT_WAS_DONE = "What was done?"
NOTHING_LEFT = "Nothing is open any more. What comes later can still be written down."
NOBODY_KNOWN_YET = (
    "Nobody is known yet who acts for the patient. Please add them under “Who they are”. "
    "Attempts to find them can be written down meanwhile."
)
AFTER_DEATH = "They have died. What is still owed goes to whoever acts for them."
GRADED_AS_DEATH = "It is graded as a death. Has {} died?"
NOT_TOLD_MEANWHILE = "Until that is known, nobody is asked to get in touch with them."
OPEN_ANYWAY = (
    "The statutory duty does not apply here. Being open is still right: what was said, offered or sent "
    "can be written down as an update."
)
TOLD_INTRO = "Three short pages. Each is saved as you go."
SAME_TIME = "Left empty, it is kept with the time of the conversation."
WORD_FOR_WORD = (
    "Their questions are answered one by one: please leave an empty line between two, and keep their own words."
)
NOT_TOLD_IN_PERSON = (
    "They were not told in person. What they were told in another way, such as in a letter, is written down here."
)
NO_BLAME_IN_TRYING = "Each attempt counts, also where nobody answered. A message left holds no detail."
THEY_CHOOSE = "It is their choice, and they can change their mind at any time."
ANOTHER_SIGNS = "Somebody else is then asked to look at this, and to sign it."
SORRY_TO_HEAR = (
    "If they have died, we are sorry. What is still owed then goes to whoever acts for them, "
    "and nobody has to say it twice."
)
ALIVE_AGAIN = "What is still open is then owed to them. If a grade says that they died, please have it put right too."
GLAD_TO_TELL = "What they did not want, or could not be given, is then owed again."
SIGN_INTRO = "Somebody could not be reached. Please read why, and sign it if you agree."
AND_MORE = "Of others this waits too: {}. They come next."
NOTHING_TO_SIGN = "Nothing here waits for a signature."

SAVED = "Saved."
STILL_OPEN = "Saved. Still open here: {}."
RECORD_COMPLETE = "Saved. This is the written record of the conversation."
DIED_SAVED = "Saved. We are sorry. Nobody will be asked to get in touch with them again."
DIED_WHO_ACTS = "Saved. We are sorry. Please find out who acts for them: what is still owed goes to that person."
ALIVE_SAVED = "Saved. What is still open is owed to them. If a contact was promised to them, please promise it again."
ASKED_ANOTHER = "Saved. Somebody else is asked to sign it."
SIGNED = "Signed."
WHICH_PARTS = "Please choose what this is about, then press again."
