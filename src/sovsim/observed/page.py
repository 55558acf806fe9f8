"""The page of the docs that says whose data every series is, and what it is held against."""

from __future__ import annotations

from sovsim.observed.catalogue import STANDINGS, Series, catalogue, common
from sovsim.observed.indicators import INDICATORS
from sovsim.observed.record_indicators import RECORD_INDICATORS
from sovsim.observed.record_listing import covered

_HEAD = """# Observed data

The project ships no data set, but facts of public record that it states itself, with a source each
(last section; `sovsim observed` lists them). `sovsim observed DIR` and every command with
`--observed DIR` read a folder that a user brings; its files stay outside the repository and outside
the wheel. What may ship beside those facts are figures derived from series whose licence allows it;
**nothing derived from a series marked *unclear* may ship.** Licences are as generally known or as
the repository states from which an extract was taken; check them at the publisher before anything
is passed on, and cite the original. This page is made by `sovsim observed --markdown`.

## The folder

A CSV file a series, named as below, in UTF-8, with commas; a row a state and year with the columns
`iso3`, `year` and `value`, and others where a series has them. `iso3` is the code of a state:
{states}. A missing row means *not observed* and never zero, unless the series says *zero-filled*.
Any years may be there, and files may be missing. What is damaged is named with file, line, value
and what would be right, and costs no more than what it touches: a cell, a row or a file. Of two
rows on the same state and year that contradict each other neither is used.

## Licences in a word

{standings}
"""

_LINKS = """
## What of the model each indicator measures

An indicator is held against a reading of the model through a link that is monotone and keeps
within the indicator's bounds: `linear`, an offset and the reading times a scale; `bounded`, the
same cut off at the bounds; `logistic`, from one bound to the other; `same`, the reading itself.
Offset and scale are fitted by least squares on all states and the years up to a cut, and on nothing
later; a scale whose sign the data would turn round is set to 0, and the fit says so; a logistic
scale is pulled weakly toward 0, so that data which a step would part make no step. State-years
weigh by their measurement error where the data give it (ideal points by their quantiles, shares of
votes by their number); figures that rest on fewer than 20 votes are left out of the fit. Readings
are those of the last quarter of a year, or of any of its quarters where it says so.

| indicator | series | of the model | link | use | caution |
|---|---|---|---|---|---|
{rows}
"""

_RECORD = """
## Facts of public record that ship

`data/record/*.toml` hold facts of public record in the project's own words, so that whoever has no
folder can hold the model against something. Each row has a time (a day, or a quarter), states, and
a source that a reader can find; `certain = false` where the fact, its date or its motive is open to
doubt. `checked` says how a row was checked: `opened`, what it says was read in a text opened for
it, the source named or another public text (press, encyclopedia, roll call) that says the same;
`known`, which also stands where nothing is said, written from general knowledge without opening the
source named. The votes of 2010 and 2011 and the abstentions of 2008 were read in the roll calls of
`unga_votes_postsoviet_conflicts.csv`; nothing else was taken from a series above. The head of each
file says what it does not cover. `sovsim.observed.public_record` puts them by year and state
(`member`, `changed`, `pressed`, `forced`, `fighting`, `at_war`, `land`, `kept`, `severed`, `vote`,
`agreement`), and `until(year)` is what a cut may know: later facts are gone, and what ended later
goes on. Of a table that is not complete, a 0 says that nothing is listed, and no more.

| table | facts | opened | uncertain | years | holds | complete | caution |
|---|---|---|---|---|---|---|---|
{rows}

`sovsim backtest` without a folder holds the model against them, by the readings below. What lasts
is scored against the last value, what happens against the state's rate before the cut; facts that
are not certain are left out.

| what | table | of the model | caution |
|---|---|---|---|
{measures}
"""


def page() -> str:
    """Return the page in Markdown."""
    states = ", ".join(f"`{code}`" for code in common().folder.states)
    standings = "\n".join(f"* **{word}**: {meaning}" for word, meaning in STANDINGS.items())
    parts = [_HEAD.format(states=states, standings=standings)]
    group = ""
    for series in catalogue().values():
        if series.group != group:
            group = series.group
            parts.append(f"\n## {group}\n")
        parts.append(_entry(series))
    rows = "\n".join(
        f"| {one.name} | `{one.series}` | {one.model} | {one.link.form}"
        f"{'' if one.link.rises else ', falling'}{', year effects' if one.year_effects else ''} | "
        f"{one.role} | {one.caution} |"
        for one in INDICATORS
    )
    return (
        "\n".join(parts)
        + _LINKS.format(rows=rows)
        + _RECORD.format(rows=_record(), measures=_measures())
    )


def _record() -> str:
    return "\n".join(
        f"| `{row['table']}` | {row['facts']} | {row['opened']} | {row['uncertain']} | "
        f"{row['first']}-{row['last']} | {row['holds']} | "
        f"{'yes' if row['complete'] else 'no'} | {row['caution']} |"
        for row in covered()
    )


def _measures() -> str:
    return "\n".join(
        f"| {one.name} | `{one.table}` | {one.model} | {one.caution} |" for one in RECORD_INDICATORS
    )


def _entry(series: Series) -> str:
    declared, source = series.declared, series.source
    filled = ", zero-filled" if declared.zero_filled else ""
    return (
        f"**`{series.file}`**: {declared.measures} (unit: {declared.unit}{filled}).\n\n"
        f"* Caution: {declared.caution}.\n"
        f"* Source: {source.cite}.\n"
        f"* Taken from: {source.carried}.\n"
        f"* Licence: **{source.standing}**; {source.licence.removeprefix('unclear: ')}.\n"
    )
