"""Signs of copying as the chain words them, for :mod:`provenance.exporters.told`; also whose they are."""

from provenance.exporters.wording import term

__all__ = ["SIGNS"]

PIXELS = (
    term("their fine structure differs"),
    term("another copy is nearer to the {told_side}"),
    term("no copy is clearly nearer to the {told_side}"),
    term("a way round over other copies has shorter steps"),
    term("the {told_side} has less fine detail than the {told_other}"),
    term("the {told_side} has lost much fine detail"),
    term("the {told_side}'s edges are softer"),
    term("the {told_side} has less grain in flat parts"),
    term("the {told_side} has much less grain in flat parts"),
    term("the {told_side} shows the common picture with fewer pixels"),
    term("the {told_side}'s picture is smaller"),
    term("something is laid over the {told_side} that the {told_other} lacks"),
    term("something is laid over one of the two alone"),
    term("the {told_side} shows more of the scene"),
    term("the {told_side} bears an overlay or a frame"),
    term("the {told_side} has bars, the {told_other} has none"),
    term("the {told_side} is cropped"),
    term("the {told_side} has bars"),
    term("one of the two is a part of the other's picture"),
    term("the {told_side}'s picture reaches beyond the {told_other}'s"),
    term("the {told_side} has lost colour"),
    term("more of the {told_side} is black or white all through"),
    term("their colours differ"),
    term("their contrast differs"),
)
REST = (
    term("the {told_side} has fewer pictures a second"),
    term("their pictures a second differ"),
    term("the {told_side} shows moments that the {told_other} lacks"),
    term("the {told_side} has sound, the {told_other} has none"),
    term("their soundtracks differ"),
    term("their speeds differ"),
    term("one is the other's mirror image or turned"),
    term("neither is found to have been made from the other: each may come from a copy that is not known here ({number})"),
    term("the parent is known earlier: {told}; {told_2}; the pictures contradict: {told_3}; {told_4}"),
    term("the parent is known earlier: {told}; {told_2}; the pictures contradict: {told_3}"),
    term("the parent is known earlier: {told}; {told_2}"),
    term("a time that cannot be: the child is known earlier: {told}; {told_2}; the pictures contradict: {told_3}; {told_4}"),
    term("a time that cannot be: the child is known earlier: {told}; {told_2}; the pictures contradict: {told_3}"),
    term("a time that cannot be: the child is known earlier: {told}; {told_2}"),
    term("{told} ({number} in log-odds)"),
    term("child"),
    term("parent"),
)
SIGNS = (*PIXELS, *REST)
