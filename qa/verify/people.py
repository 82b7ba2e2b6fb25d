"""The people and bodies that texts name in lower case."""

from qa.english.phrases import set_of

PEOPLE = set_of(
    """applicant asylum-seeker seeker claimant beneficiary refugee minor child parent
    mother father guardian representative adviser advisor lawyer counsel counsellor
    interpreter interviewer translator doctor nurse physician staff expert official officer
    guard police army military coordinator ombudsperson ombudsman watchdog commission
    council parliament court tribunal judge agency authority ministry minister government
    president presidency committee board forum tenant landlord owner holder employer
    employee worker carrier smuggler trafficker family relative sibling brother sister
    spouse husband wife partner aunt uncle grandparent adult woman women man men girl boy
    pupil student teacher patient buyer seller customer supplier company firm institution
    university school hospital bank insurer municipality city town mayor director manager
    chair chairman member visitor guest driver pilot captain sailor farmer fisherman
    scientist researcher author editor publisher reader user consumer trader dealer producer
    manufacturer contractor operator provider auditor accountant prosecutor defendant
    plaintiff victim witness suspect prisoner citizen resident migrant traveller passenger
    volunteer soldier ambassador secretary treasurer librarian curator negotiator assembly
    senate union association federation network organisation undertaking shareholder
    creditor debtor heir donor sponsor subcontractor registrar controller processor
    recipient sender importer exporter inspector supervisor host keeper engineer architect
    builder club team crew delegation mediator arbitrator notary taxpayer voter candidate
    party state persecutor companion examiner counterpart neighbour appellant respondent
    adjudicator magistrate consul consulate embassy decision-maker caseworker"""
)


PLURALS = {"children": "child", "women": "woman", "men": "man", "fishermen": "fisherman"}


def singular_of(word: str) -> str:
    """The singular of a word in lower case, as far as its ending shows it."""
    if word in PLURALS:
        return PLURALS[word]
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def person(word: str) -> str:
    """The singular of a word that names a person or body, empty for others: “applicant” and
    “application” are no one and the same, whatever a stemmer says.
    """
    for form in (word, singular_of(word)):
        if form in PEOPLE:
            return form
    return ""
