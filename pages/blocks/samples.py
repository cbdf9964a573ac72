"""Words of the office's mission, shown in the previews of blocks.

They are content, not interface: the same Spanish words stand in an admin in any language.
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
