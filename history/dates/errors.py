"""What is raised when a text, or a set of numbers, is not a date."""


class PartialDateError(ValueError):
    """A date that cannot be; ``str()`` of it is a sentence for people, in the active language.

    ``code`` names the kind of mistake (``syntax``, ``year``, ``month``, ``day``, ``order``,
    ``ends``), so that a form can say which of its inputs is to blame. ``message`` is the sentence
    as a lazy translation, ``params`` what it is filled with: the three arguments that Django's
    ``ValidationError`` takes.
    """

    def __init__(self, message, code: str, **params):
        super().__init__(message, code)
        self.message = message
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return str(self.message) % self.params
