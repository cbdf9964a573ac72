"""What a server needs of the portal besides the site; the server itself is in deploy/."""
