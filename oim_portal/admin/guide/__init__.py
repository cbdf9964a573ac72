"""The staff guide of `docs/editing/`, shown in the admin under 'Ayuda'."""
