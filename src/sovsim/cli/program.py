"""``sovsim program``: what a quarter works out, as a whole or a rule's part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.options import AsJson, Settings

if TYPE_CHECKING:
    from sovsim.compiled.summary import Summary
    from sovsim.rules.contract import Rule
    from sovsim.scenario import Scenario

_SCENARIO = "baseline-1992-2026"


def command(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="[RULE]",
            help="A rule, such as autonomy.relaxation, or a file of rules, such as autonomy.",
            show_default=False,
        ),
    ] = None,
    scenario: Annotated[
        str,
        typer.Option("--scenario", metavar="SCENARIO", help="Whose region and mechanisms."),
    ] = _SCENARIO,
    settings: Settings = None,
    as_json: AsJson = False,
) -> None:
    """Show the rules as a program: every operation of a quarter, or a rule's as formulas."""
    from sovsim.scenario import load_scenario

    chosen = load_scenario(scenario).with_settings(settings or ())
    if rule is None:
        _whole(chosen, as_json=as_json)
    else:
        _rules(chosen, rule, as_json=as_json)


def _whole(scenario: Scenario, *, as_json: bool) -> None:
    from sovsim.cli.output import print_json
    from sovsim.compiled.summary import summary

    found = summary(scenario)
    if as_json:
        print_json(found.as_dict())
    else:
        _show(scenario.name, found)


def _show(name: str, found: Summary) -> None:
    from sovsim.cli.output import heading, paragraph, print_table

    heading(f"A quarter of {name} as a program")
    for sentence in found.sentences():
        paragraph(sentence, 2)
    print()
    print_table(found.gives, {"what": "it gives", "rows": "rows", "values": "values"})
    print()
    print_table(found.inputs, {"what": "it reads", "rows": "rows", "values": "values"})
    print()
    columns = {"operation": "operation", "rows": "rows", "share": "share"}
    print_table(found.kinds, columns, digits=3)
    print()
    print_table(found.origins, {"rule": "rule", "rows": "rows", "share": "share"}, digits=3)
    print()
    paragraph("`sovsim program RULE` gives a rule's part as formulas")


def _rules(scenario: Scenario, name: str, *, as_json: bool) -> None:
    from sovsim.cli.errors import InputError
    from sovsim.cli.output import heading, paragraph, print_json, say
    from sovsim.compiled.alone import alone
    from sovsim.compiled.rule_text import rule_text
    from sovsim.region.topology import Topology

    topology = Topology.from_region(scenario.region)
    told: list[dict[str, Any]] = []
    for rule, stage in _named(scenario, name):
        lines = list(rule_text(alone(rule, topology), topology))
        entry = {"rule": rule.name, "variant": rule.variant_of, "stage": stage}
        told.append({**entry, "meaning": " ".join(rule.doc.split()), "lines": lines})
    if not told:
        raise InputError(
            f"{name} is no part of a program: dated events are data\n"
            "  `sovsim why events.apply` tells what it does"
        )
    if as_json:
        print_json(told)
        return
    for number, entry in enumerate(told):
        if number:
            print()
        variant = f", variant {entry['variant']}" if entry["variant"] else ""
        heading(f"{entry['rule']}{variant}, in the stage '{entry['stage']}'")
        paragraph(entry["meaning"], 2)
        print()
        for line in entry["lines"]:
            say(line)


def _named(scenario: Scenario, name: str) -> list[tuple[Rule, str]]:
    """Return the rules of a name, or of a file, with the scenario's variants and their stages."""
    from sovsim.cli.errors import InputError
    from sovsim.documents.nearest import did_you_mean
    from sovsim.documents.text import clipped
    from sovsim.schedule import compile_stages
    from sovsim.start_at_rest import EVENTS

    stages = compile_stages(scenario.mechanisms)
    every = [(rule, stage.name) for stage in stages for rule in stage.rules]
    found = [pair for pair in every if name in (pair[0].name, pair[0].name.partition(".")[0])]
    if not found:
        names = [rule.name for rule, _ in every]
        files = [rule.partition(".")[0] for rule in names]
        raise InputError(
            f"unknown rule '{clipped(name)}'{did_you_mean(name, [*names, *files])}\n"
            "  `sovsim program` lists them"
        )
    return [pair for pair in found if pair[1] != EVENTS]
