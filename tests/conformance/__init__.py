"""The formats against official grammars and independent readers."""
