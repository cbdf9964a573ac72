"""Django settings: `base` for all, and a module each for production and its nightly backup.

`oim_portal.local.settings` and `tests.settings` extend `base`, too. The other modules are parts of
`base`, or functions that it calls (`environment`, `database`, `external_services`, `logging`).
`upload_limits` and `task_queues` are plain values, which any room may import; `en.formats` has the
dates of English, where Django looks for them (`FORMAT_MODULE_PATH`). Nothing here may import
another room, or Django models.
"""
