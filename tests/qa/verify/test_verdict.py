"""The verdict and its reasons, as a case worker reads them."""

from collections.abc import Sequence

import pytest

from qa.answer import Support
from qa.verify.claim import Quoted, Verdict
from qa.verify.verdict import verify
from tests.qa.verify.texts import check, passage

LIMIT = "The border procedure may take 12 weeks at most, unless the application is withdrawn."
DUTY = "The Commission may inform the Council of its findings."


def only_reason(verdict: Verdict) -> str:
    assert verdict.support is Support.UNSUPPORTED
    (reason,) = verdict.reasons
    return reason


def test_a_statement_without_quotes() -> None:
    assert only_reason(verify("It rains.", [])) == "No quote is given."


def test_a_quote_that_does_not_stand_in_its_passage() -> None:
    verdict = check(LIMIT, LIMIT, "The border procedure may take 20 weeks at most")
    assert only_reason(verdict) == "The quote does not stand in “Passage 1” of “A brief”."
    assert verdict.located == ()


def test_the_right_quote_with_the_wrong_passage() -> None:
    verdict = verify(LIMIT, [Quoted(LIMIT, passage(DUTY))])
    assert "does not stand in" in only_reason(verdict)


def test_a_quote_of_two_words() -> None:
    assert "too short" in only_reason(check(LIMIT, LIMIT, "12 weeks"))


@pytest.mark.parametrize(
    ("statement", "evidence", "said"),
    [
        (
            LIMIT.replace("12", "20"),
            LIMIT,
            "The quotes do not carry “20 weeks”: they say “12 weeks”.",
        ),
        (DUTY.replace("may", "shall"), DUTY, "The source says “may”, the statement “shall”."),
        (
            "The border procedure may take 12 weeks at most.",
            LIMIT,
            "The statement leaves out the condition “unless the application is withdrawn”.",
        ),
        (
            DUTY.replace("Council", "Parliament"),
            DUTY,
            "The quotes do not name “Parliament”: they name “Council”.",
        ),
        (
            "The Council may inform the Commission of its findings.",
            DUTY,
            "The statement exchanges “Council” and “Commission”.",
        ),
        (
            "The Commission may not inform the Council of its findings.",
            DUTY,
            "The statement says “not”, the quotes do not.",
        ),
    ],
)
def test_the_reason_says_what_is_wrong(statement: str, evidence: str, said: str) -> None:
    verdict = check(statement, evidence)
    assert verdict.support is Support.UNSUPPORTED
    assert said in verdict.reasons


def test_every_quote_that_stands_there_is_located() -> None:
    verdict = check(DUTY, DUTY, "The Commission may inform", "of its findings")
    assert [place.end - place.start for place in verdict.located] == [25, 15]


def test_a_quote_that_cuts_off_its_condition_carries_no_statement_without_it() -> None:
    statement = "The border procedure may take 12 weeks at most."
    verdict = check(statement, LIMIT, "The border procedure may take 12 weeks at most")
    assert verdict.support is Support.UNSUPPORTED


def test_a_sentence_without_its_brackets_is_verbatim() -> None:
    evidence = "Family members are relocated together (Regulation (EU) 2024/1351, Art. 67(6))."
    assert check("Family members are relocated together.", evidence).support is Support.VERBATIM


def test_a_statement_in_other_words_is_supported() -> None:
    verdict = check("The Council can be informed by the Commission of its findings.", DUTY)
    assert verdict.support is Support.SUPPORTED
    assert verdict.reasons == ()


SUBJECT = "The screening regulation was adopted on 14 May 2024."
PREDICATE = "The Dublin III Regulation was replaced by another act in 2024."


def test_a_statement_spliced_from_two_passages() -> None:
    statement = "The screening regulation was replaced by another act in 2024."
    quotes = [Quoted(SUBJECT, passage(SUBJECT, "a")), Quoted(PREDICATE, passage(PREDICATE, "b"))]
    assert verify(statement, quotes).support is Support.UNSUPPORTED


def test_a_statement_of_two_clauses_with_a_source_each() -> None:
    one = "Denmark is not bound by the screening regulation."
    two = "Ireland does not take part in the screening regulation."
    statement = (
        "Denmark is not bound by the screening regulation, and Ireland does not take part in it."
    )
    quotes = [Quoted(one, passage(one, "a")), Quoted(two, passage(two, "b"))]
    assert verify(statement, quotes).support is Support.SUPPORTED


