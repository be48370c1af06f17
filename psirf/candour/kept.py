"""What is written down of a candour case besides its steps, and the choices of its forms: words that name nobody."""

from psirf.vocabulary import Term


class NoteName(Term):
    """What is kept of a case and makes no element end. Source: domain.md 3.4 and 3.5, engagement under PSIRF."""

    OPENED = "opened", "Why it was opened"
    MORE_KNOWN = "more_known", "More came to be known"
    PLAN = "plan", "Before the conversation"
    RING = "ring", "Whom they can ring"
    TOLD_MORE = "update", "An update"
    ACCOUNT = "account", "Their own account"
    DRAFT_SHARED = "draft_shared", "The draft findings shared with them"
    DRAFT_CHECKED = "draft_checked", "What they say of the draft"
    ACTIONS_TOLD = "actions_told", "Told that the actions are done"
    FEEDBACK = "feedback", "How it was for them"
    RESTORATIVE = "restorative", "Who was hurt, what they need, whose task it is"
    PROMISE = "promise", "The next contact promised"
    PAUSE = "pause", "They asked for time"
    FINDINGS_APPROVED = "findings_approved", "The findings were approved"
    LETTER = "letter", "A letter drafted"
    PERSON = "person", "Who they are was changed"


class Mode(Term):
    """How somebody was told in person. Source: Regulation 20(3)(a); phone or video where they agree."""

    FACE_TO_FACE = "face to face", "Face to face"
    VIDEO = "video", "By video, as they wished"
    PHONE = "phone", "By phone, as they wished"


class TriedBy(Term):
    """How somebody was tried to be reached."""

    PHONE = "phone", "By phone"
    VISIT = "visit", "A visit"
    LETTER = "letter", "By letter"
    EMAIL = "email", "By email"
    THROUGH = "through somebody", "Through somebody they know"


class Result(Term):
    """What came of an attempt. Source: domain.md 3.4, contact attempts."""

    SPOKE = "spoke", "We spoke"
    NO_ANSWER = "no_answer", "No answer"
    LEFT_MESSAGE = "left_message_no_detail", "Message left, with no detail in it"
    WRONG_CONTACT = "not_at_this_contact", "Not at this number or address"
    NOT_NOW = "not_appropriate_now", "Not the right moment for them"


class SentBy(Term):
    """How something in writing was sent or given."""

    POST = "post", "By post"
    HAND = "by hand", "By hand"
    EMAIL = "secure email", "By secure email, as they wished"


class LetterKind(Term):
    """What a drafted letter is for."""

    FOLLOW_UP = "follow_up", "After the conversation"
    REACH = "reach", "Asking to speak"
    FINDINGS = "findings", "With the findings"


class Wanted(Term):
    """What they said to a meeting that was offered."""

    YES = "yes", "Yes, they would like one"
    NO = "no", "No, or not now"
    LATER = "later", "They will say later"


class SaysOfDraft(Term):
    """What they say of the draft findings. Source: domain.md 3.5, checking and finalising the report."""

    AGREE = "agree", "They agree with it"
    DISAGREE = "disagree", "They disagree, in part or in whole"
