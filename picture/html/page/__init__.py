"""What every page is put together from: title and lead, parts under each other, what stands under a picture."""
