"""What is translated, what is not, and which Spanish has changed since somebody confirmed it."""
