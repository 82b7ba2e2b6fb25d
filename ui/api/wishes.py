"""What a program may ask for, field by field."""

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from corpus.errors import BadField
from qa.request import Request
from ui.commands.batch import earlier_questions

MOST_EARLIER = 50
MOST_DOCUMENTS = 1_000
MOST_HITS = 100
MOST_CHARS = 100_000  # of one field; FOOTNOTE_QUESTION_CHARS is what bounds a question
MOST_GENERATION = 2**63 - 1  # that SQLite has a number for

WishT = TypeVar("WishT", bound="Wish")
Text = Annotated[str, Field(max_length=MOST_CHARS)]
Number = Annotated[int, Field(strict=True)]
Documents = Annotated[
    tuple[Text, ...],
    Field(
        max_length=MOST_DOCUMENTS,
        description="Ids of the documents to look in; all of them where none is named.",
    ),
]
AsOf = Annotated[
    Number | None,
    Field(
        ge=1, le=MOST_GENERATION, description="The generation to ask; the newest where left out."
    ),
]


def questions_in(history: object) -> list[str]:
    """The questions of a conversation: strings, or messages with “role” and “content”."""
    try:
        return list(earlier_questions(history))
    except ValueError as error:
        raise ValueError("it should be a list of questions, oldest first") from error


class Wish(BaseModel):
    """Nothing but the fields it names."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AskWish(Wish):
    question: Annotated[Text, Field(description="The question, in plain words.")]
    history: Annotated[
        tuple[Text, ...],
        BeforeValidator(questions_in, json_schema_input_type=list[str | dict[str, Any]]),
        Field(
            max_length=MOST_EARLIER,
            description="Earlier questions of the conversation, oldest first, so that “and its "
            "fee?” is understood. Messages with “role” and “content” are taken too.",
        ),
    ] = ()
    documents: Documents = ()
    as_of: AsOf = None

    @property
    def request(self) -> Request:
        return Request(self.question, self.history, self.documents, self.as_of)


class SearchWish(Wish):
    query: Annotated[Text, Field(description="What to look for, by meaning and by words.")]
    k: Annotated[Number, Field(ge=1, le=MOST_HITS, description="How many passages.")] = 10
    documents: Documents = ()
    as_of: AsOf = None


class CheckWish(Wish):
    statement: Annotated[Text, Field(description="The sentence to check.")]
    quote: Annotated[
        Text | None, Field(description="Words of the documents that are said to carry it.")
    ] = None
    documents: Documents = ()


class IngestWish(Wish):
    dry_run: Annotated[
        bool, Field(strict=True, description="Say what would change, and change nothing.")
    ] = False


def wish_from(kind: type[WishT], fields: object) -> WishT:
    """The wish in some fields. Raises BadField, naming the first field that is wrong."""
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise bad_field(kind, error) from error


def bad_field(kind: type[Wish], error: ValidationError) -> BadField:
    """What is wrong with the first field, in a sentence that repeats nothing of what was sent
    but the name of a field.
    """
    errors = error.errors(include_url=False, include_context=False, include_input=False)
    # A name that is not known explains one that is missing.
    first = next((e for e in errors if e["type"] == "extra_forbidden"), errors[0])
    if not first["loc"]:
        known = ", ".join(kind.model_fields)
        return BadField(reason=f"The request is not a JSON object of the fields {known}", field="")
    field = str(first["loc"][0])[:100]
    return BadField(reason=reason(kind, field, first["type"], first["msg"]), field=field)


def reason(kind: type[Wish], field: str, error: str, said: str) -> str:
    if error == "missing":
        return f"The field “{field}” is missing"
    if error == "extra_forbidden":
        known = ", ".join(kind.model_fields)
        return f"There is no field “{field}” here: the fields are {known}"
    told = said.removeprefix("Value error, ")
    return f"The field “{field}” is wrong: {told[:1].lower()}{told[1:]}"
