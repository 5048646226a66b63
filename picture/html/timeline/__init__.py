"""When: things that last or happen, in lanes on a line of years; one drawing for all pages."""
