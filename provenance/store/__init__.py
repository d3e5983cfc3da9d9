"""What lies on disk: cases, libraries, blobs, gazetteer, lexicons."""
