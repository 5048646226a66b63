"""Files of sources -> tidy observations and respondents."""
