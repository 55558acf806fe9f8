from __future__ import annotations

from pathlib import Path

import pytest

from sovsim.documents.errors import DocumentError
from sovsim.documents.shipped import shipped_files
from sovsim.options.load import load_options, options_names
from tests.options.toy import TOY
from tests.shared import rest_slow


def written(folder: Path, text: str) -> Path:
    file = folder / "toy.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", options_names())
def test_shipped_questions_are_sound(name: str) -> None:
    options = load_options(shipped_files("options")[name])
    assert options.name == name
    assert 3 <= len(options.policies) <= 10
    assert options.head.limits
    assert all(table.why and table.claims for table in options.policies.values())
    hashes = [scenario.spec_hash for scenario in options.scenarios.values()]
    assert len(set(hashes)) == len(hashes), "two policies are one"
    assert all(options.labels[entry.parameter] for entry in options.uncertainties)


FAULTS = (
    ('direction = "more"', 'direction = "up"', ":29", "more"),
    ('decides = "LEN"', 'decides = "LEM"', ":6", "did you mean 'LEN'"),
    ('metric]]\nname = "coercion"', 'metric]]\nname = "coertion"', "coertion", "did you mean"),
    ('parameter = "autonomy.capacity"', 'parameter = "autonomy.capacitie"', "autonomy.c", "mean"),
    ("range = [0.2, 0.8]", "", "range", "two numbers"),
    ('name = "twin"', 'name = "nothing"', "name", "another"),
    ("points = 12", "points = 3", "points", "12"),
    ('watch = ["unrest"', 'watch = ["unrst"', "unrst", "did you mean 'unrest'"),
    ("at_least = 0.3", "at_least = 0.3\nat_most = 0.2", "at_least", "at_most"),
    ("at_least = 0.3", "weight = 1.0", "weight", "all metrics, or for none"),
    ("size = 0.1 }]", 'size = 0.1, colour = "red" }]', "colour", "event"),
    ('policy = "build"', 'policy = "biuld"', "biuld", "did you mean 'build'"),
    ("range = [0.0, 0.4]", "range = [0.0, 9.0]", "lever", "too far"),
    ("[design]", "[desing]", "desing", "design"),
    (
        'what = "Do nothing."',
        'what = "Do nothing."\nparameters = { "autonomy.capacity" = 1.0 }',
        "sampled",
        "decision maker",
    ),
)


@pytest.mark.parametrize("fault", rest_slow(FAULTS, 6))
def test_what_is_wrong_is_said_in_words(fault: tuple[str, str, str, str], tmp_path: Path) -> None:
    right, wrong, where, words = fault
    assert right in TOY
    with pytest.raises(DocumentError) as caught:
        load_options(written(tmp_path, TOY.replace(right, wrong, 1)))
    told = str(caught.value)
    assert where in told
    assert words in told
    assert all(len(fault.message.splitlines()) <= 3 for fault in caught.value.problems)


def test_a_policy_may_take_a_decision_over(tmp_path: Path) -> None:
    play = '{ at = "1992Q2", actor = "LEN", decision = "action", option = "%s", duration = 4 }'
    text = TOY.replace('what = "Do nothing."', f'what = "Hedge."\nplay = [{play % "hedge"}]', 1)
    options = load_options(written(tmp_path, text))
    assert [one.option for one in options.scenarios["nothing"].plays] == ["hedge"]
    bad = TOY.replace('what = "Do nothing."', f'what = "Hedge."\nplay = [{play % "hegde"}]', 1)
    with pytest.raises(DocumentError, match=r"policy\.play\.option.*hegde"):
        load_options(written(tmp_path, bad))
