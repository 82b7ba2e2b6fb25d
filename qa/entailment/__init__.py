"""The support model: how likely a statement is carried by the words it is said to rest on."""
