"""What batch_sources.py puts together, on small trees."""
import itertools
import pathlib
import tempfile
import unittest

import batch_sources
from batch_sources import Tree, batch_text, batches_of


class BatchSourcesTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)

    def batches(self, **files: str) -> list[list[str]]:
        """Files as name=text, headers as name_h=text; their batches, by name."""
        for name, text in files.items():
            name = name.replace("_h", ".h") if name.endswith("_h") else f"{name}.cc"
            (self.root / name).write_text(text, encoding="utf-8")
        paths = sorted(self.root.glob("*.cc"))
        return [[source.path.stem for source in batch] for batch in batches_of(Tree(self.root), paths)]

    @staticmethod
    def unnamed(text: str, space: str = "noroshi") -> str:
        return f"namespace {space} {{ namespace {{ {text} }} }}\n"

    def test_strangers_go_together(self):
        self.assertEqual(self.batches(a=self.unnamed("int A();"), b=self.unnamed("int B();")), [["a", "b"]])

    def test_the_same_name_twice(self):
        self.assertEqual(len(self.batches(a=self.unnamed("int Find();"), b=self.unnamed("int Find();"))), 2)

    def test_one_who_mentions_the_other_stands_in_front(self):
        for caller in ("namespace noroshi { int B() { return Find(1); } }",
                       "namespace noroshi {} int B() { return noroshi::Find(); }"):
            self.assertEqual(self.batches(a=self.unnamed("int Find();"), b=caller), [["b", "a"]])

    def test_members_are_no_mention(self):
        self.assertEqual(self.batches(a=self.unnamed("int Find();"), b=self.unnamed("int B() { return map.Find(); }")),
                         [["a", "b"]])

    def test_a_namespace_that_does_not_see_the_name(self):
        one, two = self.unnamed("int Find();", "noroshi::a"), self.unnamed("int Find();", "noroshi::b")
        self.assertEqual(self.batches(a=one, b=two), [["a", "b"]])

    def test_the_same_alias_twice(self):
        alias = "namespace fs = std::filesystem;"
        self.assertEqual(self.batches(a=alias, b=alias), [["a", "b"]])
        self.assertEqual(len(self.batches(a="using Row = int;", b="using Row = long;")), 2)
        one = "using Row = int;"
        self.assertEqual(len(self.batches(a=self.unnamed(one), b=f"namespace noroshi {{ {one} }}")), 2)

    def test_macros_and_directives_bind_nobody_else(self):
        self.assertEqual(self.batches(a="#define LIMIT 1\n", b="int b;"), [["b", "a"]])
        self.assertEqual(self.batches(a="using namespace x;", b="using namespace x;"), [["a", "b"]])
        self.assertEqual(len(self.batches(a="using namespace x;", b="using namespace y;")), 2)

    def test_a_header_with_another_meaning(self):
        kind = "namespace noroshi { struct Kind; }"
        self.assertEqual(len(self.batches(kind_h=kind, a='#include "kind.h"\n', b=self.unnamed("struct Kind;"))), 2)
        self.assertEqual(self.batches(kind_h=kind, a='#include "kind.h"\n', b=self.unnamed("struct Kind;", "other")),
                         [["a", "b"]])
        self.assertEqual(len(self.batches(kind_h="#define Kind 1\n", a='#include "kind.h"\n', b="int Kind;")), 2)

    def test_a_header_that_hides_another(self):
        """b means noroshi::Kind, and would mean noroshi::a::Kind."""
        batches = self.batches(
            kind_h="namespace noroshi { struct Kind; }", near_h="namespace noroshi::a { struct Kind; }",
            a='#include "near.h"\n', b='#include "kind.h"\nnamespace noroshi::a { int B(Kind kind); }')
        self.assertEqual(len(batches), 2)

    def test_a_namespace_of_a_library(self):
        """b means the library's ::testing."""
        library, ours = "namespace noroshi { testing::Test b; }", "namespace noroshi::testing { struct Test; }"
        self.assertEqual(len(self.batches(ours_h=ours, a='#include "ours.h"\n', b=library)), 2)

    def test_unclear_files_stay_alone(self):
        for text in ('#include "rows.inc"\n', '#include "nowhere.h"\n'):
            self.assertEqual(self.batches(a=text, b="int b;", c="int c;"), [["b", "c"], ["a"]])

    def test_headers_come_first(self):
        (self.root / "x.h").write_text("", encoding="utf-8")
        for name in ("a", "b"):
            (self.root / f"{name}.cc").write_text('#include "x.h"\n', encoding="utf-8")
        batch = batches_of(Tree(self.root), sorted(self.root.glob("*.cc")))[0]
        self.assertEqual(batch_text(batch).splitlines()[1:],
                         ['#include "x.h"', "", f'#include "{self.root}/a.cc"', f'#include "{self.root}/b.cc"'])

    def test_no_batch_is_too_large(self):
        batches = self.batches(**{f"f{i}": f"int f{i};" for i in range(30)})
        self.assertEqual(sorted(map(len, batches)), [6, batch_sources.MOST_FILES, batch_sources.MOST_FILES])

    def test_the_order_of_the_list_does_not_matter(self):
        texts = [self.unnamed("int Find();"), self.unnamed("int Find(); int A();"), "int B() { return A(); }", "int c;"]
        for i, text in enumerate(texts):
            (self.root / f"{i}.cc").write_text(text, encoding="utf-8")
        paths = sorted(self.root.glob("*.cc"))
        results = [[[source.path.stem for source in batch] for batch in batches_of(Tree(self.root), list(order))]
                   for order in itertools.permutations(paths)]
        self.assertEqual(results, [results[0]] * len(results))


if __name__ == "__main__":
    unittest.main()
