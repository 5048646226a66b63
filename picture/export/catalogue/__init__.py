"""What search engines, harvesters and other sites read of a picture: addresses, schema.org, DCAT, sitemap."""
