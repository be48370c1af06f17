"""What is asked of a lead before advice on a response: only what the advice needs and nobody has said yet."""

import json
import re
from collections.abc import Mapping

from bot.forms.form import Answers, Asking, Form, Offer, Question, Reading, Unclear
from bot.forms.readers import is_unsure, plainly
from psirf.circumstances import read_circumstances
from psirf.plan import Plan
from psirf.proportion import recommend

NEEDS, FACTS = "needs", "facts"  # kept beside the answers and never shown: what is asked, and what is known
MOST_ASKED = 10  # questions; what is then still open the advice says itself
NOT_SAID = "not known"
YES_NO = (("Yes", "yes"), ("No", "no"))

# Each key of the advice: how it is asked, its label, and the answers offered as (label, what it says). The keys and
# what they mean are those of psirf/circumstances.
ASKED: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...] = (
    ("died", "Did somebody die?", "Died", YES_NO),
    ("never_event_facts", "What are the facts? What was meant, and what was done instead?", "The facts",
     (("It is not one", "no"),)),
    ("review_of_death", "What has a review of the death said so far?", "Review of the death", (
        ("More likely than not due to problems in care", "more likely than not due to problems in care"),
        ("Possibly, but less likely than not", "possibly, less than even"),
        ("Not yet reviewed", "not yet reviewed"), ("No concerns", "no concerns"))),
    ("care_concern", "Is there reason to think there were problems in care? If so, what?", "Problems in care",
     (("No", "no"),)),
    ("age_years", "How old was the person, in years?", "Age", ()),
    ("mental_health_act", "Were they detained under the Mental Health Act? If so, under which section?",
     "Mental Health Act", (("Not detained", "not detained"),)),
    ("mental_capacity", "Did they have capacity? If not, what authority was in force?", "Mental capacity",
     (("Had capacity", "had capacity"),)),
    ("learning_disability", "Did they have a learning disability?", "Learning disability", YES_NO),
    ("autism", "Were they autistic?", "Autism", YES_NO),
    ("homicide", "Was it a homicide?", "Homicide",
     (("Yes", "yes"), ("No", "no"), ("No, the person survived", "no, the person survived"))),
    ("suspect_under_our_mental_health_care", "Was the person suspected under our mental health care? If so, how?",
     "Suspect in our care", (("No", "no"),)),
    ("victim_age_years", "How old was the person who died, in years?", "Age of who died", ()),
    ("relationship_of_suspect", "What was the person suspected to the one who died?", "Relationship", (
        ("Partner", "partner"), ("Parent", "parent"), ("Child", "child"), ("Same household", "same household"),
        ("Stranger", "stranger"))),
    ("domestic_abuse", "Was there domestic abuse? If so, what is known?", "Domestic abuse", (("No", "no"),)),
    ("mother_died", "Did the mother die?", "Mother died", YES_NO),
    ("cause_of_mothers_death", "Of what did she die?", "Cause", (
        ("A direct or indirect cause", "direct or indirect"), ("Suicide", "suicide"), ("Homicide", "homicide"),
        ("An accident", "accident"))),
    ("days_since_pregnancy_ended", "How many days after the end of the pregnancy?", "Days since", ()),
    ("gestation", "How many weeks and days was the pregnancy? For example 39+4.", "Gestation", ()),
    ("labour", "Had labour begun? If so, how?", "Labour", (("No", "no"),)),
    ("baby_outcome", "What came about for the baby?", "The baby", ()),
    ("baby_alive_at_start_of_labour", "Was the baby alive when labour began?", "Alive when labour began", YES_NO),
    ("live_born", "Was the baby born alive?", "Born alive", YES_NO),
    ("congenital_cause", "Does a condition from before birth explain it?", "Condition from before birth", YES_NO),
    ("screening_programme", "Was it in a screening programme? If so, which?", "Screening", (("None", "none"),)),
    ("safeguarding_concern", "Is there a safeguarding concern? If so, of what kind?", "Safeguarding",
     (("No", "no"),)),
    ("custody", "Were they in custody?", "Custody",
     (("No", "no"), ("Yes, prison", "yes, prison"), ("Yes, police", "yes, police"))),
    ("nhs_care_in_custody", "Did they have NHS care there?", "NHS care there", YES_NO),
    ("radiation_dose_msv", "What was the dose, in mSv?", "Dose", ()),
    ("reached_a_patient", "Did it reach a patient?", "Reached a patient",
     (("No", "no"), ("Yes, one", "yes, one"), ("Yes, several", "yes, several"))),
    ("theme", "What is it about? A word or two is enough.", "About", ()),
    ("staff_still_available", "Can those who were there meet now?", "Those who were there",
     (("All of them", "all"), ("Some of them", "some"), ("None of them", "none"))),
    ("pattern", "Was it a one-off, or has it been seen before?", "Pattern",
     (("A one-off", "one-off"), ("Seen before", "seen before"), ("A pattern", "pattern"))),
    ("similar_last_12_months", "How many like it were there in the last 12 months?", "Like it, in 12 months", ()),
    ("factors_understood", "How well is it understood why it happened?", "Understood",
     (("Well", "well"), ("Partly", "partly"), ("Poorly", "poorly"))),
    ("potential_for_learning", "How much is there to learn that is new?", "To learn",
     (("Nothing new", "none"), ("Some", "some"), ("Much", "high"))),
    ("improvement_work", "Does improvement work cover it already? If so, which, and does it help?",
     "Improvement work", (("None", "none"),)),
    ("views_of_those_affected", "What do those affected want answered?", "What they want answered",
     (("Not yet asked", "not yet asked"),)),
    ("equality_concern", "Could it be about equality: language, disability, ethnicity, deprivation?", "Equality",
     (("None known", "none known"),)),
    ("other_organisations", "Which other organisations were involved?", "Other organisations", (("None", "none"),)),
    ("already_recorded", "Is it recorded already? If so, what came of it?", "Recorded already", (("No", "no"),)),
    ("harm_could_still_emerge", "Could harm still come of it?", "Harm could still emerge", YES_NO),
    ("capacity_used", "How much of the plan's capacity for it is used this year?", "Capacity used", ()),
    ("swarm_declared_at", "When was the huddle called?", "Huddle called", ()),
    ("died_on", "On which day did they die?", "Died on", ()),
    ("event_type", "What is it?", "What it is", (
        ("An incident", "incident"), ("A near miss", "near miss"), ("Good care", "good care"),
        ("An outcome of concern", "outcome of concern"), ("A risk", "risk"),
        ("Not a patient safety event", "not a patient safety event"))),
    ("where", "Where was it?", "Where", ()),
    ("involved", "What was involved?", "Involved", ()),
)  # fmt: skip
# Other words for one of the answers offered.
ALSO_SAID: Mapping[str, Mapping[str, str]] = {
    "potential_for_learning": {"lots": "high", "a lot": "high", "lots to learn": "high", "a little": "some",
                               "not much": "some", "a bit": "some", "nothing": "none"},
    "pattern": {"one off": "one-off", "a one off": "one-off", "oneoff": "one-off", "just once": "one-off"},
    "factors_understood": {"very well": "well", "fully": "well", "badly": "poorly", "not at all": "poorly",
                           "not well": "poorly"},
    "reached_a_patient": {"yes": "yes", "y": "yes", "it did": "yes", "nobody": "no", "it did not": "no"},
}  # fmt: skip
DENIAL = re.compile(r"\b(?:not|no|nothing|never|nobody|hardly|without|\w+n t)\b")  # of words without their marks
KEYS_ASKED = frozenset(key for key, *_ in ASKED)
LISTS = ("other_organisations", "involved")
OWN_WORDS = ("never_event_facts", "care_concern", "views_of_those_affected", "equality_concern", "already_recorded")


