"""The suite's surroundings: nothing of whoever runs it, and the same examples in every CI run."""

import os
import tempfile

from hypothesis import settings

HOME = tempfile.TemporaryDirectory(prefix="toolkit-tests-")  # goes with the process
for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR"):
    os.environ[name] = f"{HOME.name}/{name}"
os.environ.pop("SOURCE_DATE_EPOCH", None)

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
