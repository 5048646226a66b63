"""Questions to the published database and their frozen results. All SQL of the reading side stands here."""
