"""Outcomes of steps, as the pipeline writes them into the log, for :mod:`provenance.exporters.told`.

Apart from the other sentences: what stands there may also be a person's note or a tool's own words, which are never
translated. So only a whole outcome of ours is.
"""

from provenance.exporters.wording import term

__all__ = ["STEPS"]

STEPS = (
    term("{number} reference, {number_2} claim"),
    term("{number} reference, {number_2} claims"),
    term("{number} references, {number_2} claim"),
    term("{number} references, {number_2} claims"),
    term("{number} files, {number_2} bytes"),
    term("pictures that the page names: {number} files, {number_2} bytes"),
    term("acquired before for {what}"),
    term("the same bytes as {what}"),
    term("{number} keyframes"),
    term("{number} matches in this case"),
    term("{number} matches in {what}"),
    term("{number} of {number_2} matches"),
    term("no capture"),
)
