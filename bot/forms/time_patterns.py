"""The shapes in which a time is written within a text, and the shapes of numbers that are no times."""

import re
from collections.abc import Iterable

from bot.forms.clock_ranges import BETWEEN, DASHED
from bot.forms.day_words import MONTHS, NTH, YEAR
from bot.forms.shift_words import EDGE
from bot.forms.time_words import HOUR_WORDS, NUMBER


def any_of(words: Iterable[str]) -> str:
    """Any of these words, the longer ones first; where there is none, nothing matches."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def _unnamed(pattern: str) -> str:
    """A pattern whose groups have no names, so that it can stand twice in another."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


GONE = "\x00"  # stands in place of each character of what is no time
UNIT = "(?:minute|min|hour|hr|m|h)s?"
LONG_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|tues?|wed|thurs?|thu|fri"
SHORT_DAYS = "mon|sat|sun"  # ordinary words as well: "pt sat on the floor"
ANY_DAY = f"(?:{LONG_DAYS}|{SHORT_DAYS})"
WHOLE_PART = "(?:morning|afternoon|evening|nights?|am|pm|lunchtime|eve|early|late|long day)"
AT = "(?:at|about|around|by|after|before|from|near|nearly|gone|just|past)"
ROUGHLY = rf"(?:(?:{AT}|just after|just before|shortly after|shortly before) ){{0,2}}"
HALF = r"(?: ?(?:a\.?m|p\.?m)(?!\w)\.?)"
HOURS_SAID = " ?(?:hrs|hours|hr|h)(?!\\w)"
HOUR = rf"(?:\d{{1,2}}|{HOUR_WORDS})"
FOUR = r"(?:[01]\d|2[0-3])[0-5]\d"
SPOKEN = "(?:5|10|15|20|25|five|ten|fifteen|twenty|twenty[ -]five)"
# What may stand after "at 3" or "about 3" where it is a time and no number of something.
ENDS = (
    r"(?= ?(?:$|[.,;:!?)(\x00-](?!\d)|(?:and|but|so|when|then|we|i|she|he|they|it|pt|patient|on|in|this|last|"
    r"yesterday|"
    r"today|that|while|whilst|the|a|an|his|her|my|who|by|because|as|cos|with|from|o'?clock|after|before|for|to|"
    r"was|were|"
    r"not|no|is|had|found|noticed|instead|tonight|nurse|there|ish|gave|fell|given|during|or so|bed|bay|ward|where|"
    r"until|"
    rf"till|til|having|patient's|pts|via|into|staff|at|doing|during|night|over|{ANY_DAY})(?!\w)))"
)

AGO = (
    rf"(?:(?:{NUMBER})(?: of)?(?: and a half)? ?{UNIT}(?: and (?:a )?half| or so| or two)?|"
    rf"(?:a )?half (?:an? )?(?:hour|hr)|"
    r"(?:a )?quarter of an hour) ago"
)
NOW = "just now|right now|(?:a moment|moments|a second) ago|just happened"
LATELY = rf"(?:in|within|during) the (?:last|past) (?:half an |half |(?:{NUMBER}) )?(?:hour|hr|minute|min)s?"
STRETCH = (
    "(?:at|over|on|during) (?:the |this |last )?weekend|(?:last|this) weekend|"
    "(?:earlier )?this week(?! ?end)|last week(?! ?end)"
)
EARLIER = "(?:a (?:bit|little) )?earlier(?: on)?(?= ?(?:$|[.,;!?]))"
WHOLE = f"(?:{AGO}|{NOW}|{LATELY}|{STRETCH}|{EARLIER})"

