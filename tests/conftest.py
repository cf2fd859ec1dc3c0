"""The suite's surroundings: no package, no setting and no date of whoever runs it."""

import os
import tempfile

HOME = tempfile.TemporaryDirectory(prefix="toolkit-tests-")  # goes with the process
for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "ARGOS_PACKAGES_DIR"):
    os.environ[name] = f"{HOME.name}/{name}"
os.environ.pop("SOURCE_DATE_EPOCH", None)
