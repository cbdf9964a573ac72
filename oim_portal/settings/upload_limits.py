"""What may be uploaded. Plain values without imports, so that the settings can read them too."""

# Formats that the portal decodes. SVG and TIFF are not pictures here (SVG runs scripts), and a
# GIF is either an animation or better stored as PNG.
IMAGE_EXTENSIONS = ["avif", "heic", "jpg", "jpeg", "png", "webp"]

# Read from the file's header, before a single pixel is decoded: a PNG of 15 kB can hold 125
# million pixels, which cost 7 seconds and 590 MB to look at.
MAX_IMAGE_PIXELS = 40_000_000

# Pixels on the longer side of what is stored. Enough for a full screen at double density.
MAX_IMAGE_SIDE = 4096

# How often a JPEG may go through all its pixels. Progressive photos do it ten times or so; a
# hundred times take 6 seconds for 40 megapixels.
MAX_JPEG_SCANS = 100

# What a process that decodes a picture may use: bytes of address space, for itself and for each
# pixel that the header claims (the most that was measured is 950 MB in all, for 40 megapixels of
# WebP with transparency), and seconds of processor and of clock, fewer than the 60 of nginx.
DECODER_MEMORY = 512 * 1024 * 1024
DECODER_MEMORY_A_PIXEL = 48
DECODER_SECONDS = 50
DECODER_THREADS = 2

MAX_IMAGE_BYTES = 20 * 1024 * 1024

# Documents by the end of their name, and what they are served as (Python knows few of these
# types by itself). `documents.check_document` holds the content to the name.
DOCUMENT_TYPES = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

MAX_DOCUMENT_BYTES = 20 * 1024 * 1024

# Folder of the renditions within the media; originals and documents are never served from it.
RENDITIONS = "images"
