"""Exception for texts and numbers that are not a valid partial date."""


class PartialDateError(ValueError):
    """An invalid date; ``str()`` of it is a sentence for users, in the active language.

    ``code`` names the kind of error (``syntax``, ``year``, ``month``, ``day``, ``order``, ``ends``,
    ``twice``, ``long``), so that a form can mark the input that caused it. ``message`` is a lazy
    translation and ``params`` its parameters, as for Django's ``ValidationError``.
    """

    def __init__(self, message, code: str, **params):
        super().__init__(message, code)
        self.message = message
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return str(self.message) % self.params
