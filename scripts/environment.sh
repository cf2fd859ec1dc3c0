# Sourced by scripts/toolkit and scripts/test, which set $root.
# `environment LOCK...` leaves $root/.venv with these locks from scripts/ installed; when it is so already, at once.

environment() {
    current "$@" && return
    python=$(usable_python) || {
        echo "toolkit: needs Python 3.10 to 3.14 with its venv module; name one: PYTHON=/path/to/python3" >&2
        return 3
    }
    "$python" -I "$root/scripts/environment.py" "$@"
}

current() {
    [ -x "$root/.venv/bin/python" ] || return
    for lock; do
        cmp -s "$root/scripts/$lock" "$root/.venv/$lock" || return
    done
}

# A name on the PATH may be a shim that cannot run, or a Python without venv: only running it tells.
usable_python() {
    for candidate in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11 python3.10; do
        "$candidate" -I -c "$usable" 2>/dev/null && command -v "$candidate" && return
    done
    return 1
}
usable='import ensurepip, fcntl, sys, venv; sys.exit(not (3, 10) <= sys.version_info < (3, 15))'
