"""What a TEI file says to a reader: its pages, passages, registers, mentions, dates, decisions.

Pure and without Sphinx: from lxml elements to plain tuples, which hold no element and pickle.
Everything is read from TEI alone, whoever made it, in time linear in its length; where a text is
quoted it is the edited text (`edition.texts`), so no rejected reading and no editorial note.
"""
