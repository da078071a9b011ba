"""Is this Python new enough? Written so that any Python 3.6 can read it and say so in a sentence."""

import os
import subprocess
import sys

OLDEST = (3, 11)
_NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
_TRIED = "JMAPDESK_OTHER_PYTHON"


def ensure(script: str) -> None:
    """Go on where this Python is new enough; else start again with a newer one on this machine, or say what to do."""
    if sys.version_info >= OLDEST:
        os.environ.pop(_TRIED, None)
        return
    newer = None if _TRIED in os.environ else find_newer()
    if newer:
        os.environ[_TRIED] = newer
        sys.stdout.flush()
        os.execvp(newer, [newer, *sys.argv])
    sys.stderr.write(
        "jmapdesk needs Python {}.{} or newer, and this is Python {}.{}: please install a newer Python, "
        "then type ./{} again.\n".format(*OLDEST, *sys.version_info[:2], script)
    )
    sys.exit(1)


def find_newer() -> "str | None":
    """The command of a newer Python that really runs, or None."""
    for name in _NEWER:
        try:
            if subprocess.call([name, "-c", ""], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
                return name
        except OSError:
            continue
    return None
