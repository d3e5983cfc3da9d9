"""Untrusted media opened by FFmpeg's libraries without letting the bytes, or the name, open anything else.

A playlist saved as ``clip.mp4`` would make FFmpeg read other files or contact addresses; a name such as
``%03d.jpg`` or ``concat:…`` is a pattern or a protocol to it. Hence: no name, formats that are one file only,
no protocols.
"""

from typing import BinaryIO

import av
from av.container import InputContainer

__all__ = ["FORMATS", "opened", "reason"]

FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,live_flv,mpegts,mpeg,mpegvideo,m4v,ogg,asf,mxf,gxf,dv,nut,rm,ivf,obu,h264,hevc,"
    "wav,w64,aiff,caf,mp3,aac,flac,amr,ac3,eac3,gif,apng,jpeg_pipe,png_pipe,webp_pipe,bmp_pipe,tiff_pipe,jpegxl_pipe"
)
"""Demultiplexers that read one file and nothing else; ``hls``, ``concat``, ``dash``, ``sdp`` are not among them."""


class _Nameless:
    """A file without its name: FFmpeg takes some names for patterns, protocols or formats."""

    def __init__(self, file: BinaryIO) -> None:
        self.read = file.read
        self.seek = file.seek
        self.tell = file.tell


def opened(file: BinaryIO, *, ignore_edits: bool = False) -> InputContainer:
    """``file`` as a container; with ``ignore_edits`` also what an MP4's edit lists hide.

    Raises:
        av.FFmpegError: none of :data:`FORMATS`, or damaged.
    """
    options = {"format_whitelist": FORMATS, "protocol_whitelist": "none"}
    if ignore_edits:
        options["ignore_editlist"] = "1"
    return av.open(_Nameless(file), "r", metadata_errors="replace", options=options)


def reason(error: BaseException) -> str:
    """What went wrong, in words: without FFmpeg's number, and without the name that :class:`_Nameless` kept from it."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
