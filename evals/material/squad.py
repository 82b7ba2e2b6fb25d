"""Files in SQuAD's format: articles of paragraphs, with questions and marked answers.

Rajpurkar et al. 2016 and 2018 (doi:10.18653/v1/D16-1264, doi:10.18653/v1/P18-2124). Many other
sets come in it. A question has no answer where `is_impossible`; the paragraph is on its subject
then, so it is a near miss.
"""

from collections.abc import Iterator
from typing import Any

from corpus.sentences import sentence_spans
from evals.material.material import Material, Text, named_texts, one_line
from evals.sets.question import GoldQuote, Kind, Question, Split, Why

Json = dict[str, Any]


def is_squad(content: object) -> bool:
    return (
        isinstance(content, dict)
        and isinstance(content.get("data"), list)
        and all(isinstance(a, dict) and "paragraphs" in a for a in content["data"])
    )


def read(content: Json, name: str) -> Material:
    """A file's articles as texts, its questions with the sentence of each marked answer as gold.
    Raises KeyError and TypeError where the file is not what it seems.
    """
    articles = content["data"]
    texts = tuple(named_texts(name, [article_text(a) for a in articles]))
    asked = (q for pair in zip(articles, texts, strict=True) for q in questions(*pair))
    return Material(name, texts, tuple(once(asked)))


def article_text(article: Json) -> tuple[str, list[str]]:
    title = str(article.get("title", "")).replace("_", " ")
    return title, list(dict.fromkeys(p["context"] for p in article["paragraphs"]))


def questions(article: Json, text: Text) -> Iterator[Question]:
    for paragraph in article["paragraphs"]:
        for asked in paragraph["qas"]:
            yield question(asked, paragraph["context"], text.document)


def question(asked: Json, context: str, document: str) -> Question:
    id, words = str(asked["id"]), one_line(asked["question"])
    if asked.get("is_impossible"):
        return Question(id, words, Kind.UNANSWERABLE, Split.TEST, reason=Why.NEAR_MISS)
    answers = asked["answers"]
    quotes = dict.fromkeys(sentence_at(context, answer) for answer in answers)
    return Question(
        id=id,
        question=words,
        answers=tuple(dict.fromkeys(answer["text"] for answer in answers)),
        quotes=tuple(GoldQuote(document, quote) for quote in quotes),
    )


def sentence_at(context: str, answer: Json) -> str:
    """The sentence that an answer begins in, or the answer where it goes beyond it."""
    start, words = answer["answer_start"], answer["text"]
    for begin, end in sentence_spans(context):
        if begin <= start < end and start + len(words) <= end:
            return one_line(context[begin:end])
    return one_line(words)


def once(asked: Iterator[Question]) -> Iterator[Question]:
    """Each id once: some files give a question twice."""
    seen: set[str] = set()
    for one in asked:
        if one.id not in seen and one.question:
            seen.add(one.id)
            yield one
