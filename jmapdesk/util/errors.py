"""The one error people see."""


class JmapError(Exception):
    """Something a person must be told, in one sentence of their own language.

    ``code`` is stable and meant for programs (tests, ``--json``); ``message`` says what happened, to which file
    or card, what is safe and what to do now. ``str(error)`` is the message.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
