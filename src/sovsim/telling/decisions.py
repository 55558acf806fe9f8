"""Decisions in sentences: who chose what towards whom."""

from __future__ import annotations

from sovsim.telling.names import Names

PHRASES: dict[tuple[str, str], str] = {
    ("action", "continue"): "{actor} went on as before",
    ("action", "accommodate"): "{actor} gave way to {hegemon}",
    ("action", "hedge"): "{actor} kept in with both sides",
    ("action", "diversify"): "{actor} looked for other partners",
    ("action", "request_assistance"): "{actor} asked {alliance} for help",
    ("action", "resist"): "{actor} resisted {hegemon}",
    ("action", "contest_words"): "{actor} spoke up against {hegemon}",
    ("action", "declare_neutral"): "{actor} declared itself neutral between alliances",
    ("bid_move", "stay"): "{actor} left its bid for {target} as it was",
    ("bid_move", "advance"): "{actor} took its bid for {target} a step further",
    ("bid_move", "reverse"): "{actor} took its bid for {target} back",
    ("body_move", "stay"): "{actor} left its place towards {target} as it was",
    ("body_move", "join"): "{actor} decided to join {target}",
    ("body_move", "leave"): "{actor} decided to leave {target}",
    ("founding", "wait"): "{actor} did not propose to found {target}",
    ("founding", "propose"): "{actor} proposed to found {target}",
    ("breach", "keep"): "{actor} kept up relations with {hegemon}",
    ("breach", "sever"): "{actor} broke off relations with {hegemon}",
    ("war_end", "go_on"): "{actor} went on with its war on {target}",
    ("war_end", "freeze"): "{actor} stopped its war on {target} where it stood",
    ("war_end", "withdraw"): "{actor} gave its war on {target} up",
    ("rung", "respect"): "{actor} left {target} alone",
    ("rung", "reward"): "{actor} rewarded {target}",
    ("rung", "tacit_pressure"): "{actor} pressed {target} without saying so",
    ("rung", "open_threat"): "{actor} openly threatened {target}",
    ("rung", "economic_coercion"): "{actor} used economic coercion against {target}",
    ("rung", "subversion"): "{actor} stirred up disorder in {target}",
    ("rung", "peacekeepers"): "{actor} sent peacekeepers to {target}",
    ("rung", "annexation"): "{actor} annexed land of {target}",
    ("rung", "invasion"): "{actor} invaded {target}",
    ("route", "direct"): "{actor} acted towards {target} directly",
    ("route", "existing_institution"): "{actor} acted towards {target} by way of a standing body",
    ("route", "new_institution"): "{actor} acted towards {target} by way of a new body",
    ("route", "forum_shift"): "{actor} took what it had with {target} to another forum",
    ("talks", "none"): "{actor} held no talks with {target}",
    ("talks", "negotiate"): "{actor} negotiated with {target}",
    ("talks", "mediate"): "{actor} mediated in the conflict of {target}",
    ("leader_mission", "not_asked"): "{actor} was not asked about a mission to {target}",
    ("leader_mission", "act"): "{actor} was for a mission to {target}",
    ("leader_mission", "abstain"): "{actor} was against a mission to {target}",
    ("mission", "not_asked"): "{alliance} was not called on for {target}",
    ("mission", "act"): "{alliance} sent a mission to {target}",
    ("mission", "abstain"): "{alliance} did not act on behalf of {target}",
    ("vote_regime", "against"): "{actor} voted against saving a fellow government",
    ("vote_regime", "for"): "{actor} voted for saving a fellow government",
    ("vote_war", "against"): "{actor} voted against helping a member at war",
    ("vote_war", "for"): "{actor} voted for helping a member at war",
    ("engagement", "none"): "{actor} kept out of other regions",
    ("engagement", "mediate"): "{actor} mediated in a conflict outside the region",
    ("engagement", "propose"): "{actor} proposed a security order for another region",
    ("engagement", "intervene"): "{actor} intervened with arms outside the region",
    ("global_vote", "against"): "{actor} voted against force that others used",
    ("global_vote", "abstain"): "{actor} abstained on force that others used",
    ("global_vote", "for"): "{actor} voted for force that others used",
    ("norm_route", "deeds"): "{actor} worked on norms by what it did alone",
    ("norm_route", "words"): "{actor} worked on norms in words",
    ("norm_route", "existing_body"): "{actor} worked on norms through a body that exists",
    ("norm_route", "new_body"): "{actor} worked on norms through a body of its own",
    ("norm_route", "forum_shift"): "{actor} took its work on norms to another forum",
    ("offer", "withhold"): "{actor} held back from {target}",
    ("offer", "offer"): "{actor} made {target} an offer",
    ("offer", "advance"): "{actor} moved towards {target} faster",
    ("offer", "slow"): "{actor} slowed down towards {target}",
}
"""Decision and option -> what was done, without the date."""


def decided(decision: str, option: str, actor: str, target: str, names: Names) -> str:
    """Return a decision as a sentence, without the date and without a full stop.

    Args:
        decision: variable of the decision.
        option: lower-case name of the option.
        actor: code of who decides.
        target: code of the state about which is decided; empty where there is none.
        names: of the region.
    """
    pattern = PHRASES.get((decision, option))
    if pattern is None:
        about = f" towards {names(target)}" if target else ""
        chosen = f"{decision}: {option}".replace("_", " ")
        return f"{names(actor)}{about}, {chosen}"
    return names.local(pattern).format(
        actor=names(actor), target=names(target), hegemon=names.hegemon, alliance=names("CSTO")
    )
