"""What staff do, once for all: the browser tests, the guide's pictures and the count of steps."""
