"""What stands around every page: title bar, banners and menu; the same before and after a page has come."""
