"""The front page's evidence: what is counted, a panel for each domain, what is older, and where a change shows."""
