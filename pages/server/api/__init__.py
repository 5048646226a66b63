"""The programming interface: `/api/v1`, for reading only, stateless, described by OpenAPI."""
