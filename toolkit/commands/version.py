"""What ``toolkit --version`` says."""

import toolkit
from toolkit import glossaries
from toolkit.engines import installation


def describe() -> str:
    """Name the tool, the model that would translate and the shipped termbase, with their hashes."""
    package = installation.choose()
    termbase = glossaries.stack((), default=True)
    return (
        f"toolkit {toolkit.__version__}\n"
        f"model    {package.title} {package.fingerprint}\n"
        f"termbase {len(termbase.entries)} entries {termbase.fingerprint}"
    )
