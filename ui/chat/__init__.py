"""The chat: a conversation beside the documents it rests on."""
