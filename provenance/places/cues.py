"""Words of the institutions of one country, which say where an article is from though it never names the country: data."""

import re

__all__ = ["cued_countries"]

_CUES: dict[str, str] = {
    "US": r"sheriff|state troopers?|state police|highway patrol|county (?:commission|courthouse|seat|jail|clerk)|city council|"
    r"school board|high school|middle school|elementary school|school district|township|interstate \d|i-\d\d|"
    r"u\.s\. (?:highway|route|\d)|"
    r"district attorney|superior court|circuit court|fire department|police department|county coroner|state rep\.|gop|zip code|"
    r"freshman|sophomore|touchdowns?|fbi",
    "GB": r"constabulary|borough council|county council|parish council|councillors?|met police|scotland yard|crown court|"
    r"magistrates|nhs|a&e|mps?|m\d{1,2} motorway|detective constable",
    "CA": r"rcmp|opp officers?|provincial police|premier of|city councillors?|regional police|crown attorney",
    "AU": r"nsw police|queensland police|victoria police|state emergency service|local government area",
    "IE": r"garda[ií]?|an garda|t[aá]naiste|taoiseach|county council",
}
_PATTERNS = {country: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for country, words in _CUES.items()}
_ENOUGH = 3
"""Different cues that make the country as sure as if it were named."""


def cued_countries(text: str) -> tuple[tuple[str, float], ...]:
    """(ISO code, 0–1) of the countries whose institutions ``text`` speaks of."""
    found = {country: len({m.lower() for m in pattern.findall(text)}) for country, pattern in _PATTERNS.items()}
    return tuple((country, min(1.0, count / _ENOUGH)) for country, count in found.items() if count)
