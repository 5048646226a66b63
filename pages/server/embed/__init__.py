"""Pictures on pages of other sites: `/embed/map?…`, in a frame, without scripts."""
