import pytest

from toolkit.faults import faults

SOURCE = "زار الوزير العاصمة القطرية صباح أمس"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("The minister visited the Qatari capital yesterday morning", ()),
        ("The minister visited Doha Doha Doha Doha", ("repetition",)),
        ("He said in the case, in the case, in the case", ("repetition",)),
        ("It is a babababababa", ("repetition",)),
        ("The death of the death of the Qatari minister", ("repetition",)),
        ("The capital and the capital of Qatar", ("repetition",)),
        ("He visited the Qatari Qatari capital", ("repetition",)),
        ("He said that that was good for him", ()),
        ("The very very good minister", ()),
        ("The year 7 7 7 was good for him", ()),
        ("The وزير visited Doha", ("arabic",)),
        ("", ("empty",)),
        ("one two three four five six seven eight nine ten " * 3, ("repetition", "length")),
    ],
)
def test_faults_are_named(target: str, expected: tuple[str, ...]) -> None:
    assert faults(SOURCE, target) == expected


def test_a_loop_in_the_source_excuses_one_in_the_target() -> None:
    assert faults("لا لا لا لن أذهب", "No no no I will not go") == ()


def test_a_long_source_with_a_short_target_is_a_fault_of_length() -> None:
    assert faults(" ".join([SOURCE] * 10), "The minister came") == ("length",)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("ملف %{n} واحد", "%{n}", ("empty",)),
        ("مرحبا {name} %d", "{name} %d", ("empty",)),
        ("ملف %{n} واحد", "%{n} file", ()),
        ("{name} %d", "{name} %d", ()),
        ("الناتو NATO", "NATO", ()),
    ],
)
def test_a_target_of_placeholders_alone_is_empty(source: str, target: str, expected: tuple[str, ...]) -> None:
    assert faults(source, target) == expected
