"""The site: page types, blocks, the edit form, languages, navigation and site settings.

`BasePage` is the model of the whole page tree (`WAGTAIL_PAGE_MODEL`). `history` and `programs`
build their page types on it, and every room after them reads pages through this app. It serves the
public site with the templates in `templates/pages`, `blocks` and `components`. It must never import
`history`, `programs` or a room after them: services read what a page type declares
(`pages.contract`), and other rooms connect to signals.
"""
