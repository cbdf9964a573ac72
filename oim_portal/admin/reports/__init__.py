"""What staff are told: reports that Wagtail does not have, and the first page of the admin."""
