"""The page of editions as HTML: what is current, corrections, versions, what differs, the release calendar."""
