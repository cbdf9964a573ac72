"""Images and documents: validation of uploads, storage, renditions, serving; share cards.

Wagtail uses its models through the settings; pages show pictures by `templatetags.pictures`, and
every upload of any room passes the file fields of `fields`. It must never import pages or the
trash: `deletion` is a signal to which the trash listens.
"""
