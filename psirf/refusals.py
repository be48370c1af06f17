"""Why a step was not taken, in words for the person."""

from psirf.vocabulary import Term


class Refusal(Term):
    """Why a step was not taken. Each is a sentence that says what to do next."""

    STALE = "stale", "Somebody has moved this on since you saw it. This is how it stands now."
    NOT_YOURS = "not_yours", "This step is not open to you. This is how things stand."
    NOT_NOW = "not_now", "This step is not open any more. This is how things stand."
    OWN_WORK = (
        "own_work",
        "Nobody decides alone on what they did, reported or proposed themselves. It is for somebody else.",
    )
    REASON = "reason", "Please write one sentence of your own first, then press again."
    NOT_LATER = (
        "not_later",
        "That is no later than the day it is due now. Choose a later one, then press again.",
    )
    ACTIONS_OPEN = "actions_open", "Some actions are still open. The reporter is told when all are accepted."
    NOT_TOLD = "not_told", "It is not closed before its reporter is told what came of it."
    WITHDRAWN = (
        "withdrawn",
        "This report was withdrawn, so it is not changed any more. Nothing that you wrote was kept; "
        "you can make a new report.",
    )
    NOTHING_CHANGED = "nothing_changed", "That is what the report says already. Change something first, then send."
    ASKED_ALREADY = "asked_already", "That was asked already. You will hear here what the lead says."
    ANSWERED = "answered", "That question was answered already. This is how things stand."
    SEAL_WAS_OPENED = (
        "seal_was_opened",
        "The name on this report has been opened since, by two people named for it. Your question has not gone. "
        "Send it again if it is still right to ask.",
    )
    OPENING_PENDING = (
        "opening_pending",
        "Somebody has asked to open this name already. A second person named for it agrees or not, first.",
    )
    ONE_OPENER = (
        "one_opener",
        "Nobody opens a name alone. You have asked for it; somebody else who is named for this must agree.",
    )
    NO_SECOND = (
        "no_second",
        "Nobody else is named to open a name here, and it takes two. Nothing was asked. "
        "Please ask Lantern's administrator to name a second person.",
    )
    OPENED_ALREADY = "opened_already", "This name was opened already. The two who opened it can look at it."
    NOT_SEALED = "not_sealed", "This report carries its reporter's name: there is nothing to open."
    NOT_OPENED = "not_opened", "This name has not been opened."
    WRONG_KEY = (
        "wrong_key",
        "This cannot be opened with the key that Lantern has now. Nothing was changed or lost. "
        "Please tell Lantern's administrator.",
    )
    REVIEW_AHEAD = "review_ahead", "Choose a day that is still to come, and no more than {} days away."
    NHS_NUMBER = (
        "nhs_number",
        "That is not an NHS number: its last figure does not fit the others. Nothing was kept. "
        "Please look at the wristband again.",
    )
    NO_NUMBER = (
        "no_number",
        "That does not look like an NHS or hospital number, so nothing was kept. "
        "Please look again, or press one of the others.",
    )
    NO_RECORD_YET = (
        "no_record_yet",
        "A true account and an apology come before the record. Please write those down first, or something here.",
    )
    NOT_IN_MESSAGE = (
        "not_in_message",
        "Who a patient is, and what was said, is not put into a message, which would stay in this chat. "
        "Please press this in Teams on a computer: the card itself shows it there.",
    )
    ENTERED_ALREADY = "entered_already", "This was entered already, as {}, so it is not entered again."
    NUMBER_TAKEN = "number_taken", "{} stands for another report already. Please look at the number again."
    NOT_TO_LEAD = "not_to_lead", "This is led by somebody other than {}. Please choose another person to lead it."
    NOT_HELD_YET = "not_held_yet", "That day is still to come. Choose the day on which it was held, then press again."
    HELD_BEFORE = "held_before", "That is before it happened. Choose the day on which it was held, then press again."
    WHO_TOOK_PART = "who_took_part", "Please say who took part, by their roles, then press again."
    ONE_TO_THREE = "one_to_three", "Please keep what was learned to 1, 2 or 3 lines of under {} characters each."
    SAME_RESPONSE = "same_response", "That is what is chosen or proposed already. Choose another, then press again."
    NO_REFERENCE = "no_reference", "That does not look like one of its numbers. Please look at it again."
    LESS_THAN_LEAST = (
        "less_than_least",
        "A national requirement asks for more here: {}. Nothing was changed. "
        "If the facts are other than Lantern knows them, put them right first: choose response, then the reference.",
    )
    REQUIRED_NATIONALLY = (
        "required_nationally",
        "A national requirement asks for this here: {}. It can be held later, or led by somebody else, "
        "and is not set aside. Nothing was changed. If the facts are other than Lantern knows them, "
        "put them right: choose response, then the reference.",
    )
    REQUIRED_FIRST = (
        "required_first",
        "A national requirement asks for more before this is closed: {}. It is chosen and held, and what was learned "
        "written down, first. If the facts are other than Lantern knows them, put them right: choose response, then "
        "the reference.",
    )
    STILL_TO_BE_HELD = (
        "still_to_be_held",
        "{} is still to be held: say that it was held, or that it was not, first.",
    )
    NOBODY_TO_REFER_TO = (
        "nobody_to_refer_to",
        "Nobody outside is named to whom this could be referred, so nothing was changed. If you know who it is for, "
        "say so when it is made, for example: referred {} MNSI ref M-123. If you are not sure, answer what is asked: "
        "choose response, then the reference.",
    )
    NOT_READ = "not_read", "One of the answers could not be read. Nothing was changed. Please look at them again."
    PROPOSED_ALREADY = "proposed_already", "{} is waiting for approval already. This is how things stand."
    CHANGE_WAITS = (
        "change_waits",
        "{} asks to change the response and is not answered yet, so the report stays open. It can be answered, "
        "or taken back by who proposed it; then please send this again.",
    )
    TOO_FEW_TO_APPROVE = (
        "too_few_to_approve",
        "It takes two different people to approve this, and there are not two who may. Nothing was changed. "
        "Please ask Lantern's administrator to name another.",
    )
    NOBODY_TO_APPROVE = (
        "nobody_to_approve",
        "Nobody but you is named to approve this. Nothing was changed. "
        "Please ask Lantern's administrator to name somebody.",
    )
    SAID_YES = "said_yes", "You have said yes already. The others have been asked."
    NO_DEPUTY = (
        "no_deputy",
        "It cannot be handed to {}. It can be to somebody else who may approve it; or Lantern's administrator can "
        "set them to cover for you.",
    )
    NOT_ADMINISTRATOR = "not_administrator", "Roles are given and covered by Lantern's administrator: {}."
    LAST_ADMINISTRATOR = (
        "last_administrator",
        "Nobody else is Lantern's administrator, so this stays. Give the role to somebody else first.",
    )
    WHOLE_TRUST_ALONE = "whole_trust_alone", "Lantern's administrator is one for the whole trust."
    OWN_SEAL = (
        "own_seal",
        "Nobody names themself to open a sealed name. Another administrator can name you.",
    )
    OWN_COVER = "own_cover", "Nobody covers for themself. Please name somebody else."
    NOTHING_TO_COVER = "nothing_to_cover", "{} holds no role that another can cover. Nothing was changed."
    GOES_ROUND = (
        "goes_round",
        "On {} nobody would be here: {} is away too, and nobody else is named. Please choose somebody who is here.",
    )
    COVER_DAYS = "cover_days", "Cover lasts from one day to a later one, or the same, and a year at most."
    NO_DUTY = "no_duty", "As far as the plan says, nobody outside is to be told of that. Nothing was kept."
    DUTY_MADE = "duty_made", "This was marked already, by {}, as made on {}. This is how things stand."
    DUTY_SETTLED = "duty_settled", "This was settled already. This is how things stand."
    NOT_COME_YET = "not_come_yet", "That has not come yet. Please say when it was made, or leave it empty for now."
    BEFORE_IT_HAPPENED = (
        "before_it_happened",
        "That is before it happened. Please look at the day and the time again.",
    )
    FINDINGS_NOT_APPROVED = (
        "findings_not_approved",
        "It is not written down that the findings were approved by then. Please write down first when they were.",
    )
    NUMBER_NOT_HERE = (
        "number_not_here",
        "That holds a patient's NHS number, so nothing of it was kept. Please write it without.",
    )
    NOT_TO_BE_SEEN = (
        "not_to_be_seen",
        "I cannot find that other report, or it is not yours to see. Nothing was changed.",
    )
    SAME_WARD = "same_ward", "That is where it is said to have happened already. Please choose another ward, or none."
    ITSELF = "itself", "That is this report itself. Which other report tells of the same event?"
    NOT_OPEN_ANY_MORE = (
        "not_open_any_more",
        "{} is not open any more, so nothing can join it. Nothing was changed.",
    )
    IN_OTHER_HANDS = (
        "in_other_hands",
        "Somebody is changing {} at this moment. Please press again.",
    )
    WISH_FIRST = "wish_first", "Its reporter asks to withdraw it. Please see to that first."
    OTHERS_JOINED = (
        "others_joined",
        "Other reports tell of the same event and are looked at here, so this one stays. Please keep it and say why.",
    )
    MORE_THAN_LOCAL = (
        "more_than_local",
        "This needs a look by the learning response leads, so it cannot be closed on the ward. Please pass it on.",
    )
    CLAIMED = "claimed", "{} has taken this on already. This is how it stands."
    NOT_ON_YOUR_DESK = "not_on_your_desk", "It is not on your desk. This is how it stands."
    NOT_FOR_THEM = (
        "not_for_them",
        "{} is not one of those who look at reports from there, so it was not handed over. "
        "Please choose somebody else.",
    )
    NO_THEME = "no_theme", "Please choose a theme, or give a new one a name in a few words."
    NAMES_SOMEBODY = "names_somebody", "That name may identify somebody. Please give the theme another."
    DECIDED_ALREADY = (
        "decided_already",
        "It is decided already, so it was not put with the others. It can be changed on its own card.",
    )
    LOOK_OF_ITS_OWN = "look_of_its_own", "It needs a look of its own, so it was not decided with the others."
    CANDOUR_STEP = "candour_step", "{}"  # as psirf/candour/terms.py has it
    WRITTEN_MEANWHILE = (
        "written_meanwhile",
        "Somebody has written something down here since you opened this. Please look at what is there now. "
        "Your words are still below: press again to keep them too.",
    )
    WHY_NOT_OWED = (
        "why_not_owed",
        "Please say why for each answer that is no, and what your profession is. Nothing was kept yet.",
    )
    CANDOUR_WITHDRAWN = (
        "candour_withdrawn",
        "The report of this was withdrawn and nobody was affected, so nothing is written or drafted for it any more. "
        "What was written down before stays.",
    )
    HELD_BY_ANOTHER = (
        "held_by_another",
        "Somebody else holds this. Whoever leads on candour there can change who does.",
    )
    WISH_IN_WORDS = (
        "wish_in_words",
        "Please write down what the patient wishes, in their words: that is why this person is involved.",
    )
    DAY_TO_AVOID = (
        "day_to_avoid",
        "That is a day on which they would like to be left in peace. Please choose another.",
    )
    DAYS_TO_AVOID = (
        "days_to_avoid",
        "Up to {} days to leave them in peace can be kept. Please keep the nearest now, and add the others later.",
    )
    DAY_IN_PAUSE = (
        "day_in_pause",
        "They asked for time until later than that. Please choose that day, or a later one.",
    )
    DAY_OF_PROMISE = (
        "day_of_promise",
        "Please choose a day from today on, and no more than a year away.",
    )
    NOT_THEMSELF = (
        "not_themself",
        "Nobody is there for themself alone. Please choose somebody else to be there for them.",
    )
    NOT_SHOWN = "not_shown", "It cannot be found, or is not yours to see."
