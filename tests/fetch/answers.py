"""What a means of getting media answered, when a test is about one kind of answer."""

from provenance.fetch.interface import Downloaded, Failed, Found


def had(result: Downloaded | Failed) -> Downloaded:
    assert isinstance(result, Downloaded), result
    return result


def failed(result: Downloaded | Found | Failed) -> Failed:
    assert isinstance(result, Failed), result
    return result
