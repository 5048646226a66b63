"""What a server shows comes from a store: folders and buckets, good and bad."""
