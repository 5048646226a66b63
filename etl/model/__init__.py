"""Protected figures -> estimates of a model, from nothing else than what is published."""
