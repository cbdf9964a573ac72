"""Limits of uploads: formats, sizes, and resources of the decoder."""

# Formats that the portal decodes. SVG and TIFF are not accepted (SVG can run scripts), and a GIF is
# either an animation or better stored as PNG.
IMAGE_EXTENSIONS = ["avif", "heic", "jpg", "jpeg", "png", "webp"]

# Read from the header of the file, before any pixel is decoded: a PNG of 15 kB can contain 125
# million pixels, which take 7 seconds and 590 MB to decode.
MAX_IMAGE_PIXELS = 40_000_000

# Pixels on the longer side of a stored picture. Enough for a full screen at double density.
MAX_IMAGE_SIDE = 4096

# Scans of a JPEG, each of which covers all pixels. Progressive photos have about ten; a hundred
# take 6 seconds for 40 megapixels.
MAX_JPEG_SCANS = 100

# Resources of a process that decodes a picture: bytes of address space, for itself and for each
# pixel that the header claims (the measured maximum is 950 MB in all, for 40 megapixels of WebP
# with transparency), and seconds of CPU and wall-clock time, fewer than the 60 of nginx.
DECODER_MEMORY = 512 * 1024 * 1024
DECODER_MEMORY_A_PIXEL = 48
DECODER_SECONDS = 50
DECODER_THREADS = 2

# Resources of a process that reads a PDF or draws its first page, what is read of its text (400
# pages are half a million characters; an indexed word costs a search time wherever it stands), and
# seconds after which no further page is read.
PDF_MEMORY = 768 * 1024 * 1024
PDF_SECONDS = 60
PDF_TEXT_SECONDS = 40
MAX_PDF_PAGES = 400
MAX_PDF_TEXT = 300_000
PDF_COVER_SIZE = (360, 720)

MAX_IMAGE_BYTES = 20 * 1024 * 1024

# Extensions of documents, and the content types with which they are served (Python knows few of
# them). `documents.check_document` checks that the content matches the extension.
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

# A form with five of the largest files and its other fields. nginx takes as much of the admin's
# forms (`client_max_body_size` in deploy/nginx/site.conf): tests/test_deploy.py compares them.
MAX_FORM_BYTES = 110 * 1024 * 1024

# Folder of the renditions within the media, the only one that is served.
RENDITIONS = "images"
