"""What a file really is, whatever it is called: by its first bytes, by what it packs, or by how its text begins."""
