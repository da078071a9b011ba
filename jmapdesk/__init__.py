"""jmapdesk: customer journey maps on the desktop, offline, one file a map."""

__version__ = "0.1.0"
