"""What the XML formats share: safe parsing, elements with their offsets, inline codes."""
