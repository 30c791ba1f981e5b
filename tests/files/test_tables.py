"""Tables as people save them, and tables as nobody should."""

import csv
import io

import pytest
from bananaboard.dsl.key import slug
from bananaboard.dsl.table import column_name, read_table
from bananaboard.grammar.diagnostic import Diagnostic
from hypothesis import given, settings
from hypothesis import strategies as st


def codes(table):
    for problem in table.problems:
        sentence = Diagnostic(problem.code, None, problem.words)
        assert sentence.message
        assert sentence.hint
    return [(p.code, p.line) for p in table.problems]


GOOD = [
    b"sku,Unit price,photo\nA 1,9.50,refs/a.png\n",
    b"sku;Unit price;photo\nA 1;9.50;refs/a.png\n",
    b"sku\tUnit price\tphoto\nA 1\t9.50\trefs/a.png\n",
    b"\xef\xbb\xbfsku,Unit price,photo\r\nA 1,9.50,refs/a.png\r\n",
    b"sep=;\r\nsku;Unit price;photo\r\nA 1;9.50;refs/a.png",
    b"sku,Unit price,photo\rA 1,9.50,refs/a.png\r",
    b'"sku","Unit price","photo"\n"A 1","9.50","refs/a.png"\n',
    b'sku, "Unit price", photo\nA 1 , "9.50",refs/a.png\n',
    b"\n\nsku,Unit price,photo,,\n,,,,\nA 1,9.50,refs/a.png,,\n\n,,\n",
]


@pytest.mark.parametrize("data", GOOD, ids=range(len(GOOD)))
def test_tables_as_programs_save_them(data):
    table = read_table(data, "t.csv")
    assert codes(table) == []
    assert table.columns == ("sku", "Unit_price", "photo")
    (row,) = table.rows
    assert row.key == "A-1"
    assert row.cells == {"sku": "A 1", "Unit_price": "9.50", "photo": "refs/a.png"}


def test_cells_may_hold_lines_quotes_and_what_looks_like_a_template():
    table = read_table(b'key,text\na,"two\nlines, and ""quotes"" {{ x }} @mara"\nb,c\n', "t.csv")
    assert [r.cells["text"] for r in table.rows] == ['two\nlines, and "quotes" {{ x }} @mara', "c"]
    assert [r.line for r in table.rows] == [2, 4]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [("BNN291", 1)]),
        (b"\n\n", [("BNN291", 1)]),
        (b"sku,photo\n", [("BNN291", 1)]),
        (b"a,b\n1,2\n1,3\n2,4\n1,5\n", [("BNN282", 3), ("BNN282", 5)]),
        (b"a,b\nx y,2\nx-y,3\n", [("BNN282", 3)]),
        (b"a,b\n,2\n???,3\nc,4\n", [("BNN283", 2), ("BNN283", 3)]),
        (b"a,b\n1\n2,3,4\n5,6\n", [("BNN284", 2), ("BNN284", 3)]),
        (b"a,a\n1,2\n", [("BNN285", 1)]),
        (b"Unit price,unit-price,Unit-price\n1,2,3\n", [("BNN285", 1)]),
        (b"a,,c\n1,2,3\n", [("BNN286", 1)]),
        (b"a,???\n1,2\n", [("BNN286", 1)]),
        (b"a,b\n1,\0\n", [("BNN288", 2)]),
        (b'a,b\n1,"2\n3,4\n5,6\n', [("BNN289", 2)]),
        (b'a,b\n1,"2"3\n', [("BNN289", 2)]),
        (b"a,b\n1," + b"x" * 140_000 + b"\n", [("BNN290", 2)]),
        (b"a,b\n1,2\n" + b"x," * 600_000, [("BNN290", 3)]),
        (b'a\n"' + b"\n" * 20_000 + b'"\n', [("BNN290", 2)]),
        ("a,b\n1,2\nü,3\n".encode("latin-1"), [("BNN280", 3)]),
        ("a,b\n1,2\n".encode("utf-16"), [("BNN280", 1)]),
        (b"a\n" + b"".join(b"%d\n" % n for n in range(100_002)), [("BNN281", 100_002)]),
        (b"a\n" + b"1\n" * 30, [("BNN282", n) for n in range(3, 23)] + [("BNN292", 1)]),
    ],
    ids=lambda v: repr(v)[:30],
)
def test_what_is_wrong_with_a_table(data, expected):
    assert codes(read_table(data, "t.csv")) == expected


def test_the_largest_table_is_read_whole():
    table = read_table(b"a\n" + b"".join(b"%d\n" % n for n in range(100_000)), "t.csv")
    assert (len(table.rows), table.problems) == (100_000, ())


def test_a_wrong_row_leaves_the_others_standing():
    table = read_table(b"a,b\n1,2\n3\n4,5\n", "t.csv")
    assert [r.key for r in table.rows] == ["1", "4"]


def test_the_first_of_two_equal_keys_is_named():
    (problem,) = read_table(b"a,b\n1,2\n\n1,3\n", "t.csv").problems
    assert (problem.words["key"], problem.words["other"]) == ("1", 2)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("title", "title"),
        ("Unit price", "Unit_price"),
        ("unit-price ($)", "unit_price____"),
        ("1st photo", "_1st_photo"),
        ("Größe", "Größe"),
        ("品名", "品名"),
        ("ﬁle", "file"),
        (" padded ", "padded"),
        ("", ""),
    ],
)
def test_columns_become_names(heading, name):
    assert column_name(heading) == name


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("dawn", "dawn"),
        ("16:9", "16-9"),
        ("@ana.red", "ana-red"),
        ("soft golden dawn!", "soft-golden-dawn"),
        ("-3", "-3"),
        ("3", "3"),
        ("1.5", "1-5"),
        ("a_b-c", "a_b-c"),
        ("真理 と 灯台", "真理-と-灯台"),
        ("cafe\u0301", "caf\u00e9"),
        ("हिन्दी", "हिन्दी"),
        ("🙂", ""),
        ("", ""),
        ("../../etc", "etc"),
        ("a\0b\n", "a-b"),
    ],
)
def test_keys(value, key):
    assert slug(value) == key


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(value):
    key = slug(value)
    assert slug(key) == key
    assert not set(key) & set(" /\\.:@[]=,#\"'\n\0")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet='ab,;"\t\n\r \x00é', max_size=120).map(str.encode))
def test_no_bytes_break_it(data):
    table = read_table(data, "t.csv")
    codes(table)
    assert table.rows or table.problems
    assert all(tuple(r.cells) == table.columns for r in table.rows)


CELLS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(str.strip)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=8), st.sampled_from(",;\t"))
def test_what_a_program_wrote_comes_back(cells, delimiter):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["key", "first", "second"])
    writer.writerows([str(n), *pair] for n, pair in enumerate(cells))
    table = read_table(out.getvalue().encode(), "t.csv")
    assert [(r.cells["first"], r.cells["second"]) for r in table.rows] == cells
