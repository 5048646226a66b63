"""What all rooms share: codes, periods, errors and the schema of the database. It imports nothing of ours."""