class TestWhatHasTradedPlaces:
    @pytest.mark.parametrize(
        ("statement", "evidence"),
        [
            (
                "Applicants stay in the authority until the Member State has decided.",
                "Applicants stay in the Member State until the authority has decided.",
            ),
            (
                "On a proposal from the Council, the Commission adopts a plan for two years.",
                "The Council adopts a two-year plan on a proposal of the Commission.",
            ),
            ("The floor was smaller than the pool.", "The pool was smaller than the floor."),
            ("The cap turns from ochre to white.", "The cap turns from white to ochre."),
        ],
    )
    def test_it_is_exchanged(self, statement: str, evidence: str) -> None:
        assert check(statement, evidence).support is Support.UNSUPPORTED

    def test_a_passive_exchanges_nothing(self) -> None:
        said = "The plan is adopted by the Council."
        assert check(said, "The Council adopts the plan.").support is Support.SUPPORTED


class TestWhatIsSetAgainstTheRest:
    EVIDENCE = "The test is the day of lodging, not the day of registration."

    def test_it_is_not_what_is_said(self) -> None:
        said = "The test is the day of registration, not the day of lodging."
        assert check(said, self.EVIDENCE).support is Support.UNSUPPORTED

    def test_nor_is_the_other_way_about(self) -> None:
        said = "The data are deleted rather than marked."
        evidence = "The data are marked, not deleted."
        assert check(said, evidence).support is Support.UNSUPPORTED


class TestNobody:
    EVIDENCE = "Nobody may be detained merely for being an applicant."

    def test_nobody_may_is_must_not(self) -> None:
        said = "A person must not be detained merely for being an applicant."
        assert check(said, self.EVIDENCE).support is Support.SUPPORTED

    def test_nobody_may_is_no_permission(self) -> None:
        said = "A person may be detained merely for being an applicant."
        assert check(said, self.EVIDENCE).support is Support.UNSUPPORTED


def test_a_definite_relative_clause_is_taken_as_said() -> None:
    evidence = (
        "For the 64 countries with whom the EU has a visa-free regime in place, the mechanism is a "
        "safeguard against abuse."
    )
    said = "The EU has a visa-free regime in place with 64 countries."
    assert check(said, evidence).support is Support.SUPPORTED


class TestWithAScore:
    STATEMENT = "The Council can be informed by the Commission of its findings."

    def test_a_low_score_refuses_other_words(self) -> None:
        verdict = check(self.STATEMENT, DUTY, score=lambda pairs: [0.05] * len(pairs))
        assert "hardly carry" in only_reason(verdict)

    def test_a_high_score_lets_them_pass(self) -> None:
        verdict = check(self.STATEMENT, DUTY, score=lambda pairs: [0.9] * len(pairs))
        assert verdict.support is Support.SUPPORTED

    def test_no_score_saves_what_the_rules_refuse(self) -> None:
        statement = self.STATEMENT.replace("can", "must")
        verdict = check(statement, DUTY, score=lambda pairs: [1.0] * len(pairs))
        assert verdict.support is Support.UNSUPPORTED

    def test_a_high_score_outweighs_a_doubt(self) -> None:
        evidence = "Contributions to the Union plan for resettlement are voluntary."
        said = "Member States contribute to the Union's resettlement plan voluntarily."
        assert check(said, evidence).support is Support.UNSUPPORTED
        verdict = check(said, evidence, score=lambda pairs: [0.9] * len(pairs))
        assert verdict.support is Support.SUPPORTED

    def test_the_source_s_own_words_are_not_scored(self) -> None:
        def refuse(pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
            raise AssertionError(pairs)

        assert check(DUTY, DUTY, score=refuse).support is Support.VERBATIM


class TestOtherLanguages:
    EVIDENCE = "Die Mitgliedstaaten müssen die Anträge innerhalb von fünf Tagen registrieren."

    def test_the_source_s_own_words_are_verbatim(self) -> None:
        assert check(self.EVIDENCE, self.EVIDENCE).support is Support.VERBATIM

    def test_other_words_cannot_be_checked(self) -> None:
        statement = "Anträge werden von den Mitgliedstaaten binnen fünf Tagen registriert."
        assert "not in English" in only_reason(check(statement, self.EVIDENCE))
