"""``python -m jmapdesk``."""

import sys

from jmapdesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
