"""Words that tell names of people from those of companies, from titles and from sentences."""

from __future__ import annotations

import re

from sphinx_talknotes.model.names import name_key

PARTICLES = frozenset({
    "al", "ap", "bin", "bint", "d", "da", "das", "de", "del", "della", "den", "der", "di", "do",
    "dos", "du", "el", "het", "ibn", "la", "le", "los", "'t", "te", "ten", "ter", "van", "vel",
    "vom", "von", "y", "zu", "zur",
})  # fmt: skip
TITLES = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "sir", "phd"})
GROUPS = frozenset(
    """
    agency academy ai analytics bank center centre cloud co college company corp corporation
    consulting data department digital engineering enterprise foundation fund gmbh group health
    inc institute international lab laboratories laboratory labs llc ltd media ministry museum
    networks office press research school sciences security services society software solutions
    studio studios systems team hall library technologies technology times university universität
    université universiteit universidad universidade università politecnico hochschule école
    ventures
    """.split()
)
"""Words in names of companies and institutes."""
KNOWN_GROUPS = frozenset(
    name_key(name)
    for name in (
        "Red Hat", "New Relic", "Stitch Fix", "Two Sigma", "Capital One", "Hugging Face",
        "Morgan Stanley", "Goldman Sachs", "Big Nerd Ranch", "Stack Overflow", "New York Times",
        "Google Brain", "Electronic Arts", "Jet Brains", "Palo Alto", "Wells Fargo", "Khan Academy",
        "Code for America", "Charles River", "Bank of America", "Home Depot", "Etsy", "BBC",
        "American Express", "Best Buy", "Blue Origin", "Booz Allen", "Booz Allen Hamilton",
        "Carnegie Mellon", "Chan Zuckerberg", "Credit Suisse", "Deutsche Bahn", "Deutsche Telekom",
        "Dow Jones", "Epic Games", "Fog Creek", "General Electric", "General Motors",
        "Georgia Tech", "Giant Swarm", "Harley Davidson", "Hewlett Packard", "Hidden Door",
        "Jane Street", "Johns Hopkins", "Kaiser Permanente", "Lawrence Livermore",
        "Lockheed Martin", "Los Alamos", "Max Planck", "Mercado Libre", "National Geographic",
        "Northrop Grumman", "Oak Ridge", "Ralph Lauren", "Riot Games", "Rolls Royce",
        "Sherwin Williams", "Société Générale", "Texas Instruments", "Thomson Reuters",
        "Virginia Tech", "Warby Parker", "Warner Bros", "Washington Post", "Weber Shandwick",
    )
)  # fmt: skip
NO_NAMES = frozenset(
    """
    a about again all an and api brief tour app application apps architecture are as at automation
    available avoiding based beyond best better big browser build building but by can case
    challenges cloud code coding common concurrency containers continuous core creating data day
    debugging deep deploying design designing developer developers development devops
    distributed do does docker django doing driven easy engineer engineering everything fast few for
    framework from functional fun future getting git go good graphql great guide hacking have
    high history how http i if improving in infrastructure inside internet into intro
    introducing introduction is it its java javascript journey kubernetes language languages
    large learn learned learning lessons library life like machine make making managing map
    mapping maps me meets microservices migrating mobile model models modern monitoring more my
    native network networking networks new no node not notes of on open optimization optimizing
    or our out overview patterns performance physical platform practical practice practices
    process processing product production productivity programming project projects python
    quality rails react reactive real refactoring reliable rest ruby running rust safe scala
    scalability scalable scale scaling science scratch secure security server serverless service
    services session simple slides software solving source speed sql stack state static stories
    story streaming strategies systems talk talks team teams tech techniques testing tests that
    the their things thinking this tips to tools track tricks troubleshooting tutorial type
    types ui understanding up us user using video visualization vs was we web welcome what when
    where which why with without work workflow working workshop world writing you your zero
    just enough math maths web-scale management visual content
    keynote keynotes tutorial workshop panel lightning conference conf pycon day intro
    """.split()
)
"""Words that stand in titles and in no name of a person."""
ROLES = frozenset(
    """
    ceo cto cio cfo coo vp svp founder cofounder director manager staff various
    """.split()
)
JOBS = re.compile(
    r"\b(?:developer|leader|engineer|engineering|designer|writer|author|architect|advocate|consultant|founder"
    r"|co-?founder|officer|chief|manager|director|lead|head|scientist|researcher|professor|analyst|evangelist|ceo"
    r"|cto|cio|coo|president|s?vp|evp|sre|sde|student|owner|editor|speaker|trainer|coach|maintainer|specialist"
    r"|strategist|advis[eo]r|fellow|lecturer|investigator|chair(?:man|woman|person)?|dean|curator"
    r"|historian|statistician|postdoc|journalist|teacher|librarian|freelancer?)s?\b",
    re.IGNORECASE,
)
"""Words for what somebody does."""
