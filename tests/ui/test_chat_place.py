"""A place is written as a fragment and read back as it was."""

from hypothesis import given
from hypothesis import strategies as st

from ui.chat.place import Place, SheetPlace, parse, parse_sheet

HEX = st.text("0123456789abcdef", min_size=32, max_size=32)
OFFSETS = st.integers(0, 10**9)
PLACES = st.builds(
    Place,
    document=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
    generation=st.integers(0, 10**6),
    start=OFFSETS,
    end=OFFSETS,
    version=HEX | st.just(""),
    answer=HEX | st.just(""),
)


@given(PLACES)
def test_a_place_is_read_back_as_it_was_written(place: Place) -> None:
    assert parse(place.fragment) == place


@given(PLACES, st.integers(1, 10**5))
def test_a_page_of_a_document_too(place: Place, page: int) -> None:
    sheet = SheetPlace(page, place)
    assert parse_sheet(sheet.fragment) == sheet
    assert parse(sheet.fragment) is None


def test_a_link_that_was_written_without_an_answer_still_leads_there() -> None:
    place = Place("pact/factsheet", 3, 120, 240, "0f" * 16)
    assert parse(f"#at/3/{'0f' * 16}/120-240/pact/factsheet") == place
    assert parse("#at/3//120-240/pact/factsheet") == Place("pact/factsheet", 3, 120, 240)


def test_what_is_no_place_leads_nowhere() -> None:
    for fragment in (
        "#at/",
        "#at/x//1-2/d",
        "#at/1//1-2.a b/d",
        "#at/1//1-2/",
        "#sheet/x/1//1-2/d",
    ):
        assert parse(fragment) is None
        assert parse_sheet(fragment) is None
