"""What only development machines and tests need: production imports nothing from here."""
