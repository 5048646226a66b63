"""The report and the meeting brief of an area: what is asked, what they say of it, and the files that say it."""
