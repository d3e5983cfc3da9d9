"""URLs to posts: one small file per platform."""