def choosing_form(plan: Plan) -> Form:
    """The form under a plan: after each answer it asks what the advice then needs most."""

    def follow(answers: Answers) -> Answers:
        if FACTS not in answers:
            return answers
        told = {key: answers[key] for key, *_ in ASKED if key in answers}
        asked = [key for key in told if key not in json.loads(answers[FACTS])]
        left = MOST_ASKED - len(asked)
        open_ = [key for key in still_needed(answers, plan) if key not in told] if left > 0 else []
        before = [key for key in answers.get(NEEDS, "").split() if key in told]  # in the order of asking
        needs = dict.fromkeys([*before, *told, *open_[:1]])
        return {NEEDS: " ".join(needs), FACTS: answers[FACTS], **told}

    return Form(
        name="choosing",
        title="Choose a response",
        noun="set of answers",
        send="Show the advice",
        sends=False,
        signed="Answering as {}.",
        questions=(
            Question(NEEDS, "", _as_it_is, "", later=True, unseen=True),
            Question(FACTS, "", _as_it_is, "", later=True, unseen=True),
            *(_question(key, ask, label, offers) for key, ask, label, offers in ASKED),
        ),
        follow=follow,
    )


def still_needed(answers: Mapping[str, str], plan: Plan) -> tuple[str, ...]:
    """The keys that the advice still needs, most telling first, as far as somebody can be asked for them."""
    known = circumstances_of(answers)
    return tuple(key for key in recommend(read_circumstances(known), plan).ask_next if key in KEYS_ASKED)


