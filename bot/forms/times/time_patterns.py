"""The shapes in which a time is written within a text, and the shapes of numbers that are no times."""

import re
from collections.abc import Iterable

from bot.forms.times.clock_ranges import BETWEEN, DASHED, TILL
from bot.forms.times.clock_words import MINUTE_WORDS
from bot.forms.times.day_words import MONTHS, NTH, YEAR
from bot.forms.times.shift_words import EDGE
from bot.forms.times.time_words import HOUR_WORDS, NUMBER, any_of


def _unnamed(pattern: str) -> str:
    """A pattern whose groups have no names, so that it can stand twice in another."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


UNIT = "(?:minute|min|hour|hr|m|h)s?"
LONG_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|tues?|wed|thurs?|thu|fri"
SHORT_DAYS = "mon|sat|sun"  # ordinary words as well: "pt sat on the floor"
ANY_DAY = f"(?:{LONG_DAYS}|{SHORT_DAYS})"
WHOLE_PART = "(?:morning|afternoon|evening|nights?|am|pm|lunchtime|eve|early|late|ld|twilight|long day)"
AT = "(?:at|about|around|by|after|before|from|near|nearly|gone|just|past)"
ROUGHLY = rf"(?:(?:{AT}(?: the)?|just after|just before|shortly after|shortly before) ){{0,2}}"
HALF = r"(?: ?[ap](?:m|\.m\.?)(?!\w))"
HOURS_SAID = " ?(?:hrs|hours|hr|h)(?!\\w)"
HOUR = rf"(?:\d{{1,2}}|{HOUR_WORDS})"
FOUR = r"(?:[01]\d|2[0-3])[0-5]\d"
SPOKEN = "(?:5|10|15|20|25|five|ten|fifteen|twenty|twenty[ -]five)"
# What may stand after "at 3" or "about 3" where it is a time and no number of something.
THEN = (
    "and", "but", "so", "when", "then", "we", "i", "she", "he", "they", "it", "pt", "patient", "on", "in", "this",
    "last",
    "yesterday", "today", "that", "while", "whilst", "the", "a", "an", "his", "her", "my", "who", "by", "because",
    "as",
    "cos", "with", "from", "after", "before", "for", "was", "were", "not", "no", "is", "had", "found", "noticed",
    "instead",
    "tonight", "nurse", "there", "ish", "gave", "fell", "given", "during", "or so", "bed", "bay", "ward", "where",
    "until",
    "till", "til", "having", "patient's", "pts", "via", "into", "staff", "at", "doing", "night", "over", "got",
    "came", "just", "to find", "to see", "about", "around", "approx",
)  # fmt: skip
ENDS = rf"(?= ?(?:$|[.,;:!?)(\x00-](?!\d)|(?:{any_of(THEN)}|o'?clock|{ANY_DAY})(?!\w)))"
SENTENCE_GOES_ON = re.compile(ENDS)

AGO = (
    rf"(?:(?:\d{{1,2}} ?(?:-|/|or|to) ?)?(?:{NUMBER})(?: of)?(?: and a half)? ?{UNIT}(?: and (?:a )?half| or so|"
    rf" or two)?|"
    rf"(?:a )?half (?:an? )?(?:hour|hr)|"
    r"(?:a )?quarter of an hour|hour|hr|\d{1,2}/(?:60|24)) ago"
)
NOW = "just now|(?:a moment|moments|a second) ago|just happened"
LATELY = rf"(?:in|within|during) the (?:last|past) (?:half an |half |(?:{NUMBER}) )?(?:hour|hr|minute|min)s?"
STRETCH = (
    "(?:at|over|on|during) (?:the |this |last )?weekend|(?:last|this) weekend|"
    "(?:earlier )?this week(?! ?end)|last week(?! ?end)(?!,? (?:on )?(?:mon|tue|wed|thu|fri|sat|sun))|last month"
)
EARLIER = "(?:a (?:bit|little) )?earlier(?: on)?(?= ?(?:$|[.,;!?]))"

DATES = (
    rf"(?:the )?\d{{1,2}}{NTH} ?(?:[-/&]|and|to) ?\d{{1,2}}{NTH}(?: of)? (?:{MONTHS})(?!\w)(?: {YEAR})?",
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",
    rf"(?:{ANY_DAY} )?(?:the )?\d{{1,2}}{NTH}(?: of)?[ -]?(?:{MONTHS})(?<! may)(?<! mar)(?<! march)(?!\w)\.?"
    rf"(?:[ -]{{0,3}}{YEAR})?",
    rf"(?:{ANY_DAY} )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)(?: of)? (?:may|march|mar)(?!\w)(?:[ -]{{0,3}}{YEAR})?",
    rf"(?:(?:{ANY_DAY}|on) )(?:the )?\d{{1,2}} (?:may|march|mar)(?!\w)(?:[ -]{{0,3}}{YEAR})?",
    rf"\d{{1,2}} (?:may|march|mar)(?:[ -]+{YEAR}|(?= at | ?[.,;]| ?$))",
    rf"(?:{MONTHS})(?<!may)(?<!mar)(?<!march)\.? (?:the )?\d{{1,2}}{NTH}(?! ?[:.]\d)(?!\w)(?: {YEAR})?",
    rf"(?:may|march|mar) (?:the )?\d{{1,2}}(?:st|nd|rd|th)(?: {YEAR})?",
    rf"(?:{ANY_DAY} )?\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d\d)(?![\d/])",
    rf"(?:(?:{ANY_DAY}|on|the|dated?|on the) )\d{{1,2}}/\d{{1,2}}(?![\d/])",
    r"\d{2}/(?:0\d|1[0-2])(?![\d/])",
    r"(?:date:?|dated|on|on the) (?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])(?![\d.])(?! ?(?:am|pm|hrs|h))",
    r"(?:the )?\d{1,2}(?:st|nd|rd|th) ?(?:[-/&]|and|to) ?(?:the )?\d{1,2}(?:st|nd|rd|th)",
)
NEAR = "(?:the )?night before last|(?:the )?day before yesterday|yesterday(?:'?s)?|today(?:'?s)?"
DAYS_AGO = (
    rf"(?:{NUMBER}) (?:day|night|week|fortnight|month|year)s? ago(?: today)?|(?:fortnight|week) ago|"
    r"\d{1,2}/(?:7|52|12) ago"
)
WEEKDAY = (
    rf"(?:on )?{ANY_DAY},? (?:of |in )?(?:last|this) week(?! ?end)|(?:last|this) week,? (?:on )?{ANY_DAY}|"
    rf"(?:(?:last|this|on) )?(?:{LONG_DAYS})(?:'?s)?(?: the)?(?: \d{{1,2}}(?:st|nd|rd|th))?|"
    rf"(?:{SHORT_DAYS})(?: the)? \d{{1,2}}(?:st|nd|rd|th)|"
    rf"(?:on|last) (?:{SHORT_DAYS}){ENDS}|(?<=since )(?:{SHORT_DAYS}){ENDS}|"
    rf"(?:on |last |this )?(?:{SHORT_DAYS})(?= {WHOLE_PART}(?!\w)| ?,? ?(?:at |"
    rf"about )?"
    rf"(?:\d{{1,2}}[:.]\d\d|\d{{1,2}}{HALF}|{FOUR}))"
)
# "Given mon tues and weds": from the first to the last; "mon-fri" are hours of service.
A_DAY = f"(?:{ANY_DAY}|yesterday|today)"
DAYS_IN_A_ROW = (
    rf"(?:on |both |all |over )?{A_DAY}(?: ?,? ?(?:and|&|,|then|to|through to)? {A_DAY})*? ?"
    rf"(?:and|&|then|through to) {A_DAY}|sat(?:urday)? or sun(?:day)?"
)
BANK_HOLIDAY = rf"(?:on )?(?:the |last |this )?bank holiday(?: {ANY_DAY})?|(?:{ANY_DAY} )bank holiday"
NTH_DAY = rf"on (?:the )?\d{{1,2}}(?:st|nd|rd|th){ENDS}"
WHOLE = f"(?:{AGO}|{NOW}|{LATELY}|{STRETCH}|{EARLIER}|{DAYS_IN_A_ROW})"


def day_pattern(holidays: Iterable[str]) -> str:
    return "|".join((NEAR, DAYS_AGO, BANK_HOLIDAY, any_of(holidays), *DATES, WEEKDAY, NTH_DAY))


RANGE = _unnamed(rf"{ROUGHLY}(?:{BETWEEN}|{DASHED}|{TILL})")
CLOCK = "|".join((
    rf"{ROUGHLY}(?:half past midnight|midday|noon|midnight)",
    rf"{ROUGHLY}(?:quarter|{SPOKEN}) (?:past|to) (?:midnight|midday|noon)",
    rf"{ROUGHLY}half (?:past )?{HOUR}(?!\w)(?! ?(?:tablet|tab|dose|vial|amp|ml|mg|of|bag|point|unit)){HALF}?",
    rf"{ROUGHLY}quarter (?:past|to) {HOUR}(?!\w){HALF}?",
    rf"{ROUGHLY}(?:{NUMBER}) (?:minutes|mins) (?:past|to) {HOUR}(?!\w){HALF}?",
    rf"(?:(?:{AT}|was) ){{1,2}}{SPOKEN} (?:past|to) {HOUR}(?!\w){HALF}?",
    rf"(?:five|ten|fifteen|twenty|twenty[ -]five) (?:past|to) {HOUR}(?:{HALF}|(?!\w){ENDS})",
    rf"{SPOKEN} past {HOUR}(?!\w){HALF}?|{SPOKEN} to {HOUR}{HALF}",
    rf"{ROUGHLY}\d{{1,2}}[:h][0-5]\d(?!\d)(?:{HALF}|{HOURS_SAID}| ?ish)?",
    rf"{ROUGHLY}\d{{1,2}}\.[0-5]\d(?:{HALF}|{HOURS_SAID}| ?ish)",
    rf"{ROUGHLY}0\d\.[0-5]\d(?!\d)(?!\.\d)",
    rf"{ROUGHLY}{FOUR} ?ish",
    rf"(?:{AT} ){{1,2}}(?:{HOUR_WORDS}) {MINUTE_WORDS}(?!\w)",
    rf"{ROUGHLY}\d{{1,2}}[0-5]\d{HALF}",
    rf"{ROUGHLY}{FOUR}{HOURS_SAID}",
    rf"{ROUGHLY}{HOUR}(?:{HALF}|[ -]?ish(?!\w)| o'? ?clock)",
    rf"{ROUGHLY}0\d[0-5]\d(?!\d)",
    rf"{FOUR}(?= (?:\w+ )?rounds?(?!\w))",
    rf"(?:(?<=[.,;] )|(?<=\A)|(?<=\A )){FOUR}(?= ?[:.,;](?!\d)| ?- |$)",  # "15 min, 1120." and "1745: wrong dose"
    rf"(?:{AT} ){{1,2}}(?:{FOUR}(?!\d)|\d{{1,2}}\.[0-5]\d(?!\d){ENDS})",
    rf"(?:{AT} ){{1,2}}(?:1\d|2[0-3]|\d|{HOUR_WORDS})(?= (?:today|yesterday|last night|tonight))",
    rf"(?:(?:at|about|around) ){{1,2}}(?:1\d|2[0-3]|\d|{HOUR_WORDS}){ENDS}",
    rf"(?<!on )(?<!of )(?<!to )(?:[1-9]|1[0-2]|{HOUR_WORDS})(?= (?:last night|this morning|this afternoon|"
    rf"this evening|in the (?:morning|afternoon|evening)|at night))",
))  # fmt: skip
# Figures that are a time only beside a day or a part of the day, or after words of what happened.
BARE_CLOCK = r"(?:1\d|2[0-3])[0-5]\d(?!\d)|(?:[01]?\d|2[0-3])\.[0-5]\d(?!\d)"
BARE_DAY = r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?![/\d])"
COMPANY = ("on early", "on late")  # "cream on early": no shift, but beside a day or a clock time
HANDOVER_AT = (
    "(?:just before|just after|shortly before|shortly after|before|after|at|in|during|around|about) (?:the |our |"
    "my )?"
    "(?:morning |am |day |evening |pm |night |shift |bedside )?handover(?: time)?"
)
EDGES = f"{_unnamed(EDGE)}|{HANDOVER_AT}"
LITTLE = (
    "(?:(?:just|come|came) off|"
    "last|this|in the|during the|during|on the|over the|through the|throughout the|all|on a|on an|on my|on|at|"
    "over|"
    "through|"
    "during my|during last|during a|for the|late|early|in the early|earlier this|later this)"
)
SELDOM = ("tonight", "overnight", "lunchtime", "teatime", "bedtime", "daytime", "breakfast time", "lunch time")


# "Tues early": the shift, where it stands right behind a day and is not how early or late something was.
SHIFT_OF_A_DAY = (
    "(?:early|late|ld|twilight)(?! (?:morning|afternoon|evening|night|on|at|in|for|because|due|to|by|again|"
    "with|admission|running|discharge|finish|pm|am|hours|as|when|after|before|doing|getting|going|last|this|one|and)"
    r"(?!\w))"
)
SHIFTS_SHORT = {"early": "early shift", "late": "late shift", "ld": "long day", "twilight": "twilight shift"}
# "Bad night": the one that somebody has just had.
HOW_IT_WAS = (
    "bad|awful|terrible|horrendous|horrible|rough|busy|mad|crazy|shocking|dreadful|hectic|chaotic|tough|long|"
    "hell of a|nightmare of a|heavy|manic|horrid|grim|rubbish|stressful|hard|quiet|unsafe|what a|nightmare"
)
BAD_NIGHT = rf"(?:{HOW_IT_WAS}) (?:night|evening|morning|afternoon)(?: shift)?"


def part_pattern_in_text(words: Iterable[str]) -> str:
    """A part of the day that can stand by itself: "this morning", "on the late"; not a mere "morning"."""
    every = tuple(words)
    alone = any_of(word for word in every if (" " in word or word in SELDOM) and word not in COMPANY)
    not_alone = "(?<!at night)(?<!at am)(?<!at pm)(?<!on am)(?<!on pm)"
    return rf"{LITTLE} (?:{any_of(every)})s?(?: shift| duty)?{not_alone}|(?:{alone})s?"


def bare_part_pattern(words: Iterable[str]) -> str:
    """A part of the day that is one only beside a day or a clock time."""
    return rf"(?:early |late )?(?:{any_of(words)})s?|at (?:night|am|pm)"
