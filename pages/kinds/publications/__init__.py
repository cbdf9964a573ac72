"""Publications: reports, guides and other files, each with a summary to read on its page."""
