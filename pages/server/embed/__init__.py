"""What other sites, feed readers and search engines get of a picture: frames, oEmbed, heads of pages, sitemap."""
