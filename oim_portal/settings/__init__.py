"""Settings: `base` for all, then one module each for development, production and test."""
