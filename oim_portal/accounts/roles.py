"""The three roles of staff. A migration makes their groups; nobody makes others."""

EDITOR = "Editores"
PUBLISHER = "Publicadores"
ADMINISTRATOR = "Administradores"
ROLES = (EDITOR, PUBLISHER, ADMINISTRATOR)
