"""The stable JSON of an answer."""

from corpus.document import Authority, Citation
from qa.answer import Answer, Further, Outcome, Searched, Statement, Support

CITATION = Citation("d", "T", "v", "L", 2, 0, 5, "Words", Authority.BINDING, "consolidated")
ANSWER = Answer(
    id="1",
    question="What?",
    standalone_question="What?",
    outcome=Outcome.ANSWERED,
    statements=(Statement("Words", Support.VERBATIM, (CITATION,), (0, 5)),),
    nearest=(),
    confidence=0.9,
    generation=1,
    model="extractive",
    seconds={},
    searched=Searched(("d",), 1, 1),
    further=(Further("defines “word”", CITATION),),
)


def test_the_json_holds_what_was_promised_and_nothing_else() -> None:
    assert ANSWER.to_json() == {
        "id": "1",
        "question": "What?",
        "standalone_question": "What?",
        "outcome": "answered",
        "statements": [
            {
                "text": "Words",
                "support": "verbatim",
                "highlight": (0, 5),
                "citations": [
                    {
                        "document": "d",
                        "title": "T",
                        "version": "v",
                        "label": "L",
                        "page": 2,
                        "start": 0,
                        "end": 5,
                        "quote": "Words",
                    }
                ],
            }
        ],
        "nearest": (),
        "confidence": 0.9,
        "generation": 1,
        "model": "extractive",
        "seconds": {},
    }
