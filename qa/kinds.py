"""What kind of answer a question wants, told from its words alone.

The kinds that change how a question is answered altogether (help, library, comparison,
overview) need a clear form; a question of unclear kind is simply searched.
"""

import re
from difflib import get_close_matches
from enum import StrEnum

from qa.comparison import sides
from qa.english.phrases import RELATIONAL, head_of, is_plural, is_verb, phrases, singular
from qa.terms import WORD


class Wants(StrEnum):
    """What an answer must be, or an answering sentence must hold at least."""

    ANY = "any"
    NUMBER = "number"
    DATE = "date"
    PLACES = "places"
    LIST = "list"
    DEFINITION = "definition"
    YES_NO = "yes or no"
    OVERVIEW = "overview"
    COMPARISON = "comparison"
    LIBRARY = "library"
    HELP = "help"


AUXILIARY = (
    r"(?:is|are|was|were|am|do|does|did|can|could|may|might|must|shall|should|will|would|has|have"
    r"|had|isn['’]t|aren['’]t|doesn['’]t|don['’]t|can['’]t)"
)
GREETING = (
    r"(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|welcome)"
    r"(?: (?:there|all|everyone|again|footnote))?"
)
THANKS = (
    r"(?:(?:ok(?:ay)?|great|perfect|cool)[, ]+)?(?:many thanks|thanks?(?: you)?|thx|cheers|bye"
    r"|goodbye)"
    r"(?: (?:a lot|so much|very much|again|for (?:your|the) help|footnote))*"
)
POLITE = re.compile(
    r"^(?:please[, ]+|so[, ]+)?(?:(?:can|could|would|will) you (?:please )?(?:tell me"
    r"|explain(?: to me)?"
    r"|say|(?=list|name|give|summari[sz]e|sum up|compare|define))"
    r"|do you know|i (?:would like|want|need) to know|i wonder|tell me(?! (?:more |everything "
    r"|something )?about)"
    r"|please)[, ]+",
    re.I,
)
HELP = re.compile(
    rf"^(?:{GREETING}|{THANKS}|help(?: me)?|test(?:ing)?|how are you(?: doing)?(?: today)?"
    r"|(?:what|how much|which things) (?:can|could|do|will) you (?:do|help(?: me)? with|answer)"
    r"(?: for me)?|how (?:can|could|do) you help(?: me)?|can you help(?: me)?"
    r"|what (?:can|could|may|should) i (?:ask|do|type|try)(?: you)?(?: here)?"
    r"|(?:what|which) (?:kinds? of )?questions (?:can|could|may) (?:i|you) (?:ask|answer)(?: you)?"
    r"|how (?:do|does) (?:you|this|it|footnote)(?: (?:tool|app|application|program|site|website"
    r"|chat"
    r"|thing|system))? work|how (?:do|can|should) i use (?:you|this|it|footnote)(?: \w+)?"
    r"|(?:who|what) are you|what(?:['’]s| is) (?:footnote|this (?:tool|app|application|program|site"
    r"|website|chat|thing|page))|what do you do|are you (?:a |an )?(?:\w+ )?(?:bot|ai|human|robot"
    r"|person|machine|program))$",
    re.I,
)
KEPT = (
    r"(?:documents?|sources?|texts?|files?|pdfs?|library|collection|corpus|materials?|(?:data"
    r"|knowledge)"
    r" ?base)"
)
NAMED_KIND = (
    rf"(?:{KEPT}|regulations?|directives?|acts?|laws?|briefs?|briefings?|fact ?sheets?|reports?"
    rf"|versions?"
    r"|editions?|glossar(?:y|ies)|timelines?|articles?|treat(?:y|ies)|guidelines?|decisions?"
    r"|polic(?:y|ies)"
    r"|handbooks?|manuals?|contracts?|statutes?|papers?|studies|study|summar(?:y|ies)|annex(?:es)?)"
)
HAVE = (
    r"(?:do you (?:currently |actually |also )?(?:have|know|hold|use|read|cover|contain|search"
    r"|rely on"
    r"|draw on|work with)|have you (?:got|loaded|read|indexed|ingested)|can you (?:search|read"
    r"|see|use)"
    r"|are you (?:using|based on|searching|trained on))"
)
OWN = r"(?:(?:the|your|these|all|all the|all your|our) )"
INSIDE = (
    r"(?:(?:in|inside|among|part of) (?:(?:the|your|this|our) (?:library|collection|corpus"
    r"|knowledge base)|your (?:documents|sources|texts|files)))"
)
LIBRARY = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^(?:(?:which|what|how many|whose) )(?:(?:kinds?|types?"
        rf"|sorts?) of )?(?:\w+ ){{0,2}}{NAMED_KIND}"
        rf"(?: of .{{1,80}}?)? {HAVE}(?: access to| here| now)?$",
        rf"^(?:(?:which|what|how many) )(?:\w+ ){{0,2}}{NAMED_KIND} (?:are"
        rf"|is)(?: there)?(?: {INSIDE}"
        r"| (?:available|here|loaded|indexed|included))$",
        r"^(?:how many|which|what) (?:documents|sources|texts|files|pdfs) are there$",
        rf"^(?:what|who)(?:['’]s| is| are) (?:there )?{INSIDE}$",
        rf"^what (?:{HAVE})$",
        r"^(?:what|which)(?: are)? your (?:sources?|documents?|texts?|files?)$",
        rf"^what are the (?:documents|sources|texts|files)(?: {INSIDE}| here)?$",
        rf"^(?:list|show(?: me)?|name|give me)(?: a list of)? {OWN}?(?:available )?"
        rf"(?:documents|sources|texts|files|library)(?: {INSIDE}|(?: that)? you have)?$",
        rf"^(?:when|how (?:often|recently|long ago))(?: (?:was|were|is|are|has|have"
        rf"|did))? {OWN}?{KEPT}"
        r"(?: that you have)?(?: been)?(?: last| most recently)? (?:updated?|ingested|changed"
        r"|refreshed|loaded"
        r"|indexed|added|imported|made|built|read|written|published)(?: last)?$",
        rf"^when did you (?:last )?(?:update|ingest|read|load|index)(?: {OWN}?{KEPT})?(?: last)?$",
        rf"^how (?:up[- ]to[- ]date|current|recent|old|fresh|big|large) (?:is|are) (?:you|(?:the"
        rf"|your|these) {KEPT})$",
        rf"^(?:are|is) (?:you|(?:the|your|these) {KEPT}) (?:up[- ]to[- ]date|current|recent)$",
        rf"^how (?:many) {KEPT} (?:are|is) (?:there )?{INSIDE}$",
        rf"^(?:what|which|in (?:what|which)) (?:version|edition|language|date|generation)s?"
        rf"(?: (?:of|is|are|do|does|has|have)\b(?: the| your| these)?)? {OWN}?{KEPT}"
        rf"(?: (?:are|is|has|have|written|written in|in|available|available in))*$",
        rf"^(?:what|which) (?:version|edition|language|generation)s? (?:of .{{1,80}} )?{HAVE}$",
        rf"^(?:{HAVE}) (?:the |an? |any |some )?(?:.{{1,80}} )?{NAMED_KIND}(?: (?:on|about|of"
        rf"|from) .{{1,60}})?"
        rf"(?: {INSIDE})?$",
        rf"^(?:is|are) (?:there )?.{{2,80}} {INSIDE}$",
    )
)
SUMMARISE = r"(?:sum+[ae]ri[sz]e|sumari[sz]e|sum up|recap|outline|give (?:me )?the gist of)"
SUMMARY = r"(?:summary|overview|outline|synopsis|gist|digest)"
OVERVIEW = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^{SUMMARISE}\b",
        rf"^(?:(?:give|show|write|make|provide|i (?:need|want|would like))(?: me| us)? )?(?:an? "
        rf"|the )?"
        rf"(?:\w+ )?{SUMMARY} (?:of|on|about)\b",
        rf"^(?:.{{2,60}}[,:]? )?(?:a )?(?:short |brief |quick )?{SUMMARY}$",
        r"\b(?:the|its) (?:main|key|central|most important) (?:points?|messages?|takeaways?"
        r"|contents?|ideas?"
        r"|facts|provisions|takeaway)\b",
        r"^(?:main|key) (?:points?|messages?|takeaways?|facts|provisions)\b",
        r"^what(?:['’]s| is| are) .{2,80}? (?:all |mainly )?about$",
        r"^what do(?:es)? .{2,80} (?:deal|deals) with$",
        r"^what (?:do|does|did) (?:(?:the|this|that|these|your|all) )?(?:[\w’'-]+ ){1,8}?(?:say"
        r"|says|state|tell"
        r" (?:me|us)|contain|report|write) (?:about|on|regarding|concerning)"
        r" (?!(?:how|when|who|what|whether|which|why|where)\b)[\w’'-]+(?: [\w’'-]+){0,7}$",
        r"^what (?:do|does) (?:the|this|these|your|all) (?:[\w’'-]+ ){1,4}(?:say|contain|tell us)$",
        r"^(?:tell me|what do you know|what can you (?:tell me|say)|inform me|everything|talk)"
        r"(?: (?:more|everything|something|all))? (?:about|on) (?!(?:how|when|who|what|whether"
        r"|which)\b).+$",
    )
)
DATE = re.compile(
    r"\bwhen (?:did|was|were|had|will|has|have)\b|\bsince when\b|\buntil when\b"
    r"|\b(?:what|which) (?:date|day|year|month)\b",
    re.I,
)
NUMBER = re.compile(
    r"\bhow (?:many|much|old|large|big|high)\b|^(?:what|which)(?:['’]s| is| was"
    r"| are)? (?:the )?(?:total |exact )?"
    r"(?:number|percentage|amount|age) (?:of|at|do|does|is|are|must)\b|^(?:the )?number of\b"
    r"|\b(?:what|which) (?:percentage|share of|proportion|amount|age|number)\b",
    re.I,
)
PLACES = re.compile(
    r"^(?:[a-z]+ )?(?:which|what) (?:(?!of\b)[\w-]+ ){0,2}(?:countries|states)\b(?! (?:must|shall"
    r"|may|can|should)\b)"
    r"|^(?:list|name) (?:[\w-]+ ){0,3}(?:countries|states)\b",
    re.I,
)
DEFINITION = re.compile(
    r"^what (?:is|are) (?:meant|understood) by\b|^what do(?:es)? .{1,80} (?:mean|stand for"
    r"|refer to|signify)\b"
    r"|^(?:define|explain(?: the (?:term|meaning of|word))?) [\w’'-]+(?: [\w’'-]+){0,5}$"
    r"|^definition\b"
    r"|\bwhat(?:['’]s| is) the (?:definition|meaning) of\b|^(?:what|who) (?:counts|qualifies) as\b"
    r"|^.{2,50} (?:definition|meaning)$|^.{2,50}[-–—,:] what (?:is|are) (?:it|this|that|they"
    r"|those)$"
    r"|^what (?:is|are) (?:called|considered) ",
    re.I,
)
NAMES_A_THING = re.compile(r"^what(?:['’]s| is| are) (?P<thing>.{2,60})$", re.I)
LIST = re.compile(
    r"^(?:list|name|enumerate)\b|^what (?:does|do) .{2,80} (?:consist of|include|comprise|contain)$"
    r"|^(?:in|on|under|for|with|by|to|from|at)? ?(?:what|which) (?:(?!of\b)[\w-]+ ){0,2}"
    r"(?!(?:is|was|has|does|this|its)\b)[\w-]{2,}(?<![su'’])s"
    r" (?:do|does|did|are|were|can|may|must|have|has|shall|should|will|of|for)\b"
    r"|^(?:what|which|who) (?:are|were) (?:the|its|their|all)\b",
    re.I,
)
YES_NO = re.compile(rf"^{AUXILIARY} |(?:[.;!,]) {AUXILIARY} (?:[^.]+)$", re.I)
ASKS_OPENLY = re.compile(r"^(?:what|which|who|whom|whose|when|where|why|how)\b", re.I)
MISTYPED = {
    "waht": "what", "whta": "what", "hwat": "what", "wich": "which", "whcih": "which",
    "whihc": "which", "wehn": "when", "whne": "when", "hwo": "how", "mnay": "many", "teh": "the",
    "helo": "hello", "thnaks": "thanks", "thansk": "thanks", "u": "you", "whats": "what is",
    "pls": "please", "plz": "please",
}  # fmt: skip
LONG_WORDS = (
    *("summarise", "summarize", "overview", "difference", "differences", "definition", "documents"),
    *("countries", "compare", "summary", "regulation", "library", "sources"),
)
SEEN_RIGHT = frozenset(
    ("document", "compared", "compares", "differences", "regulations", "counties")
)


