"""Broken scenario files: what stands from line 8 on, the line to name, words to say."""

from __future__ import annotations

EVENT = '[[event]]\ntype = "unrest"\nat = "2005Q1"\nwho = "KAZ"\n'

CASES: dict[str, tuple[str, int, list[str]]] = {
    "unknown key": ('regionn = "x"\n', 8, ["scenario.regionn", "did you mean 'region'"]),
    "unknown table": ("[evnt]\n", 8, ["evnt", "unknown table", "did you mean 'event'"]),
    "unknown key of an event": (EVENT + "sise = 0.3\n", 12, ["event.sise", "'size'"]),
    "table instead of tables": ('[event]\ntype = "unrest"\n', 8, ["event", "[[...]]"]),
    "text where a number belongs": (EVENT + 'size = "big"\n', 12, ["event.size", "'big'"]),
    "truth where a number belongs": (EVENT + "size = true\n", 12, ["event.size", "true", "number"]),
    "number where text belongs": ("region = 7\n", 8, ["scenario.region", "7", "quotes"]),
    "fraction of a quarter": (EVENT + "duration = 1.5\n", 12, ["event.duration", "1.5"]),
    "duration of nothing": (EVENT + "duration = 0\n", 12, ["event.duration", "at least 1"]),
    "size out of range": (EVENT + "size = 1.5\n", 12, ["event.size", "1.5", "0 to 1"]),
    "range out of range": (
        EVENT + "size = { low = 0.1, high = 7.0 }\n",
        12,
        ["event.size", "7", "0 to 1"],
    ),
    "range upside down": (EVENT + "size = { low = 0.5, high = 0.1 }\n", 12, ["low above high"]),
    "half a range": (EVENT + "size = { low = 0.5 }\n", 12, ["event.size", "high"]),
    "not a number": (EVENT + "size = nan\n", 12, ["event.size", "nan", "finite"]),
    "infinite": ("[initial.KAZ]\nunrest = inf\n", 9, ["initial.KAZ.unrest", "finite"]),
    "date outside the span": (
        EVENT.replace("2005Q1", "2011Q1"),
        10,
        ["event.at", "'2011Q1'", "1992Q1 to 2009Q4"],
    ),
    "malformed date": (EVENT.replace("2005Q1", "2005Q5"), 10, ["event.at", "2013Q4"]),
    "TOML date": (EVENT.replace('"2005Q1"', "2005-01-01"), 10, ["event.at", "2013Q4"]),
    "until before at": (EVENT + 'until = "2004Q1"\n', 12, ["event.until", "2005Q1"]),
    "missing key": ('[[event]]\nat = "2005Q1"\n', 8, ["event.type", "missing"]),
    "missing who": ('[[event]]\ntype = "unrest"\nat = "2005Q1"\n', 8, ["event.who", "state"]),
    "unknown event type": (
        EVENT.replace("unrest", "unrset"),
        9,
        ["event.type", "'unrset'", "did you mean 'unrest'"],
    ),
    "unknown state": (EVENT.replace("KAZ", "KAS"), 11, ["'KAS'", "did you mean 'KAZ'"]),
    "lower-case state": (EVENT.replace("KAZ", "kaz"), 11, ["'kaz'", "did you mean 'KAZ'"]),
    "state twice": (EVENT.replace('"KAZ"', '["KAZ", "KAZ"]'), 11, ["event.who", "twice"]),
    "nobody": (EVENT.replace('"KAZ"', "[]"), 11, ["event.who", "empty"]),
    "who where nobody belongs": (
        '[[event]]\ntype = "energy_price"\nat = "2005Q1"\nwho = "KAZ"\n',
        11,
        ["event.who", "energy_price"],
    ),
    "unknown institution": (
        '[[event]]\ntype = "summit"\nat = "2005Q1"\nwho = "CSTOO"\n',
        11,
        ["'CSTOO'", "did you mean 'CSTO'"],
    ),
    "unknown dyad": (
        '[[event]]\ntype = "regional_war"\nat = "2005Q1"\nwho = "AZE-ARM"\n',
        11,
        ["'AZE-ARM'", "ARM-AZE"],
    ),
    "unknown contested unit": (
        '[[event]]\ntype = "recognition"\nat = "2005Q1"\nwho = "abchazia"\n',
        11,
        ["did you mean 'abkhazia'"],
    ),
    "key of another type": (EVENT + 'channel = "energy"\n', 12, ["event.channel", "unrest"]),
    "needed key": (
        '[[event]]\ntype = "forum_trust"\nat = "2005Q1"\n',
        8,
        ["event.forum", "missing", "forum_trust"],
    ),
    "unknown channel": (
        '[[event]]\ntype = "dependence_changed"\nat = "2005Q1"\nwho = "KAZ"\nchannel = "enrgy"\n',
        12,
        ["'enrgy'", "did you mean 'energy'"],
    ),
    "size of a type without": (
        '[[event]]\ntype = "regional_war"\nat = "2005Q1"\nwho = "ARM-AZE"\nsize = 0.5\n',
        12,
        ["event.size", "regional_war"],
    ),
    "duration of what stays": (
        '[[event]]\ntype = "regional_war"\nat = "2005Q1"\nwho = "ARM-AZE"\nduration = 3\n',
        12,
        ["event.duration", "stays"],
    ),
    "decision not flagged": (
        '[[event]]\ntype = "invasion"\nat = "2005Q1"\nwho = "KAZ"\n',
        8,
        ["event.forced", "decision", "true"],
    ),
    "flag without decision": (EVENT + "forced = true\n", 12, ["event.forced", "no decision"]),
    "shift of what is no stock": (
        '[[event]]\ntype = "shift"\nat = "2005Q1"\ncolumn = "unrset"\nwho = "KAZ"\n',
        11,
        ["'unrset'", "did you mean 'unrest'"],
    ),
    "same event twice": (EVENT + EVENT, 13, ["event.type", "twice"]),
    "unknown claim": (
        'claims = ["jcep-ties-as-leverag"]\n',
        8,
        ["scenario.claims", "did you mean 'jcep-ties-as-leverage'"],
    ),
    "unknown claim of an event": (EVENT + 'claims = ["x"]\n', 12, ["event.claims", "'x'"]),
    "unknown concept": (
        '[teaching]\nconcepts = ["hegemonn"]\n',
        9,
        ["teaching.concepts", "did you mean 'hegemon'"],
    ),
    "unknown parameter": (
        "[parameters]\ndependence.fade_rat = 0.01\n",
        9,
        ["parameters.dependence.fade_rat", "did you mean 'dependence.fade_rate'"],
    ),
    "parameter out of range": (
        '[parameters]\n"dependence.fade_rate" = 3.0\n',
        9,
        ["parameters.dependence.fade_rate", "3.0", "allowed: 0 to"],
    ),
    "parameter twice": (
        '[parameters]\n"dependence.fade_rate" = 0.01\ndependence.fade_rate = 0.01\n',
        8,
        ["parameters", "dependence.fade_rate", "twice"],
    ),
    "unknown unit": ("[initial.KAX]\nunrest = 0.1\n", 8, ["initial.KAX", "did you mean 'KAZ'"]),
    "unknown column": (
        "[initial.KAZ]\nunrst = 0.1\n",
        9,
        ["initial.KAZ.unrst", "did you mean 'unrest'"],
    ),
    "column without component": (
        "[initial.KAZ]\ndependence = 0.1\n",
        9,
        ["initial.KAZ.dependence", "dependence_energy"],
    ),
    "column of the hegemon": (
        "[initial.system]\nresources = 0.1\n",
        9,
        ["initial.system.resources", "[initial.hegemon]"],
    ),
    "column of a decision": ("[initial.KAZ]\naction = 1\n", 9, ["initial.KAZ.action", "afresh"]),
    "start value out of bounds": (
        "[initial.KAZ]\nunrest = 1.2\n",
        9,
        ["initial.KAZ.unrest", "1.2", "0 to 1"],
    ),
    "unknown code": (
        '[initial.KAZ]\nconflict_status = "frosen"\n',
        9,
        ["'frosen'", "did you mean 'frozen'"],
    ),
    "half a code": ("[initial.KAZ]\nconflict_status = 1.5\n", 9, ["1.5", "whole number"]),
    "formal sovereignty": (
        "[initial.KAZ]\nformal_sovereignty = 0.5\n",
        9,
        ["formal_sovereignty", "never changes"],
    ),
    "unknown region": (
        'region = "post-sovjet"\n',
        8,
        ["scenario.region", "did you mean 'post-soviet'"],
    ),
    "region too large": ('region = "synthetic-9999-0"\n', 8, ["scenario.region", "1000"]),
    "unknown decision": (
        '[[play]]\nat = "2005Q1"\nactor = "KAZ"\ndecision = "acton"\noption = "hedge"\n',
        11,
        ["'acton'", "did you mean 'action'"],
    ),
    "unknown option": (
        '[[play]]\nat = "2005Q1"\nactor = "KAZ"\ndecision = "action"\noption = "hegde"\n',
        12,
        ["'hegde'", "did you mean 'hedge'"],
    ),
    "actor of another decision": (
        '[[play]]\nat = "2005Q1"\nactor = "KAZ"\ndecision = "rung"\noption = "respect"\n'
        'target = "KAZ"\n',
        10,
        ["play.actor", "hegemon"],
    ),
    "play about nobody": (
        '[[play]]\nat = "2005Q1"\nactor = "hegemon"\ndecision = "rung"\noption = "respect"\n',
        8,
        ["play.target", "state"],
    ),
    "unknown rule": (
        '[mechanisms]\n"hegemon_policy.rong" = "sphere"\n',
        9,
        ["mechanisms.hegemon_policy.rong", "did you mean 'hegemon_policy.rung'"],
    ),
    "unknown variant": (
        '[mechanisms]\nhegemon_policy.rung = "spheer"\n',
        9,
        ["mechanisms.hegemon_policy.rung", "'spheer'", "did you mean 'sphere'"],
    ),
    "two variants at once": (
        '[mechanisms]\nhegemon_policy.rung = ["sphere", "respects"]\n',
        9,
        ["mechanisms.hegemon_policy.rung", "one name"],
    ),
    "unknown term": (
        '[mechanisms]\noff = ["rung.oportunity"]\n',
        9,
        ["mechanisms.off", "did you mean 'rung.opportunity'"],
    ),
    "broken TOML": ("[parameters\n", 8, ["TOML"]),
    "key twice": ('title = "again"\n', 8, ["TOML"]),
    "base to be dropped from": ('drop_events = ["unrest@2005Q1"]\n', 8, ["drop_events"]),
    "unknown extended file": (
        'extends = "baseline-1992-2027"\n',
        8,
        ["scenario.extends", "did you mean 'baseline-1992-2026'"],
    ),
    "extends itself": ('extends = "trial.toml"\n', 8, ["scenario.extends", "itself"]),
    "extends an extending file": (
        'extends = "no-cis"\n',
        8,
        ["scenario.extends", "'no-cis'", "one level"],
    ),
    "drops what is not there": (
        'extends = "baseline-1992-2026"\ndrop_events = ["un_text@2004Q3"]\n',
        9,
        ["drop_events", "did you mean 'un_text@2004Q4'"],
    ),
    "nested too deep": (
        "[parameters]\n" + ".".join("abcdefghijklmnopqrs") + " = 1\n",
        9,
        ["more than 12 parts"],
    ),
}
