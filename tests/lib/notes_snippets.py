"""What authors write, in both markups, each with the one tree that both have to give.

A snippet is a page. `tests/test_directives.py` compares the trees; `tests/test_builders.py` puts
all of them into one project for every builder.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass


@dataclass(frozen=True)
class Snippet:
    """One page in MyST and in reST, and the shape of its tree (see `notes_tree.shape`)."""

    name: str
    myst: str
    rest: str
    tree: str

    def __str__(self) -> str:
        return self.name


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8"
    "cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
"""A picture of one pixel (PNG)."""

FILES = {
    "pixel.png": PIXEL,
    "slides.pdf": b"%PDF-1.4\n%%EOF\n",
    "talk.mp4": b"\x00\x00\x00\x18ftypmp42",
    "talk.vtt": "WEBVTT\n",
}
"""Files that the snippets name."""

SNIPPETS: list[Snippet] = []


def add(name: str, myst: str, rest: str, tree: str) -> None:
    SNIPPETS.append(Snippet(name, *(textwrap.dedent(t).lstrip("\n") for t in (myst, rest, tree))))


add(
    "day",
    """
    ---
    conference: EuroPython 2020
    date: 2020-07-24
    notes-by: [LA, EN]
    tags: [python, data]
    ---
    # EuroPython 2020, day 2

    Coffee was good.

    ::::{talk} Automating *machine learning* workflow with `DVC`
    :speakers: Hongjoo Lee
    :start: 07:00
    :tools: DVC, git-LFS

    * Any change in the data should trigger the pipeline.

    :::{mythoughts}
    Looks simple enough!
    :::
    ::::

    ::::{talk} Opening
    ::::
    """,
    """
    :conference: EuroPython 2020
    :date: 2020-07-24
    :notes-by: LA, EN
    :tags: python, data

    EuroPython 2020, day 2
    ======================

    Coffee was good.

    .. talk:: Automating *machine learning* workflow with ``DVC``
       :speakers: Hongjoo Lee
       :start: 07:00
       :tools: DVC, git-LFS

       * Any change in the data should trigger the pipeline.

       .. mythoughts::

          Looks simple enough!

    .. talk:: Opening
    """,
    """
    section#europython-2020-day-2
      title: EuroPython 2020, day 2
      [DaysView]
      paragraph: Coffee was good.
      section#automating-machine-learning-workflow-with-dvc.tn-talk
        title: Automating <emphasis machine learning> workflow with <literal DVC>
        [FactsView]
        bullet_list
          list_item
            paragraph: Any change in the data should trigger the pipeline.
        container.tn-thoughts
          rubric.tn-label: My thoughts
          paragraph: Looks simple enough!
        [SeriesView]
      section#opening.tn-talk
        title: Opening
        [FactsView]
        [SeriesView]
    """,
)
add(
    "whole-page",
    """
    ::::{talk} Why types help
    :conference: EuroPython 2020

    # Notes

    one

    ## Details

    two

    # Questions

    three
    ::::
    """,
    """
    .. talk:: Why types help
       :conference: EuroPython 2020

       Notes
       =====

       one

       Details
       -------

       two

       Questions
       =========

       three
    """,
    """
    section#why-types-help.tn-talk
      title: Why types help
      [FactsView]
      section#notes
        title: Notes
        paragraph: one
        section#details
          title: Details
          paragraph: two
      section#questions
        title: Questions
        paragraph: three
      [SeriesView]
    """,
)
add(
    "levels",
    """
    # Levels

    ## Morning

    ::::{talk} Under a heading

    # As high as the page

    one

    #### Three deeper

    two

    ## Back to two

    three
    ::::

    between

    ## Afternoon

    ::::{talk} Under another heading

    ###### The lowest first

    one

    # Then the highest

    two
    ::::
    """,
    """
    Levels
    ######

    Morning
    *******

    .. talk:: Under a heading

       As high as the page
       ###################

       one

       Three deeper
       ************

       two

       Back to two
       ***********

       three

    between

    Afternoon
    *********

    .. talk:: Under another heading

       The lowest first
       ################

       one

       Then the highest
       ################

       two
    """,
    """
    section#levels
      title: Levels
      [DaysView]
      section#morning
        title: Morning
        section#under-a-heading.tn-talk
          title: Under a heading
          [FactsView]
          section#as-high-as-the-page
            title: As high as the page
            paragraph: one
            section#three-deeper
              title: Three deeper
              paragraph: two
            section#back-to-two
              title: Back to two
              paragraph: three
          [SeriesView]
        paragraph: between
      section#afternoon
        title: Afternoon
        section#under-another-heading.tn-talk
          title: Under another heading
          [FactsView]
          section#the-lowest-first
            title: The lowest first
            paragraph: one
          section#then-the-highest
            title: Then the highest
            paragraph: two
          [SeriesView]
    """,
)
add(
    "one-title-twice",
    """
    # One title twice

    :::{talk} Lightning talks
    one
    :::

    :::{talk} Lightning talks
    two
    :::

    :::{talk} Lightning talks
    :id: Last ones

    three
    :::
    """,
    """
    One title twice
    ===============

    .. talk:: Lightning talks

       one

    .. talk:: Lightning talks

       two

    .. talk:: Lightning talks
       :id: Last ones

       three
    """,
    """
    section#one-title-twice
      title: One title twice
      [DaysView]
      section#lightning-talks.tn-talk
        title: Lightning talks
        [FactsView]
        paragraph: one
        [SeriesView]
      section#lightning-talks-2.tn-talk
        title: Lightning talks
        [FactsView]
        paragraph: two
        [SeriesView]
      section#last-ones.tn-talk
        title: Lightning talks
        [FactsView]
        paragraph: three
        [SeriesView]
    """,
)
add(
    "scripts",
    """
    # 世界

    :::{talk} オープニング
    :::

    :::{talk} مرحبا بالعالم
    :::

    :::{talk} 🐍
    :::

    :::{talk} Žluťoučký kůň 🐎 & C++
    :::
    """,
    """
    世界
    ====

    .. talk:: オープニング

    .. talk:: مرحبا بالعالم

    .. talk:: 🐍

    .. talk:: Žluťoučký kůň 🐎 & C++
    """,
    """
    section#id1
      title: 世界
      [DaysView]
      section#オープニング.tn-talk
        title: オープニング
        [FactsView]
        [SeriesView]
      section#مرحبا-بالعالم.tn-talk
        title: مرحبا بالعالم
        [FactsView]
        [SeriesView]
      section#x-fe67b225.tn-talk
        title: 🐍
        [FactsView]
        [SeriesView]
      section#zlutoucky-kun-cplusplus.tn-talk
        title: Žluťoučký kůň 🐎 & C++
        [FactsView]
        [SeriesView]
    """,
)
add(
    "inside",
    """
    # What a talk can hold

    :::::{talk} Everything inside
    :rating: 4

    :::{tldr}
    It **all** fits.
    :::

    ```python
    print("# no heading")
    ```

    | Tool | Use |
    |------|-----|
    | DVC  | data |

    ![a pixel](pixel.png)

    > A quote.

    1. one
       * nested

    Term
    : Definition

    ::::{note}
    A note.

    :::{mythoughts} Thoughts on *it*
    Deep.
    :::
    ::::

    :::{question}
    Does it scale?
    :::

    :::{followup}
    :kind: try

    Try it at home.
    :::

    :::{followup}
    Read the paper.
    :::

    And {math}`x^2`.
    :::::
    """,
    """
    What a talk can hold
    ====================

    .. talk:: Everything inside
       :rating: 4

       .. tldr::
          It **all** fits.

       .. code-block:: python

          print("# no heading")

       .. list-table::
          :header-rows: 1

          * - Tool
            - Use
          * - DVC
            - data

       .. image:: pixel.png
          :alt: a pixel

       ..

          A quote.

       1. one

          * nested

       Term
          Definition

       .. note::

          A note.

          .. mythoughts:: Thoughts on *it*

             Deep.

       .. question::

          Does it scale?

       .. followup::
          :kind: try

          Try it at home.

       .. followup::

          Read the paper.

       And :math:`x^2`.
    """,
    """
    section#what-a-talk-can-hold
      title: What a talk can hold
      [DaysView]
      section#everything-inside.tn-talk
        title: Everything inside
        [FactsView]
        container.tn-tldr
          rubric.tn-label: tl;dr
          paragraph: It <strong all> fits.
        literal_block.python: 'print("# no heading")'
        table
          tgroup
            colspec
            colspec
            thead
              row
                entry
                  paragraph: Tool
                entry
                  paragraph: Use
            tbody
              row
                entry
                  paragraph: DVC
                entry
                  paragraph: data
        image(pixel.png)
        block_quote
          paragraph: A quote.
        enumerated_list
          list_item
            paragraph: one
            bullet_list
              list_item
                paragraph: nested
        definition_list
          definition_list_item
            term: Term
            definition
              paragraph: Definition
        note
          paragraph: A note.
          container.tn-thoughts
            rubric.tn-label: Thoughts on <emphasis it>
            paragraph: Deep.
        container#question.tn-question
          rubric.tn-label: Question
          paragraph: Does it scale?
        container#try.tn-followup
          rubric.tn-label: To try
          paragraph: Try it at home.
        container#read.tn-followup
          rubric.tn-label: To read
          paragraph: Read the paper.
        paragraph: And <math x^2>.
        [SeriesView]
    """,
)
add(
    "headings-in-boxes",
    """
    # Headings in boxes

    :::::{talk} With thoughts

    ## Notes

    one

    ::::{mythoughts}
    before

    # High

    after

    :::{question}
    ### Low

    inner
    :::
    ::::

    two
    :::::
    """,
    """
    Headings in boxes
    =================

    .. talk:: With thoughts

       Notes
       =====

       one

       .. mythoughts::

          before

          High
          ====

          after

          .. question::

             Low
             ===

             inner

       two
    """,
    """
    section#headings-in-boxes
      title: Headings in boxes
      [DaysView]
      section#with-thoughts.tn-talk
        title: With thoughts
        [FactsView]
        section#notes
          title: Notes
          paragraph: one
          container.tn-thoughts
            rubric.tn-label: My thoughts
            paragraph: before
            rubric#high: High
            paragraph: after
            container#question.tn-question
              rubric.tn-label: Question
              rubric#low: Low
              paragraph: inner
          paragraph: two
        [SeriesView]
    """,
)
add(
    "entities",
    """
    # Who and what

    :::{speaker} Ada Lovelace
    :aliases: Ada King
    :affiliation: Analytical Engines
    :url: https://example.org/ada

    Wrote the **first** program.
    :::

    :::{tool} DVC
    :category: versioning

    Data under version control.
    :::

    :::{conference} EuroPython 2020
    :start: 2020-07-23
    :end: 2020-07-26
    :timezone: Europe/Dublin
    :location: online
    :::
    """,
    """
    Who and what
    ============

    .. speaker:: Ada Lovelace
       :aliases: Ada King
       :affiliation: Analytical Engines
       :url: https://example.org/ada

       Wrote the **first** program.

    .. tool:: DVC
       :category: versioning

       Data under version control.

    .. conference:: EuroPython 2020
       :start: 2020-07-23
       :end: 2020-07-26
       :timezone: Europe/Dublin
       :location: online
    """,
    """
    section#who-and-what
      title: Who and what
      container#ada-lovelace.tn-entity.tn-speaker-card
        rubric.tn-entity-name: Ada Lovelace
        [EntityView]
        paragraph: Wrote the <strong first> program.
      container#dvc.tn-entity.tn-tool-card
        rubric.tn-entity-name: DVC
        [EntityView]
        paragraph: Data under version control.
      container#europython-2020.tn-entity.tn-conference-card
        rubric.tn-entity-name: EuroPython 2020
        [EntityView]
    """,
)
add(
    "videos",
    """
    # Videos

    :::::{talk} With recordings
    :video: https://youtu.be/dQw4w9WgXcQ talk.mp4
    :slides: slides.pdf
    :code: https://example.org/code

    At {at}`12:30` it gets good.

    :::{video} https://vimeo.com/76979871
    :start: 1:00
    :end: 2:00
    :title: The demo

    What was shown.
    :::

    Again at {at}`1:05`.

    ```{video} talk.mp4
    :captions: talk.vtt
    ```
    :::::
    """,
    """
    Videos
    ======

    .. talk:: With recordings
       :video: https://youtu.be/dQw4w9WgXcQ talk.mp4
       :slides: slides.pdf
       :code: https://example.org/code

       At :at:`12:30` it gets good.

       .. video:: https://vimeo.com/76979871
          :start: 1:00
          :end: 2:00
          :title: The demo

          What was shown.

       Again at :at:`1:05`.

       .. video:: talk.mp4
          :captions: talk.vtt
    """,
    """
    section#videos
      title: Videos
      [DaysView]
      section#with-recordings.tn-talk
        title: With recordings
        [FactsView]
        paragraph: At <talknotes_at 12:30> it gets good.
        [VideoView]
        paragraph: What was shown.
        paragraph: Again at <talknotes_at 1:05>.
        [VideoView]
        [SeriesView]
    """,
)
add(
    "listings",
    """
    # Listings

    ```{talks}
    :conference: EuroPython 2020
    :style: table
    ```

    ```{talks}
    :group: conference
    :limit: 3
    ```

    ```{talks} EuroPython 2020
    :style: list
    :sort: title
    ```

    ```{speakers}
    ```

    ```{tools} EuroPython 2020
    ```

    ```{conferences}
    ```

    ```{followups}
    :kind: try, read
    ```

    ```{questions}
    ```

    ```{timetable} EuroPython 2020
    ```
    """,
    """
    Listings
    ========

    .. talks::
       :conference: EuroPython 2020
       :style: table

    .. talks::
       :group: conference
       :limit: 3

    .. talks:: EuroPython 2020
       :style: list
       :sort: title

    .. speakers::

    .. tools:: EuroPython 2020

    .. conferences::

    .. followups::
       :kind: try, read

    .. questions::

    .. timetable:: EuroPython 2020
    """,
    """
    section#listings
      title: Listings
      [TalksView]
      [TalksView]
      [TalksView]
      [EntitiesView]
      [EntitiesView]
      [EntitiesView]
      [RemarksView]
      [RemarksView]
      [TimetableView]
    """,
)
add(
    "in-the-domain",
    """
    # In the domain

    ::::{talknotes:talk} By its long name
    :speakers: Ada Lovelace
    :video: https://youtu.be/dQw4w9WgXcQ

    {talknotes:speaker}`Ada Lovelace` and {talknotes:tool}`DVC`.

    {talknotes:talk}`Opening` of {talknotes:conference}`EuroPython 2020` at {talknotes:at}`3`.

    :::{talknotes:mythoughts}
    Yes.
    :::
    ::::
    """,
    """
    In the domain
    =============

    .. talknotes:talk:: By its long name
       :speakers: Ada Lovelace
       :video: https://youtu.be/dQw4w9WgXcQ

       :talknotes:speaker:`Ada Lovelace` and :talknotes:tool:`DVC`.

       :talknotes:talk:`Opening` of :talknotes:conference:`EuroPython 2020` at :talknotes:at:`3`.

       .. talknotes:mythoughts::
          Yes.
    """,
    """
    section#in-the-domain
      title: In the domain
      [DaysView]
      section#by-its-long-name.tn-talk
        title: By its long name
        [FactsView]
        paragraph: <link Ada Lovelace> and <link DVC>.
        paragraph: <link Opening> of <link EuroPython 2020> at <talknotes_at 3>.
        container.tn-thoughts
          rubric.tn-label: My thoughts
          paragraph: Yes.
        [SeriesView]
    """,
)
