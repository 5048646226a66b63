"""What each page shows of a view, whole: the same for the living dashboard and the static site."""
