"""The collection kit: questionnaires, survey file, template, letters and guides for a collection of one's own."""
