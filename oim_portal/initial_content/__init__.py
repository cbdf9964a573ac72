"""The office's first content, as data: what an empty portal is filled with."""
