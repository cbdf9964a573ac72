"""Sample texts for the previews of blocks, from the mission of the office.

They are content, not interface, so they are not translated.
"""

TITLE = "Nuestra Misión"
PHRASE = "La migración en forma ordenada, segura, regular y en condiciones humanas"
SENTENCE = (
    "La migración en forma ordenada, segura, regular y en condiciones humanas beneficia a las "
    "personas migrantes y a las sociedades que las acogen."
)
PARAGRAPH = f"<p>{SENTENCE}</p>"
TASKS = (
    "<p>Fomentar la comprensión de las cuestiones migratorias.</p>",
    "<p>Alentar el desarrollo social y económico a través de la migración.</p>",
)
VALUES = ("Integridad", "Honestidad", "Lealtad")
SOURCE = "Organización Internacional para las Migraciones"
