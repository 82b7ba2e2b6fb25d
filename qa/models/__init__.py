"""Calls of language models, through LangChain: who offers them, how they fail, what they cost."""
