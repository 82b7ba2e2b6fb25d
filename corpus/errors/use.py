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


class BadSetting(WrongUse):
    sentence = "The setting {name} is wrong: {reason}. `footnote doctor` shows all settings."


class FileTaken(WrongUse):
    sentence = "There is a file {file} already, and it was left as it is: choose another name."


class FileUnwritable(WrongUse):
    sentence = "Nothing can be written to {file}: {reason}. Choose another folder."


class PortTaken(WrongUse):
    sentence = "Port {port} on {host} is in use: choose another with --port."
