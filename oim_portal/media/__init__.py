"""Pictures and documents: what may be uploaded, what is kept of it, and how it is handed out."""