def wants(question: str) -> Wants:
    """The kind of a question that stands alone, ANY where its form does not tell."""
    said = plain(question)
    if HELP.match(said):
        return Wants.HELP
    if any(form.search(said) for form in LIBRARY):
        return Wants.LIBRARY
    if sides(said):
        return Wants.COMPARISON
    if any(form.search(said) for form in OVERVIEW):
        return Wants.OVERVIEW
    opens = bool(ASKS_OPENLY.match(said))
    if YES_NO.search(said) and not opens:
        return Wants.YES_NO
    for pattern, wanted in (
        (DATE, Wants.DATE),
        (NUMBER, Wants.NUMBER),
        (PLACES, Wants.PLACES),
        (DEFINITION, Wants.DEFINITION),
    ):
        if pattern.search(said):
            return wanted
    if _names_a_thing(said):
        return Wants.DEFINITION
    listed = LIST.search(said) and not (said.split()[1:] and is_verb(said.split()[1].lower()))
    return Wants.LIST if listed else Wants.ANY


def plain(question: str) -> str:
    """A question without politeness, marks at its end and the commonest slips of the fingers."""
    said = " ".join(question.split()).strip(" ?!.,…:;")
    said = WORD.sub(lambda word: _typed(word.group()), said)
    said = re.sub(r"[, ]+(?:please|thanks|thank you)$", "", said, flags=re.I)
    while (shorter := POLITE.sub("", said)) != said and shorter:
        said = shorter
    return re.sub(r"(?<=\w) (?:for|to) me$", "", said)


