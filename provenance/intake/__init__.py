"""What other programs and people hand over, as values: lists of addresses, feeds, exports of chats and of archivers.

Bytes in, values out: what is to be opened, and in which folder, is the pipeline's.
"""
