"""What a language model writes, taken apart into drafts of statements as it comes."""

from qa.protocol.draft import Draft, DraftQuote
from qa.protocol.parser import DraftParser

__all__ = ["Draft", "DraftParser", "DraftQuote"]
