"""The cache in front of the portal: what it may keep, and when it is told (docs/decisions/0015).

policy       what each answer says of itself
middleware   says it, and answers the cache's own requests
addresses    where a page and what shows it can be seen
receivers    what counts as a change, and what as a withdrawal
client       PURGE, with a time limit
sending      what a change touches, at once, without anybody waiting
withdrawals  what is withdrawn, before the person at work is answered
tasks        what is outstanding, each change once more, and the pass over all pages
"""
