"""Test app with a page type and its listing, which are declared and nothing else."""
