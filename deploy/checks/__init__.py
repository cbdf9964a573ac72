"""What deploy/check looks at, a subject a module. Standard library only."""
