"""Every encoding of Arabic is read, and what is no text is refused."""

import codecs

import pytest

from toolkit.documents import encodings
from toolkit.errors import InputError, UsageError

LETTER = "وصلت الرسالة إلى المكتب في الصباح."
REPORT = "قال المدير إن العمل في المصنع الجديد يبدأ بعد شهر، وقد وصلت الآلات من الميناء على شاحنات."


@pytest.mark.parametrize("source", [LETTER, REPORT, "في\nالبيت\n", "الجمارك"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1256", "iso-8859-6"]
)
def test_an_encoding_of_arabic_is_found_out(encoding: str, source: str) -> None:
    assert encodings.decode(source.encode(encoding), "", "a.txt") == source


@pytest.mark.parametrize("source", ["", "\n", "1 + 2 = 3\n", "plain English", "مرحبا 🙂 «هلا»"])
def test_utf_8_is_read_as_it_is(source: str) -> None:
    assert encodings.decode(source.encode(), "", "a.txt") == source


def test_a_big_endian_mark_is_no_part_of_the_text() -> None:
    assert encodings.decode(codecs.BOM_UTF16_BE + "نعم".encode("utf-16-be"), "", "a.txt") == "نعم"


def test_english_in_utf_16_without_a_mark_is_found_out() -> None:
    assert encodings.decode("plain English".encode("utf-16-be"), "", "a.txt") == "plain English"


def test_windows_1256_with_french_in_it_is_found_out() -> None:
    source = "مقهى «Café» في المدينة"
    assert encodings.decode(source.encode("windows-1256"), "", "a.txt") == source


def test_a_named_encoding_is_believed() -> None:
    assert encodings.decode("é".encode("latin-1"), "latin-1", "a.txt") == "é"


def test_a_named_encoding_keeps_no_mark() -> None:
    assert encodings.decode("نعم".encode("utf-8-sig"), "utf-8", "a.txt") == "نعم"


@pytest.mark.parametrize("name", ["utf-9", "hex"])
def test_an_unknown_encoding_is_a_usage_error(name: str) -> None:
    with pytest.raises(UsageError, match=f"unknown encoding '{name}'; try utf-8, windows-1256 or iso-8859-6"):
        encodings.decode(b"a", name, "a.txt")


def test_bytes_that_do_not_fit_the_named_encoding_are_an_input_error_with_their_place() -> None:
    with pytest.raises(InputError, match=r"a\.txt: is not utf-8 at byte 2;"):
        encodings.decode(b"ab\xc7\xe1", "utf-8", "a.txt")


def test_utf_8_with_one_broken_byte_is_not_taken_for_windows_1256() -> None:
    data = LETTER.encode().replace("المكتب".encode(), "المكتب".encode()[:-1])
    with pytest.raises(InputError, match=r"a\.txt: is UTF-8 but for a broken sequence at byte \d+"):
        encodings.decode(data, "", "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0",
        b"\x7fELF\2\1\1\0" + bytes(8),
        b"abc\0def",
        bytes(range(256)) * 2,
        b"\x1f\x8b\x08" + bytes(range(1, 32)) * 3,
    ],
)
def test_binary_data_is_an_input_error(data: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.bin: is not text \(binary data\)"):
        encodings.decode(data, "", "a.bin")


def test_a_stray_control_character_does_not_make_a_text_binary() -> None:
    assert encodings.decode("نعم\x02\x0c".encode(), "", "a.txt") == "نعم\x02\x0c"


def test_a_line_too_long_is_an_input_error_with_its_number() -> None:
    data = b"a\n" + b"b" * 1_000_001
    with pytest.raises(InputError, match=r"a\.txt:2: a line of 1000001 characters; break it into paragraphs"):
        encodings.decode(data, "", "a.txt")


def test_a_long_text_of_short_lines_is_read() -> None:
    assert len(encodings.decode(b"abcd\n" * 300_000, "", "a.txt")) == 1_500_000
