"""The register, its entries, organisations and forums as HTML."""
