"""An app of the tests alone: a page type and its list, declared and nothing else."""
