"""What readers are told of editions: the calendar, corrections and notices, the quality declaration."""
