"""Scripts of INSERT statements are read as database tools write them, and never run."""

import sqlite3

import pytest

from wholeplace.pooling.intake.files.sheet import Unreadable
from wholeplace.pooling.intake.files.sql_file import is_sql, tables_of

SERVER = """\
USE [hdm]
GO
/****** Object: Table [dbo].[t] -- INSERT nothing ******/
SET ANSI_NULLS ON
GO
INSERT [dbo].[T] ([Id], [Name], [Day]) VALUES (N'1', N'O''Ann -- no remark',
 CAST(N'2014-01-02T00:00:00.000' AS DateTime))
INSERT [dbo].[T] ([Id], [Name], [Day]) VALUES (N'2', NULL, CAST(0x1A AS DateTime2(7)))
GO
"""


def test_sql_server_scripts_are_read():
    (table,) = tables_of(SERVER.encode())

    assert (table.name, table.header) == ("t", ["Id", "Name", "Day"])
    assert table.rows == [
        ["1", "O'Ann -- no remark", "2014-01-02T00:00:00.000"],
        ["2", "", "0x1A"],
    ]
    assert table.lines == [6, 8]


def test_the_encoding_of_sql_server_is_understood():
    assert is_sql(SERVER.encode("utf-16"))
    assert len(tables_of(SERVER.encode("utf-16"))[0].rows) == 2


def test_a_dump_of_sqlite_takes_its_columns_from_the_table():
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE t (id TEXT, n REAL, note TEXT DEFAULT '(none)', PRIMARY KEY (id))")
    base.executemany("INSERT INTO t VALUES (?, ?, ?)", [("1", 2.5, "a,b);"), ("2", None, "x\ny")])
    (table,) = tables_of("\n".join(base.iterdump()).encode())

    assert table.header == ["id", "n", "note"]
    assert table.rows == [["1", "2.5", "a,b);"], ["2", "", "x\ny"]]


def test_one_statement_may_hold_many_rows():
    (table,) = tables_of(b"INSERT INTO a.b.t (x, y) VALUES\n (1, -2),\n ('3', 1e5)\n,(true, NULL);")

    assert table.rows == [["1", "-2"], ["3", "1e5"], ["true", ""]]
    assert table.lines == [1, 2, 3]


def test_tables_and_column_lists_are_kept_apart():
    tables = tables_of(b"insert into a (x) values (1); insert into b (x) values (2);"
                       b"insert into a (x, y) values (3, 4);")  # fmt: skip

    assert [(t.name, t.rows) for t in tables] == [
        ("a", [["1"]]),
        ("b", [["2"]]),
        ("a", [["3", "4"]]),
    ]


@pytest.mark.parametrize(
    "script",
    [
        "INSERT INTO t (x) VALUES (getdate())",
        "INSERT INTO t (x) VALUES (1), (SELECT 1)",
        "INSERT INTO t (x) VALUES ('never closed)",
        "INSERT INTO t (x) VALUES DEFAULT",
    ],
)
def test_more_than_plain_values_is_refused_whole(script):
    with pytest.raises(Unreadable, match="read, never run") as no:
        tables_of(script.encode())

    assert no.value.rule == "sql-not-literal"


def test_a_row_with_too_few_values_is_refused_with_its_line():
    with pytest.raises(Unreadable, match="line 2: 1 values for the 2 columns of 't'"):
        tables_of(b"-- made today\nINSERT INTO t (x, y) VALUES (1)")


@pytest.mark.parametrize("script", ["INSERT INTO t SELECT * FROM u", "INSERT t EXEC p"])
def test_statements_that_cannot_be_read_are_counted(script):
    with pytest.raises(Unreadable, match="2 INSERT statements were counted but 1") as no:
        tables_of(f"INSERT INTO t (x) VALUES (1);\n{script};".encode())

    assert no.value.rule == "record-count"


@pytest.mark.parametrize("text", [b"id,name\n1,insert into\n", b"", b"INSERT coin to VALUE it"])
def test_other_text_is_no_script(text):
    assert not is_sql(text)
