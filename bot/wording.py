"""What Lantern says outside cards and forms."""

WAITING = "Something is waiting for you in Lantern."  # all that a lock screen may show
ANSWER = "Lantern answered."

HELP = (
    "Tell me what happened in your own words, in one message if you like: what, where and when. "
    "I ask for what is missing, one thing at a time, or all on one card if you say card. "
    "You can say back, skip, help or cancel at any point. "
    "A reference, such as PSE-00001, shows you how things stand."
)
HELP_WHILE_ASKED = (
    "Answer in your own words, or press a button. You can say back for the question before, "
    "skip where you may, or cancel. Nothing goes to anybody until you press Send."
)
NOT_WATCHED = (
    "I am not watched: nobody reads this as you write. If somebody is in danger, help them first, and use your "
    "usual emergency call."
)
NOT_YOU = (
    "I go by who is signed in to Teams here. If that is not you, please sign out of Teams and sign in "
    "as yourself before you write."
)
NOT_SENT_YET = " Nothing of this has been sent."
SENT_AS = (
    "{} was sent already, as {}. If that is not you, please tell a learning response lead or the patient "
    "safety team, who can put it right, and sign out of Teams."
)
SENT_ALREADY = "That was sent already, so it cannot be changed or deleted here. This is how it stands."
NOT_SENT = "Press {0}, or type {0}, if this is right. It has not been sent yet."
KEPT = "Kept. I will offer it to you when you next write to me, and tell you before it goes."
DELETED = "Deleted. Nothing was sent."
KEPT_LONGER = "Kept until {}, and you are told before it goes."
KEPT_REACHED = "Kept. It says that a patient was reached, so it is not deleted."
LEAD_KNOWS = (
    "The people who lead on learning, or the patient safety team, are told that there is one, from which day and, "
    "if it says so, for which ward. "
    "They are not shown your words or your name."
)
NO_HALF_MADE = "You have nothing half-made."
NOT_OPENED_NOW = (
    "It cannot be opened with the key that Lantern has now, and is kept. Please tell Lantern's administrator."
)
NO_LONGER_MADE = "What I had asked you about is no longer being made."
NOTHING_TO_SEND = "There is nothing waiting to be sent."
NOTHING_TO_CANCEL = "There is nothing half-made to cancel or delete."
NOTHING_TO_SKIP = "There is no question to answer just now."
PICTURE = "I cannot take pictures or files yet. Could you say it in words?"
PICTURE_LEFT_OUT = "I have kept your words, but not the picture or file: I cannot take those yet."
KEPT_TOO = "What you began before is kept too."
ADD_THAT = "Shall I add this to {}? “{}”"
IS_IT_THE_ANSWER = "I had asked: {} Is this your answer? “{}”"
OLD_BUTTON = "That button is from an earlier report that is no longer being made."
NO_SUCH_BUTTON = "That button does not work any more. Type the reference, such as PSE-00001, to see how things stand."
NOT_SHOWN = "I cannot find that, or it is not yours to see."
WRONG = "Sorry, something went wrong on my side. What you told me before is kept. Please send the last part again."
IN_PRIVATE = "I only take reports in private. Please write to me in a chat of our own; nothing here was kept."
TO_PRIVATE = "I only take reports in private, so I have written to you in our own chat. Nothing here was kept."
FROM_PUBLIC = "You wrote to me where others can read it. I kept nothing of that. Here it is between us:"
PART_WAY = "You are part-way through. What you told me so far is kept."
PART_WAY_WITH_NOTHING = "You are part-way through. I had just asked this:"
NOT_OPEN = "That is not open now. Type the reference, such as PSE-00001, to see how things stand."
CARRYING_ON = "Carrying on where you were."
FORWARD_ONLY = "The clock moves forward only."
CLOCK_HELP = "Try clock, clock +7 days, or clock Tue 10am."
FILL_IN = "Something needs another look. It says beside each field what would help."
CHOOSE_FIRST = "Please choose one first, then press again."
TOO_LONG = "That is longer than fits on a card. Please keep each field under 1,500 characters."
WHICH_EVENT = "To which report? Type add action and its reference, such as add action PSE-00001."
SEVERAL = "It sounds as if more than one thing happened. Shall I take them one at a time?"
# What is new on a lead's card, the first time that it is shown.
NEWS = {
    "event_answer": "The reporter has answered.",
    "event_add": "The reporter has added something.",
    "event_correct": "The reporter has put something right.",
    "event_ask_to_withdraw": "The reporter asks to withdraw this report.",
}
SEALED = " Your name is kept confidential."
STILL_SEALED = "Who asks does not learn who you are. Answer in this box rather than in the chat, without names."
QUESTION_SENT = "Your question has gone to the reporter. The answer comes to you here."
ANSWER_SENT = "Thank you. Your answer has gone to the people who asked."
ADDED = "Thank you. That is added, and the leads are told."
PUT_RIGHT = "Thank you. That is put right, and the leads are told."
WITHDRAWAL_ASKED = "A lead has been asked. You will hear here what they say."
WITH_OTHERS = "{} is with others now: where it happened was put right."
SAY_IT_WHOLE = "Please write it out like that."
NO_REPORTS = "You have made no reports here yet. To begin, just tell me what happened."
ONE_AT_A_TIME = "One at a time, then. This is the first; the next one follows when it is sent."
NEXT_ONE = "Sent. Now the next one that you told me about."
BEGUN = "I have begun a report with your words. Nothing is sent before you press Send."
MARKS_STAY = (
    "Some words in it may identify somebody. The patient safety team alone sees those until it has looked at them."
)
MARKED = "Some of your words may identify somebody."
TAKE_OUT = "Take out what is ticked? A report is just as good without it."
STAYS_IN_TEAMS = (
    "Your message itself stays in Teams. To change it there too, point at it or hold it, and choose Edit."
)
SHOW_ALL = "Show all: nobody is identified"
TAKEN_OUT = "Taken out here."
LEFT_IN = "Left in."
MARKS_CHANGED = "What you wrote has changed since. These are the words now."
TICK_OR_SHOW = "Please tick what identifies somebody, or press the button that shows all."
HIDDEN_HERE = "Words are hidden in {}, and nobody holds the patient safety role, who could look at them."
TICK_FIRST = "Please tick what I am to take out, or leave all in."
NO_NAME_KEPT = "If you would rather not tell Lantern:"
ALL_ON_ONE = "All on one card"
SENT_FIRST = "Thank you for telling me."
CHANGED_SINCE = "Something was changed since that card. This is how it stands now."
CHANGE_IT = "Change {} to: {}?"
SUPPORT = "You matter too. These people are there for you, whatever happened:"
NO_WORDS = "Would you like to tell me in a few words? What happened, or nearly happened?"
A_LINK = "I cannot open links. What happened, or nearly happened? A few words are enough."
NOT_FOLLOWED = (
    "I did not follow that. What happened, or nearly happened? You can also press one of these, or say help."
)
WHO_SEES = (
    "Your report carries your name. You can ask me to keep it confidential: say my name while you make it. "
    "The learning response leads for the ward and the patient safety team read it; so can the candour lead, and "
    "those named to open a confidential name. "
    "Your manager does not, unless they are one of those. Teams itself always knows who is writing, so I cannot "
    "promise that nobody will ever know. It is for learning. If you would rather speak to somebody first:"
)
SORRY = "I am sorry that this is hard work. You can stop at any point, or keep it for later."
SORRY_OTHER_FORM = "Or you can use the other form."
NUMBER_IN_CHAT = (
    "I take no patient's number from a chat, and have kept nothing of that. A report's card has a field for it: "
    "type the reference, such as PSE-00001, to see the card."
)
PATIENTS_NUMBER_FIRST = "Please type the number first, then press again."
NUMBER_KEPT = "Kept safe, as {}."
ANOTHER_NUMBER = " Another one was kept before it. This one holds now."
NOT_REMINDED = "Thank you. That is kept, and nobody is reminded of it any more."
OF_PERSON = "Person {}: "
NUMBER_GIVEN = "{}{} {}, given on {}."
ANOTHER_NUMBER_BEFORE = " A different one was given on {}. This one holds: please make sure that it is right."
ONE_SENTENCE = "Please write one sentence of your own here."
A_DAY = "Please choose a day."
ASKED_TO_OPEN = (
    "Asked. The others who are named for this have a card. The name stays sealed until one of them agrees."
)
NAME_OPENED = "The name is open now, to the two of you alone. It is shown when you ask for it, and each look is kept."
LEFT_SEALED = "It stays sealed."
NAME_SHOWN = "{} reported this. That you looked is written down. The name leaves this card with your next press."
TOLD_OF_OPENING = "The reporter has been sent a card: who opened the name, when and why."
BAR_REVIEWED = "Kept. You will be reminded on that day."
NOBODY_NAMED = (
    "A name on {} was opened, and its reporter is not told yet. Nobody is named any more to look at that again. "
    "Please have somebody named for it (the role seal_opener)."
)
YOU_ARE_WELCOME = "Thank you for telling us."
NOT_YET = "There is a question left before it can go."
NUMBER_FIRST = "Please type its number there first, then press again."
NOTHING_TO_ENTER = "Nothing waits for you to enter."
LOOK_FOR_NAMES = "Please look it over for names before you enter it."
NOT_FROM_ELSEWHERE = "{} sends it to LFPSE itself. Please do not send it from anywhere else."
SENT_BEFORE_IT_IS_ENTERED = (
    "It was sent to LFPSE already, and {} sends what is entered too. "
    "Make sure that it does not go twice when you enter it."
)
