"""What readers subscribe to: the release calendar (iCalendar) and the feed (Atom), as programs read them."""
