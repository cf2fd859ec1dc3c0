"""The tables of a translation memory, and what a person is told of a file that is none."""

from toolkit.databases import Kind

KIND = Kind(
    name="translation memory",
    application=0x746B746D,
    version=1,
    schema=(
        "CREATE TABLE text (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, folded TEXT NOT NULL)",
        """CREATE TABLE entry (
            id INTEGER PRIMARY KEY, text INTEGER NOT NULL REFERENCES text (id), source TEXT NOT NULL,
            target TEXT NOT NULL, context TEXT NOT NULL, client TEXT NOT NULL, domain TEXT NOT NULL,
            recipe TEXT NOT NULL, origin TEXT NOT NULL, UNIQUE (text, context, client, domain, recipe)
        )""",
        # a text never changes, so the index needs no copy of it, and only which texts a stem stands in is asked for
        "CREATE VIRTUAL TABLE stems USING fts5 (stem, content = '', tokenize = 'ascii', detail = none, columnsize = 0)",
        "CREATE VIRTUAL TABLE counts USING fts5vocab (stems, row)",
    ),
    missing="«toolkit memory import» makes one",
    damaged="put back a copy of it, or make it anew from an export",
)
