"""What a map asks besides its numbers: classes, and the order of its areas."""