def _typed(word: str) -> str:
    lower = word.lower()
    if lower in MISTYPED:
        return MISTYPED[lower]
    if len(word) < 6 or not word.islower() or lower in LONG_WORDS or lower in SEEN_RIGHT:
        return word
    return next(iter(get_close_matches(lower, LONG_WORDS, n=1, cutoff=0.88)), word)


def _names_a_thing(said: str) -> bool:
    """Whether a question asks what one thing is, by its name: “What is serious harm?”"""
    match = NAMES_A_THING.match(said)
    if not match:
        return False
    thing = match.group("thing")
    named = phrases(thing)
    if len(named) != 1 or named[0].text != thing or len(thing.split()) > 5:
        return False
    if re.match(r"(?:its|their|his|her|your|my|our|this|that|these|those) ", thing, re.I):
        return False
    lone = re.match(r"the ", thing, re.I) and (
        thing.count(" ") == 1 or " of " in thing or is_plural(head_of(thing))
    )
    most = re.search(r"\b(?:[a-z]+est|most|least|only|main|first|last|total)\b", thing)
    return singular(head_of(thing)).lower() not in RELATIONAL and not most and not lone


def points_back(question: str) -> bool:
    """Whether a question about Footnote may as well be one about what was asked before."""
    return bool(re.search(r"\b(?:this|it)\b", question, re.I))


def without_greeting(question: str) -> str:
    """A question without the greeting before it and the thanks behind it."""
    core = re.sub(rf"^{GREETING}[,.!]+ +(?=\w)", "", question, flags=re.I)
    core = re.sub(rf"(?<=[?.!]) +{THANKS}[.!]*$", "", core, flags=re.I)
    return core or question
