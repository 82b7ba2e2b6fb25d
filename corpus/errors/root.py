"""The root of the tree."""


class FootnoteError(Exception):
    """The root. Its text is the sentence a person reads; `exit_code` is the command's."""

    sentence = "{reason}"
    exit_code = 1

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence.format(**facts))
