"""What a card must declare about its file before the figures are used: small counts, and the notes of a cube."""
