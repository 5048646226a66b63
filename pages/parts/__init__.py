"""What several views share: frame, controls, exports and the request."""
