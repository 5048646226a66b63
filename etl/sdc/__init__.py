"""Statistical disclosure control: which cells may be published, and an audit of the result."""
