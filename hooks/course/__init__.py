"""The course as a library: what people wrote is read once, then checked, shown, exported, built and looked after.

The map, from what knows least to what knows most. A module uses others of its own group and of the groups above it.

What everything stands on
    finding         something certainly wrong: where it is, and what to do
    locales         the seven locales, and the names of their files
    numbers         numbers in running text and as readers type them
    alphabet        the order of letters in each locale
    address         where a page stands and where a link on it leads
    hosts           what a page loads by itself
    formula         TeX into MathML, and into its symbols
    tables          columns of numbers in tables
    data            YAML into plain data that knows its lines, and on into dataclasses
    words           texts of structured files with their translations
    inputs          a digest of all that the pages of a locale are made from

What people write: models and their parsers
    catalogue       modules in teaching order, and what each promises
    reference       ideas, misconceptions, limits, notation, units, glossary, bibliography
    units           unit symbols as each locale writes them
    lines           what no end of a line may divide, and calculations in right-to-left text
    quantities      numbers with units in running text, made comparable
    elements        what stands on a page: headings, links, formulas, blocks, text
    leftovers       markup that is not closed or does not keep to its form
    page            a page of prose: the facts about it
    inline          the subset of Markdown in which quizzes are written
    quiz            items, keys, feedback
    answers         numeric keys: computed, converted, recognised
    figure          a drawing with real text
    labcode         what the code of a lab says without being run
    lab             a notebook: text, code, sentences, results

Labs that have run
    kernel          the kernels: ordinary ones that do not reach the network
    execute         each lab run in its own kernel, remembered by what it was made from
    sentences       a shown text told in another language
    plots           a plot or table made fit for a page
    narrate         an executed lab told in a locale

The whole
    load            the one reader of the tree: files in, a Course out
    published       which files become pages, and every address that then must last

What is wrong
    checks          course → findings; the table is the list
        common          what several families need
        waivers         exceptions, each with its reason
        catalogue       what the catalogue promises is there
        frontmatter     titles, descriptions, blocks
        links           links, images, anchors, headings
        markup          markup that would be shown as it is written
        language        words, letters and digits of a translation
        parity          what a current translation shares with its English
        math            formulas
        notation        symbols, each with one meaning
        citations       sources that are named
        glossary        one word for one thing
        ideas           where an idea is introduced, used and tested
        misconceptions  where each is repaired
        limits          limits and screening values
        units           the table of unit symbols
        safety          pages about land that may hold explosive remnants
        figures         drawings
        labs            notebooks, without running them
        quizzes         items that can be answered and teach
        quiz_keys       numeric keys
        quiz_texts      the words of quizzes
        site            the built pages

As one reader sees it
    graph           a picture of what needs what
    slider          the one figure that moves
    views           the course in one locale, from one page
    entries         glossary, limits and notation, in lists and in place
    asking          quizzes, as templates are given them

For other programs
    exports         course → {path: bytes}; the table is the list
        moodle          question banks in Moodle XML

Pages
    navigation      the order of the pages, and the way between them
    linked_data     what search engines are told
    search          the index of one locale
    markdown        what our Markdown adds to the ordinary kind
    notebook        what a page takes from a rendered notebook
    labs            labs from sources to what readers get: run, told, packed
    rendering       views into HTML, by templates only

The site
    jobs            work in processes of their own
    assemble        the parts of all locales laid into one site
    build           a worker per locale
    workshop        the process that builds for the preview
    serve           the preview

Care for the sources
    status          how far translations are, which values are due for review
    tendencies      what a quiz gives away
    sync            catalogues brought up to date, reviews noted
    scaffold        the files of a new module or lesson
    tidy            repairs that are certain

The edge
    cli             the command `course`; here alone clock, working directory and environment are read

MkDocs comes in by `events.py`, beside this folder.
"""
