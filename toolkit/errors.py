"""What can go wrong below the command line, and the exit status that each failure ends with."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit statuses of every command."""

    DONE = 0
    FOUND = 1
    USAGE = 2
    UNUSABLE = 3
    NO_MODEL = 4
    INTERRUPTED = 130


class ToolkitError(Exception):
    """A failure that a user can mend: *where* it happened (``place``) and *what* to do (``message``), in one line.

    >>> str(ToolkitError("two preferred targets for «ناتو»", place="nato.csv:7"))
    'nato.csv:7: two preferred targets for «ناتو»'
    """

    status = Exit.UNUSABLE

    def __init__(self, message: str, place: str = "") -> None:
        self.message, self.place = message, place
        super().__init__(f"{place}: {message}" if place else message)


class UsageError(ToolkitError):
    """Options or arguments that cannot be meant."""

    status = Exit.USAGE


class InputError(ToolkitError):
    """A file that cannot be read as what it should be."""


class OutputError(ToolkitError):
    """A place that cannot be written."""


class ModelError(ToolkitError):
    """No package can translate, or the one that was named is broken."""

    status = Exit.NO_MODEL
