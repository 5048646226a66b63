"""What people declare: source cards, thresholds and the catalogue of indicators."""
