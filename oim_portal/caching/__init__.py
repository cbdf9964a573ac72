"""The cache in front of the portal: what it may keep, and when it is told (docs/decisions/0015).

policy       what each answer says of itself
middleware   says it, and answers the cache's own requests
addresses    where a page and what shows it can be seen
receivers    what counts as a change
before       what showed a page before its change
client       one PURGE, with a time limit
sending      all of them, at once, without anybody waiting
tasks        each change once more, and the pass over all pages
"""
