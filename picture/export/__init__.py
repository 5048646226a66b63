"""Results -> files: CSV, XLSX, images, slides."""
