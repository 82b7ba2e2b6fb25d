"""What of the library is memory: the answers that were given, and the conversations."""

from collections.abc import Collection, Sequence

from corpus import conversations, saved
from corpus.errors import AmbiguousAnswer, UnknownAnswer
from corpus.record import SavedAnswer, SavedConversation
from corpus.record_file import RecordFile
from corpus.saved import NOBODY


class Memory(RecordFile):
    """Answers and conversations. What takes an `owner` shows and touches only what is theirs."""

    # Answers

    def keep_answer(self, answer: SavedAnswer, owner: str = NOBODY) -> None:
        """Record an answer that was given to an owner.

        Raises UnknownGeneration when a text that it quotes was forgotten since.
        """
        with self._writing() as connection:
            saved.keep(connection, answer, owner)

    def answers(self, words: Sequence[str] = ()) -> list[SavedAnswer]:
        """The answers that were given, newest first; those in which all of the words stand."""
        with self._reading() as connection:
            return saved.found(connection, words=words)

    def answers_of(self, owner: str, ids: Collection[str] | None = None) -> list[SavedAnswer]:
        """The answers that an owner may see, newest first: all, or those with these ids. Nobody
        sees what was given to no one else.
        """
        with self._reading() as connection:
            return saved.found(connection, owner=owner, ids=ids)

    def answer(self, id: str) -> SavedAnswer:
        """One of them, by its id or how that begins. Raises UnknownAnswer, AmbiguousAnswer."""
        with self._reading() as connection:
            answers = saved.found(connection, id) if id else []
        if not answers:
            raise UnknownAnswer(id=id)
        if len(answers) > 1:
            raise AmbiguousAnswer(id=id, number=len(answers))
        return answers[0]

    def answer_of(self, owner: str, id: str) -> SavedAnswer:
        """One that an owner may see, by its whole id. Raises UnknownAnswer."""
        with self._reading() as connection:
            answers = saved.found(connection, owner=owner, ids=[id])
        if not answers:
            raise UnknownAnswer(id=id)
        return answers[0]

    def forget_answers(self, ids: Collection[str]) -> int:
        """Delete answers, and the texts that only they kept; how many there were."""
        with self._writing() as connection:
            return saved.forget(connection, ids)

    # Conversations

    def conversations(self, owner: str, words: Sequence[str] = ()) -> list[SavedConversation]:
        """The conversations of an owner, the last changed first; those in whose title, questions
        and answers all of the words stand.
        """
        with self._reading() as connection:
            return conversations.found(connection, owner, words)

    def conversation(self, owner: str, id: str) -> SavedConversation:
        """One of them. Raises UnknownConversation."""
        with self._reading() as connection:
            return conversations.one(connection, owner, id)

    def keep_turn(self, owner: str, conversation: str, position: int, answer: SavedAnswer) -> None:
        """Record an answer as the turn of a conversation, which begins with its first turn. What
        stood there and behind it is replaced, with the answers that are of no other turn.

        Raises UnknownConversation for somebody else's, and as `keep_answer`.
        """
        with self._writing() as connection:
            conversations.keep_turn(connection, owner, conversation, position, answer)

    def forget_turns(self, owner: str, conversation: str, position: int) -> None:
        """Delete the turns of a conversation from a position on, with their answers; with its
        first turn it goes itself. Raises UnknownConversation.
        """
        with self._writing() as connection:
            conversations.forget_turns(connection, owner, conversation, position)

    def rename_conversation(self, owner: str, id: str, title: str) -> None:
        """Give a conversation another title. Raises UnknownConversation, EmptyTitle."""
        with self._writing() as connection:
            conversations.rename(connection, owner, id, title)

    def forget_conversations(self, owner: str, ids: Collection[str]) -> int:
        """Delete conversations of an owner, and the answers that are of no other; how many there
        were.
        """
        with self._writing() as connection:
            return conversations.forget(connection, owner, ids)
