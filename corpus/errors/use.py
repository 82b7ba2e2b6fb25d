"""A request that is off: exit code 2."""

from corpus.errors.root import FootnoteError


class WrongUse(FootnoteError):
    exit_code = 2


class EmptyQuestion(WrongUse):
    sentence = "The question is empty: type one, for example “{example}”"


class LongQuestion(WrongUse):
    sentence = (
        "The question has {length:,} characters and the limit is {limit:,}: "
        "shorten it, or raise FOOTNOTE_QUESTION_CHARS."
    )


class EmptyStatement(WrongUse):
    sentence = "The statement is empty: type one, for example “{example}”"


class LongStatement(WrongUse):
    sentence = (
        "The statement has {length:,} characters and the limit is {limit:,}: "
        "check its sentences one by one, or raise FOOTNOTE_QUESTION_CHARS."
    )


class UnknownDocument(WrongUse):
    sentence = "There is no document “{document}” in the library: `footnote library` lists them."


class UnknownGeneration(WrongUse):
    sentence = "There is no generation {number} in the library: `footnote history` lists them."


class UnknownAnswer(WrongUse):
    sentence = (
        "There is no saved answer {id} in this library: `footnote answers` lists them; ask the "
        "question again where it was deleted."
    )


class AmbiguousAnswer(WrongUse):
    sentence = "{number} saved answers have an id that begins with {id}: give more of it."


class UnknownConversation(WrongUse):
    sentence = (
        "There is no such conversation here: it was deleted, or it is somebody else's. "
        "“Conversations” lists yours."
    )


class EmptyTitle(WrongUse):
    sentence = "A conversation needs a title: type one, or leave the one it has."


class UnknownVerdict(WrongUse):
    sentence = (
        "There is no such verdict here: it was taken back, or it is somebody else's. "
        "What you say of an answer is kept from the moment you press it."
    )


class NoWords(WrongUse):
    sentence = "No words were selected: select those that should have been cited, then press again."


class WordsNotFound(WrongUse):
    sentence = (
        "The selected words do not stand in this document as the library holds it: "
        "open the document again and select them once more."
    )


class LongQuote(WrongUse):
    sentence = (
        "{length:,} characters were selected and the limit is {limit:,}: "
        "select only the words that answer the question."
    )


class NoRows(WrongUse):
    sentence = (
        "No verdict is a question of an evaluation set yet: judge answers in the chat, "
        "on documents that the library still holds."
    )


class UnknownAct(WrongUse):
    sentence = "The manifest has no act {celex}: it knows {known}."


class NetworkUnasked(WrongUse):
    sentence = (
        "This would open the network to {hosts}, and nobody is here to agree: "
        "give --yes, or --dry-run to see what would be asked."
    )


class BadBatchLine(WrongUse):
    sentence = "{file}, line {line}: {reason}."


class BadQuestionSet(WrongUse):
    sentence = "The question set {file} cannot be used: {reason}."


class BadRun(WrongUse):
    sentence = (
        "There is nothing to compare with in {file}: {reason}. "
        "`footnote eval --save RUN.json` makes one."
    )


class BadSetting(WrongUse):
    sentence = "The setting {name} is wrong: {reason}. `footnote doctor` shows all settings."


class FileTaken(WrongUse):
    sentence = "There is a file {file} already, and it was left as it is: choose another name."


class FileUnwritable(WrongUse):
    sentence = "Nothing can be written to {file}: {reason}. Choose another folder."


class PortTaken(WrongUse):
    sentence = "Port {port} on {host} is in use: choose another with --port."
