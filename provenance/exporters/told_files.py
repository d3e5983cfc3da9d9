"""Sentences about a file's metadata, its signatures and its contradictions, for :mod:`provenance.exporters.told`."""

from provenance.exporters.wording import term

__all__ = ["FILES"]

INSIDE = (
    term("The file's own metadata names {number} places: one was changed, or is of another picture."),
    term("The file's own metadata names {number} times of capture: one of them was changed, or is of something else."),
    term(
        "The picture kept inside the file is not of what the file shows: the file was changed after it was made, "
        "or somebody designed the cover."
    ),
    term(
        "The thumbnail of the post is not of what the file shows: it is of other footage, the video was cut or replaced, "
        "or somebody designed it."
    ),
    term("it is not {told}: correlation {number} by {what}, 1 is equal"),
    term("any of {number} frames (the likest at {number_2} s)"),
    term("the picture"),
    term("a picture of {number} × {number_2}"),
    term("{number} frames ({number_2} s) of the video are in the file and not shown: trimmed without coding it again."),
    term("{number} packets ({number_2} s) of the audio are in the file and not shown: trimmed without coding it again."),
    term("what a player shows"),
    term("hidden: {what} of stream {number}; ffmpeg -ignore_editlist 1 -i FILE shows them"),
    term("Picture and sound differ by {number} s: cut, sound laid under it, or a recorder that stopped one first."),
    term("stream {number}, picture: {number_2} s"),
    term("stream {number}, sound: {number_2} s"),
    term("at {number}, {number_2}"),
    term("taken {what}"),
    term(
        "By its own metadata made on {day}, after it was published on {day_2}: this is a copy that was written later "
        "(platforms do so), or a clock was wrong."
    ),
    term("made on {day}"),
    term("the file: {what}"),
    term("thumbnail of the post, {what}"),
    term("measured"),
)
VIEW = (
    term("{what}, the day only"),
    term("{what}, no zone stated"),
    term("{what}, stated as {clock} at UTC{zone}"),
    term("no {told}: stripped, as platforms and messengers do, or never written; nothing tells by whom"),
    term("no {told}: stripped, by its name only, consistent with {what}"),
    term("no {told}: stripped, consistent with {what}"),
    term("time of capture, place, camera"),
    term("time of capture, place"),
    term("time of capture, camera"),
    term("place, camera"),
    term("time of capture"),
    term("files made here with that program"),
    term("the program's published source"),
    term("published descriptions of such files; no such file was at hand"),
)
SIGNATURES = (
    term("FFmpeg’s libraries, which most platforms and many programs use"),
    term("written by {program}"),
    term("x264 or x265, which most platforms and many programs use"),
    term("the coder's words in the stream"),
    term("Android’s MediaMuxer, as phones and apps on phones use it (Telegram's app among them)"),
    term("Apple’s Core Media (iPhone, iPad, Mac)"),
    term("Adobe’s editors"),
    term("YouTube or another service of Google"),
    term("Facebook or Instagram"),
    term("TikTok or Douyin"),
    term("handlers “{one}” and “{other}”"),
    term("handler “{what}”"),
    term("named as writer"),
    term("an atom “beam” between ftyp and moov"),
    term("a file name such as {name}"),
    term("IPTC special instructions that begin with {what}"),
    term("keys of ByteDance's editors"),
    term("a comment “vid:v…”, the number of the post's video"),
    term("the stream’s bytes: {key}"),
    term("named {name}"),
)
FILES = (*INSIDE, *VIEW, *SIGNATURES)
