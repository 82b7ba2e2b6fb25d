"""Conversations as files for people and for other programs: Markdown and JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence

from corpus.record import SavedAnswer, SavedConversation, SavedTurn
from ui.terminal.export import markdown, plain, record

# By id; an answer that was deleted is not among them.
Answers = Mapping[str, SavedAnswer]


def talks_as_markdown(talks: Sequence[SavedConversation], answers: Answers) -> str:
    """Each under its title: the questions, their answers with numbers, the quotes under them."""
    return "\n".join(line for talk in talks for line in talk_as_markdown(talk, answers))


def talk_as_markdown(talk: SavedConversation, answers: Answers) -> Iterator[str]:
    yield f"# {plain(talk.title)}\n"
    for turn in talk.turns:
        if turn.answer_id in answers:
            yield from markdown(answers[turn.answer_id])
        else:
            yield f"## {plain(turn.question)}\n"
            yield "The answer was deleted.\n"


def talks_as_json(talks: Sequence[SavedConversation], answers: Answers) -> str:
    """All that the library knows of them."""
    said = {"conversations": [talk_record(talk, answers) for talk in talks]}
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def talk_record(talk: SavedConversation, answers: Answers) -> dict[str, object]:
    names = ("id", "title", "begun_at", "changed_at")
    turns = [turn_record(turn, answers) for turn in talk.turns]
    return {name: getattr(talk, name) for name in names} | {"turns": turns}


def turn_record(turn: SavedTurn, answers: Answers) -> dict[str, object]:
    saved = answers.get(turn.answer_id)
    asked = {"asked_at": turn.asked_at, "question": turn.question}
    return asked | {"answer": record(saved) if saved else None}