def circumstances_of(answers: Mapping[str, str]) -> dict[str, object]:
    """What is known and what was answered, as the advice reads it."""
    known = dict(json.loads(answers.get(FACTS, "{}")))
    for key, *_ in ASKED:
        if key in answers:
            known[key] = _for_advice(key, answers[key])
    return known


def _for_advice(key: str, said: str) -> object:
    if key in LISTS:
        none = plainly(said) in ("none", "no", NOT_SAID)
        return [] if none else [part.strip() for part in said.split(",") if part.strip()]
    return said


def _one_of(said: str, offers: tuple[tuple[str, str], ...]) -> str:
    """The answer, of those offered, that these words mean: "yes, on Tuesday" is yes; empty where they mean none,
    or more than one of them, or deny what they name. The words are kept where they say more."""
    words = f" {re.sub(r'[^a-z0-9]+', ' ', plainly(said))} "
    named = [_bare(each) for offer in offers for each in offer]
    if first := max((each for each in named if words.startswith(f" {each} ")), key=len, default=""):
        is_denied = not first.startswith(("yes", "no")) and DENIAL.match(words.removeprefix(f" {first} "))
        return "" if is_denied else said
    within = {value for label, value in offers for each in (label, value) if f" {_bare(each)} " in words}
    return within.pop() if len(within) == 1 and not DENIAL.search(words) else ""


def _bare(words: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", plainly(words)))


def _as_it_is(said: str, _: Asking) -> Reading:
    return Reading(said)


def _question(key: str, ask: str, label: str, offers: tuple[tuple[str, str], ...]) -> Question:
    says = {**{plainly(shown): said for shown, said in offers}, **ALSO_SAID.get(key, {})}

    def read(said: str, _: Asking) -> Reading:
        """An answer in the lead's own words, as long as the advice can read it."""
        if is_unsure(said):
            return Reading(NOT_SAID)
        meant = says.get(plainly(said)) or (_one_of(said, offers) if len(offers) > 1 else said.strip())
        if not meant:
            raise Unclear("Please choose one of these.")
        try:
            read_circumstances({key: _for_advice(key, meant)})
        except ValueError:
            raise Unclear(
                "I could not read that. Could you say it another way, or say that you don't know?"
            ) from None
        return Reading(meant)

    def offered(_: Asking) -> tuple[Offer, ...]:
        return (*(Offer(said, shown) for shown, said in offers), Offer("I don't know", "I don't know"))

    def shown(value: str, _: Asking) -> str:
        return next((shown for shown, said in offers if said == value), f"{value[:1].upper()}{value[1:]}")

    return Question(
        key, ask, read, label, offers=offered, show=shown, needed=True, long=key in OWN_WORDS,
        own_words=key in OWN_WORDS,
    )  # fmt: skip
