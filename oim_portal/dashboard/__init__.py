"""The first page of the admin: what waits for me, what I was doing, and these in figures."""