DATES = (
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",
    rf"(?:{ANY_DAY} )?(?:the )?\d{{1,2}}{NTH}(?: of)?[ -]?(?:{MONTHS})(?<! may)(?<! mar)(?<! march)(?!\w)\.?(?:[ -]*{YEAR})?",
    rf"(?:{ANY_DAY} )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)(?: of)? (?:may|march|mar)(?!\w)(?:[ -]*{YEAR})?",
    rf"(?:(?:{ANY_DAY}|on) )(?:the )?\d{{1,2}} (?:may|march|mar)(?!\w)(?:[ -]*{YEAR})?",
    rf"\d{{1,2}} (?:may|march|mar)(?:[ -]+{YEAR}|(?= at | ?[.,;]| ?$))",
    rf"(?:{MONTHS})(?<!may)(?<!mar)(?<!march)\.? (?:the )?\d{{1,2}}{NTH}(?! ?[:.]\d)(?!\w)(?: {YEAR})?",
    rf"(?:may|march|mar) (?:the )?\d{{1,2}}(?:st|nd|rd|th)(?: {YEAR})?",
    rf"(?:{ANY_DAY} )?\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d\d)(?![\d/])",
    rf"(?:(?:{ANY_DAY}|on|the|dated?|on the) )\d{{1,2}}/\d{{1,2}}(?![\d/])",
    r"\d{2}/(?:0\d|1[0-2])(?![\d/])",
)
NEAR = "(?:the )?day before yesterday|yesterday(?:'?s)?|today(?:'?s)?"
DAYS_AGO = rf"(?:{NUMBER}) (?:day|night|week|fortnight|month|year)s? ago|\d{{1,2}}/(?:7|52|12) ago"
WEEKDAY = (
    rf"(?:(?:last|this|on) )?(?:{LONG_DAYS})(?:'?s)?(?: the)?(?: \d{{1,2}}(?:st|nd|rd|th))?|"
    rf"(?:{SHORT_DAYS})(?: the)? \d{{1,2}}(?:st|nd|rd|th)|"
    rf"(?:on|last) (?:{SHORT_DAYS}){ENDS}|(?:on |last |this )?(?:{SHORT_DAYS})(?= {WHOLE_PART}(?!\w)| ?,? ?(?:at |"
    rf"about )?"
    rf"(?:\d{{1,2}}[:.]\d\d|\d{{1,2}}{HALF}|{FOUR}))"
)
NTH_DAY = rf"on (?:the )?\d{{1,2}}(?:st|nd|rd|th){ENDS}"


def day_pattern(holidays: Iterable[str]) -> str:
    return "|".join((NEAR, DAYS_AGO, any_of(holidays), *DATES, WEEKDAY, NTH_DAY))


RANGE = _unnamed(rf"{BETWEEN}|{DASHED}")
CLOCK = "|".join((
    rf"{ROUGHLY}(?:half past midnight|midday|noon|midnight)",
    rf"{ROUGHLY}half (?:past )?{HOUR}(?!\w)(?! ?(?:tablet|tab|dose|vial|amp|ml|mg|of|bag|point|unit)){HALF}?",
    rf"{ROUGHLY}quarter (?:past|to) {HOUR}(?!\w){HALF}?",
    rf"{ROUGHLY}(?:{NUMBER}) (?:minutes|mins) (?:past|to) {HOUR}(?!\w){HALF}?",
    rf"(?:{AT}|was) {SPOKEN} (?:past|to) {HOUR}(?!\w){HALF}?",
    rf"(?:five|ten|fifteen|twenty|twenty[ -]five) (?:past|to) {HOUR}(?:{HALF}|(?!\w){ENDS})",
    rf"{SPOKEN} past {HOUR}(?!\w){HALF}?|{SPOKEN} to {HOUR}{HALF}",
    rf"{ROUGHLY}\d{{1,2}}[:h][0-5]\d(?!\d)(?:{HALF}|{HOURS_SAID}| ?ish)?",
    rf"{ROUGHLY}\d{{1,2}}\.[0-5]\d(?:{HALF}|{HOURS_SAID}| ?ish)",
    rf"{ROUGHLY}\d{{1,2}}[0-5]\d{HALF}",
    rf"{ROUGHLY}{FOUR}{HOURS_SAID}",
    rf"{ROUGHLY}{HOUR}(?:{HALF}|[ -]?ish(?!\w)| o'? ?clock)",
    rf"{ROUGHLY}0\d[0-5]\d(?!\d)",
    rf"(?:{AT} ){{1,2}}(?:{FOUR}(?!\d)|\d{{1,2}}\.[0-5]\d(?!\d){ENDS})",
    rf"(?:(?:at|about|around) ){{1,2}}(?:1\d|2[0-3]|\d|{HOUR_WORDS}){ENDS}",
    rf"(?<!on )(?<!of )(?<!to )(?:[1-9]|1[0-2]|{HOUR_WORDS})(?= (?:last night|this morning|this afternoon|"
    rf"this evening|in the (?:morning|afternoon|evening)|at night))",
))  # fmt: skip
# Figures that are a time only beside a day or a part of the day, or after words of what happened.
BARE_CLOCK = rf"(?:1\d|2[0-3])[0-5]\d(?!\d)|\d{{1,2}}\.[0-5]\d(?!\d){ENDS}"
HANDOVER_AT = (
    "(?:just before|just after|shortly before|shortly after|before|after|at|in|during|around|about) (?:the |our |"
    "my )?"
    "(?:morning |am |day |evening |pm |night |shift )?handover(?: time)?"
)
EDGES = f"{_unnamed(EDGE)}|{HANDOVER_AT}"
LITTLE = (
    "(?:last|this|in the|during the|during|on the|over the|through the|throughout the|on a|on an|on my|on|at|over|"
    "through|"
    "during my|during last|during a|for the|late|early|in the early|earlier this|later this)"
)
SELDOM = ("tonight", "overnight", "lunchtime", "teatime", "bedtime", "daytime", "breakfast time", "lunch time")


