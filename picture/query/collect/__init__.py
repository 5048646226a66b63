"""Questions on the questionnaire of a local collection, and the places that may hold one."""
