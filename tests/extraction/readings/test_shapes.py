"""What a text looks like, also where a narrow column broke it."""

import pytest

from extraction.readings.shapes import Shape, shape


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("15-ene- 2025", "date"),
        ("15-ene.-2025", "date"),
        ("2025- 04-01", "date"),
        ("01/ 07/ 21", "date"),
        ("15 personas 20", "text"),
        ("11-01-001", "code"),
        ("1.784.774", "number"),
        ("2021", "year"),
        ("(© 266 788,22)", "number"),
        ("c 8 161 305,36", "number"),
        ("C 12", "text"),
        ("G 12", "text"),
        ("√ 25", "number"),
        ("√", "text"),
        ("706.19!", "number"),
        ("! 1,715,381.48! !", "number"),
        ("3,235.53-!", "number"),
        ("¡Avance!", "text"),
        ("", "blank"),
    ],
)
def test_the_shape_of_a_text(text: str, name: Shape) -> None:
    assert shape(text) == name