def part_pattern_in_text(words: Iterable[str]) -> str:
    """A part of the day that can stand by itself: "this morning", "on the late"; not a mere "morning"."""
    every = tuple(words)
    alone = any_of(word for word in every if " " in word or word in SELDOM)
    return rf"{LITTLE} (?:{any_of(every)})s?(?<!at night)(?<!at am)(?<!at pm)(?<!on am)(?<!on pm)|(?:{alone})s?"


def bare_part_pattern(words: Iterable[str]) -> str:
    """A part of the day that is one only beside a day or a clock time."""
    return rf"(?:early |late )?(?:{any_of(words)})s?|at (?:night|am|pm)"


LONG = "(?:second|sec|minute|min|hour|hr|day|night|week|month|year|yr|shift|h|wk)"
MANY = rf"(?:\d+(?:\.\d+)?(?: ?(?:-|to|or) ?\d+)?|{NUMBER}|several|many|half an?|some|few)"
NOT_AGO = "(?!(?: or so| or two| and a half)? ago)"


def other_numbers_pattern(before: Iterable[str], after: Iterable[str], counted: Iterable[str]) -> str:
    """Numbers, and words with numbers, that are no times: doses, wards, ages, durations, telephones."""
    return "|".join((
        # Numbers to ring, to look up, to order by.
        r"(?<![\w/.:])0\d(?:[ -]?\d){8,11}(?![\w/])", r"(?<![\w/.:-])\d{3}[ -]\d{3}[ -]\d{4}(?!\w)",
        r"(?<![\w.:])\d{5,}(?!\w)", r"[a-z]+\d+\w*",
        r"(?<![\w.])\d+[a-z]*\d+[a-z]\w*(?<!am)(?<!pm)(?<!hrs)(?<!h)(?<!st)"
        r"(?<!nd)(?<!rd)(?<!th)(?<!ish)(?<!min)(?<!mins)(?<!hr)(?!\w)",
        # Names of days and parts that are of another day, or of every day.
        r"(?:next|following|every|each|most|all|previous|other|any|some|good|tomorrow|that|same|per|one|another|"
        r"both|\d+|two|three|four|several|few|half|once|twice|times|the) "
        r"(?:a )?(?:day|morning|night|evening|afternoon|shift|monday|tuesday|wednesday|thursday|friday|saturday|"
        r"sunday|"
        r"mon|tues?|wed|thu|fri|sat|sun|week|weekend|nights|mornings|"
        r"shifts)s?(?!\w)(?! shift)(?! ago)(?! before yesterday)"
        r"(?<!the night)(?<!the morning)(?<!the evening)(?<!the afternoon)(?<!the shift)(?<!the weekend)(?<!the week)"
        r"(?<!that night)(?<!that morning)(?<!that shift)(?<!the sat)(?<!the sun)(?<!the mon)(?<!the fri)(?<!the nights)",
        r"(?:the )?(?:day|night) (?:before|after)(?! yesterday)(?! handover)(?! (?:the )?clocks)",
        r"(?:mon|tues?|wed|thu|fri|sat|sun|monday|friday|saturday)(?:-|/| to )(?:mon|tues?|wed|thu|fri|sat|sun|"
        r"friday|sunday)(?!\w)",
        # How long, how old, how often.
        rf"(?:for|every|over|after|within|in|under|aged?|only|nearly|almost|x|lasting|took|waited|another|last|"
        rf"past|of|than|up to)"
        rf"(?: about| around| the| at least| the last| the past| over|"
        rf" a)* {MANY} ?(?:of )?{LONG}s?(?!\w)(?:' time| time)?{NOT_AGO}",
        rf"{MANY}[ -]?{LONG}s?[ -](?:old|late|early|overdue|post|prior|apart|long|delay|delayed|wait|waits|into|"
        rf"in|after|"
        rf"before|earlier|later|course|history|hx|gap|notice|stay|period|shift|ly|left|of|since|from|each|a|per|"
        rf"on|too)(?!\w)",
        rf"{MANY}[ -]?(?:hourly|weekly|yearly|monthly|day|week|year|month|hour|minute|min)(?:ly|s|"
        rf"er)?(?!\w){NOT_AGO}",
        rf"\d+(?:\.\d+)? ?(?:hours|hrs|hr|minutes|mins|min|secs|days|weeks|wks|"
        rf"months)(?!\w){NOT_AGO}(?<!\d\d\d\dhrs)(?<!\d\d\d\d hrs)"
        rf"(?<!\d\d\d\d hours)(?<!\d\d\d\dhours)(?<!:\d\dhrs)(?<!:\d\d hrs)(?<!\.\d\dhrs)(?<!\.\d\d hrs)",
        r"\d{1,3} ?(?:yr|yrs|year|years|yo|y/o|y\.o)(?!\w)(?:[ -]?old)?(?! ago)", r"\d{1,3} ?[mf](?!\w)(?! ago)",
        r"\d{1,3}/(?:7|52|12|24|40)(?![\d/])(?! ago)(?<!on \d/12)(?<!on \d\d/12)(?<!the \d\d/12)(?<!the \d/12)",
        r"24/7",
        r"(?:day|week|stage|grade) \d+", r"(?:post ?op|postop) day \d+",
        # Doses, sizes, scores, ratios.
        rf"(?:{any_of(before)})[ :.#=-]*(?:no|number|num|of|is|was|"
        rf"score)?[ :.#=]*\d+(?:[.:/-]\d+)*[a-z]?(?!\w)(?! ?[ap]m)",
        r"\d+(?:\.\d+)? ?x(?!\w)(?: ?\d+)*|x ?\d+", r"\d+ ?(?:in|of|out of|:) ?\d+(?![\d])(?<!\d:\d\d)(?<!\d: \d\d)",
        r"\d{2,3}/\d{2,3}(?![/\d])(?<!/0\d)(?<!/1[0-2])", r"\d+/10(?![\d/])(?<!on \d\d/10)(?<!on \d/10)(?<!\d\d/10)",
        rf"\d+(?:[.,/-]\d+)*(?: ?(?:-|to) ?\d+(?:\.\d+)?)? ?(?:{any_of(after)})(?!\w)(?! ?ago)",
        rf"(?<!at )(?<!half )(?<!past )(?<!quarter to )(?!0\d[0-5]\d)(?:\d+(?:-\d+)?|"
        rf"{HOUR_WORDS}) (?:{any_of(counted)})(?!\w)",
        rf"(?<!half )(?<!past )(?<!quarter to )(?:half|{HOUR_WORDS}) (?:{any_of(after)})(?!\w)(?! ?ago)",
        r"(?:at|to|from|by) one (?:point|stage|time|end|side|of)", r"at once", r"\d+(?:\.\d+)? ?(?:%|°|º|#|£)",
        r"[#£]\d+",
        r"in (?:19|20)\d\d(?!\d)(?! ?(?:hrs|h))",
    ))  # fmt: skip
