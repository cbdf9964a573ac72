"""The admin's screens for people: Wagtail's, without what would let somebody rise above theirs."""
