"""What Lantern says outside cards and forms."""

WAITING = "Something is waiting for you in Lantern."  # all that a lock screen may show
ANSWER = "Lantern answered."

HELP = (
    "Tell me what happened in your own words, in one message if you like: what, where and when. "
    "I ask for what is missing, one thing at a time, or all on one card if you say card. "
    "You can say back, skip, help or cancel at any point. "
    "A reference, such as PSE-00001, shows you how things stand."
)
HELP_FOR_LEADS = "Because you lead on learning, you can also type:"
TYPED_BY_LEADS = (
    "my queue, to see what waits for you",
    "choose response PSE-00042, to be helped to choose",
    "find heparin ward 7 last month, to find reports",
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
IF_IT_IS_RIGHT = "Press {0}, or type {0}, if this is right."
NOT_SENT = " It has not been sent yet."
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
    "duty": "Somebody outside is to be told of this.",
    "duty_nudge": "Somebody outside is still to be told of this.",
    "duty_made": "Somebody outside has been told of this.",
    "duty_overdue": "Somebody outside is to be told of this, and it is overdue.",
    "national": "A national requirement is named for this.",
    "psii_proposed": "A PSII is proposed for this.",
    "open_national": "This was decided, and may still be a national requirement.",
    "nobody_holds": "Nobody holds a role that this concerns, so it comes to you.",
    "response_given": "You are asked to lead this.",
    "response_hand_back": "This needs somebody to lead it.",
    "response_changed": "This has changed since you were told of it.",
    "event_handed": "Somebody has handed this over to you.",
    "approval_asked": "Your approval is asked for.",
    "approval_returned": "You are asked something before it is approved.",
    "approval_answered": "Your question has been answered.",
    "approval_reminder": "This is still waiting for an answer.",
    "approval_settled": "What you proposed is settled.",
    "response_hold": "It was held.",
    "response_not_held": "It was not held.",
    "response_late": "It was not held in time.",
}
DUTY_MADE = "Marked as made."
DUTY_NOT_NEEDED = "Kept: it is not needed."
WHEN_MADE = "Please say the day and the time, such as “yesterday 3pm”, or leave it empty for now."
WHICH_DUTY = (
    "I did not find which one you mean. Type it like this: {}. The page shows what is to be told: outside {}."
)
HAS_NEWS = "There is something new."
SEALED = " Your name is kept confidential."
STILL_SEALED = "Who asks does not learn who you are. Answer in this box rather than in the chat, without names."
QUESTION_SENT = "Your question has gone to the reporter. The answer comes to you here."
ANSWER_SENT = "Thank you. Your answer has gone to the people who asked."
ADDED = "Thank you. That is added, and the leads are told."
PUT_RIGHT = "Thank you. That is put right, and the leads are told."
WITHDRAWAL_ASKED = "A lead has been asked. You will hear here what they say."
WITH_OTHERS = "{} is with others now: where it happened was put right."
NOT_YOURS_ANY_MORE = "{} is not yours to see any more."
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
    "The ward manager may be asked to look first at what happened, without your name; other managers are not shown "
    "it, unless they are one of those. Teams itself always knows who is writing, so I cannot "
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
NO_SUCH_RESPONSE = (
    "I do not know that one. You can choose swarm, AAR, MDT, thematic, PSII, referral, improve or local."
)
NAME_A_RESPONSE = (
    "Please say which response: swarm, AAR, MDT, thematic, PSII, referral, improve or local. Write it like this: {}. "
    "Or, to approve what is recommended: {}"
)
FORUM_DAY = "On which day was that? Please write it like this: {}"
SIMILAR = "In the last 12 months there were {} other reports like it ({})."
MAY_BE_NATIONAL = "This may be a national requirement."
HELP_ASKS = " Help me choose asks what is needed."
MAY_STILL_BE_NATIONAL = "This may still be a national requirement, and the patient safety team has been told."
TYPE_TO_ANSWER = " To answer what is needed, type choose response and the reference."
MAY_BE_NEVER_EVENT = "It may be a Never Event: {}."
NO_ROLES = "No role is held here."
TO_CHANGE_ROLES = (
    "To change it, write for example: give Jo Bloggs lead for Ward 7. Or: take lead for Ward 7 from Jo Bloggs. "
    "Or: cover Jo Bloggs by Ann Other until 14 March. Or: end cover for Jo Bloggs. Or: role names."
)
GIVE_FOR_EXAMPLE = "For example: give Jo Bloggs lead for Ward 7; or for the whole trust."
UNDO = "To undo it, write: {}"
COUNTS_AT_ONCE = "It counts at once."
ROLE_GIVEN = "{} now holds this role: {}, {}."
ROLE_HELD_ALREADY = "{} holds this role already: {}, {}. Nothing was changed."
ROLE_TAKEN = "{} no longer holds this role: {}, {}."
ROLE_NOT_HELD = "{} does not hold that role for {}. Nothing was changed."
ROLE_HELD_NOWHERE = "{} does not hold that role anywhere. Nothing was changed."
ROLE_HELD_FOR = "{} holds it for: {}."
FOR_WHICH_PLACE = "For which place? For example: {}. Or: for the whole trust."
FROM_WHICH_PLACE = "{} holds it for several places: {}. Please write for which."
ONE_OPENER_LEFT = "Fewer than 2 people are now named to open a sealed name, and it takes two. Please name another."
NO_SUCH_ROLE = "I do not know that role. To see what each is called, write: role names."
NO_SUCH_PLACE = "I do not know a place called “{}” here."
SEVERAL_PLACES = "There is more than one. Which: {}?"
SEVERAL_OF_ONE_NAME = "There is more than one: {}. Please write the number in place of the name."
COVERED = "{} covers for {}, from {} to {}, both included."
COVERED_ROLES = "Held meanwhile: {}."
NEVER_COVERED_SAID = "Not covered, and nobody holds it meanwhile: {}."
COVERED_AWAY_TOO = "{} is away on the first day too; {} is asked then."
COVER_MEANWHILE = "Meanwhile messages go to {}. {} can still act too."
COVER_ENDED = "{} no longer covers for {}."
NO_COVER = "There is no cover for {} now or later. Nothing was changed."
YOU_HOLD = "You now hold this role in Lantern: {}, {}."
YOU_HOLD_NO_MORE = "You no longer hold this role in Lantern: {}, {}."
YOU_COVER = "You cover for {} in Lantern, from {} to {}, both included. What would go to them comes to you."
YOU_ARE_COVERED = "{} covers for you in Lantern, from {} to {}, both included. You can still act if you like."
WHO_TO_ASK = "If that is not right, please tell Lantern's administrator."
LATE_HUDDLE = "The huddle was not held within {} hours. Make it an after action review? Everything is carried over."
MAKE_IT_AN_AAR = "The huddle was not held. Make it an after action review? Everything is carried over."
NOT_HELD_IN_TIME = "The huddle was not held within {} hours."
BECAME_ANOTHER = "It has become {}, which you do not lead."
NO_RESPONSE_HERE = "There is no learning response here."
HANDED_BACK_FREELY = "Whoever leads it can hand it back, and says to nobody why."
HANDED_BACK = "You do not lead it any more. The leads have been asked to find somebody."
RESPONSE_CHANGED = "We have told you what was learned so far. Since then another way to learn from it was chosen."
LED_NO_MORE = "You do not lead {} any more."
HOW_HELD = "Please say on which day it was held, who took part and what was learned, like this: {}"
LIKE_THIS = "Please say it in a sentence of your own, like this: {}"
TELL_BOTH = "Please write what came of it, a semicolon, then what changes. Like this: {}"
SAY_WHY = "Please say why, after a colon, like this: {}"
WHICH_OF_SEVERAL = "Please say which person, by writing this in place of the reference: {} person 1"
WRITE_IT_LIKE = "Please write it like this: {}"
WHICH_RESPONSE = "Please say what it becomes, such as: {}"
# The ward manager's look.
PASSED_ON = "Passed on. It is on the leads' queue now."
SETTLED_ON_THE_WARD = "Sent to its reporter, and closed. Thank you for looking."
HANDED_ON = "Handed on. It is on the leads' queue now."
PLACE_PUT_RIGHT = "Put right. What it said before is kept."
HARM_KEPT = "Kept. What was graded before stays beside it."
JOINED = "Joined to {}. Its reporter is told, and hears what comes of that."
HOW_TO_SETTLE = (
    "To settle it on the ward, write what came of it; then what changes; then, if you like, why that is enough. "
    "For example: {}"
)
NOTHING_WAITS = "Nothing waits for you."
NOTHING_TO_DECIDE = "No report waits for a decision of yours."
QUEUE_FURTHER_DOWN = "Your queue is further down."
NO_ROUTINE = "Nothing that waits for you is routine: each needs a look of its own."
ROUTINE = "There may be little to learn from each of these by itself. You can decide several with one sentence."
ROUTINE_THEME = (
    "With a theme, they are looked at together later, in a thematic review. Without one, what is recommended for "
    "each is approved."
)
TICK_SOME = "Please tick one or more first, then press again."
DECIDED_TOGETHER = "Approved as recommended, with your sentence kept with each: {}."
PROPOSED_TOGETHER = "Proposed, with your sentence. Others are asked to approve them first: {}."
KEPT_AS = "{}: kept together as the theme “{}” ({}), with your sentence kept with each."
NOT_DECIDED = "{}: {}"
TAKEN_ON = "{} is on your desk. Its card is below."
NOTHING_TO_TAKE = "Nothing waits that is not on somebody's desk already."
ON_NOBODYS_DESK = "It is on nobody's desk yet: it waits for everybody who looks at reports from there."
HANDED_OVER = "Handed over, and they are told."
LET_GO = "It waits for everybody who looks at reports from there again."
FIND_WHAT = "What shall I find? Try: find heparin ward 7 last month."
FOUND_NONE = "I found nothing like that among the reports of the places you lead for, and your own."
LOOKED_FOR = "I looked for: {}. Fewer words may find more."
NOBODY_REACHED = "Nobody was reached, as {} says, so there is no harm to grade."
