"""What a reader chooses from: areas in their order, and the words by which things are found."""
