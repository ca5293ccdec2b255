"""What source_names.py reads of small texts."""
import unittest

from source_names import read_names


def own(text: str) -> set[str]:
    return {name.text for name in read_names(text).declared if name.own}


class SourceNamesTest(unittest.TestCase):
    def test_own_and_public(self):
        names = read_names("""
            namespace noroshi::evtx {
            namespace {
            struct Row { int kind; };
            enum class Kind { kFirst };
            enum Plain { kOne, kTwo = 2 };
            std::vector<std::pair<int, Row>> Find(const Row& row) { return {}; }
            }  // namespace
            constexpr std::size_t kA = 60, kB = 8;
            static void Quiet();
            void Public(int count) { if (count < 1) return; }
            Reader::Reader(int a) : a_{a}, b_(a) { Open(); }
            bool operator==(const Row& a, const Row& b) { return a.kind == b.kind; }
            }""")
        self.assertEqual(names.unclear, "")
        self.assertEqual(names.spaces, {"noroshi::evtx"})
        declared = {name.text: name.own for name in names.declared}
        self.assertEqual(declared, {"Row": True, "Kind": True, "Plain": True, "kOne": True, "kTwo": True, "Find": True,
                                    "kA": True, "kB": True, "Quiet": True, "Public": False})

    def test_initialisers_end_at_their_semicolon(self):
        self.assertEqual(own("const auto kSum = [](int a) { return a; }(3); constexpr int kNext{4};"),
                         {"kSum", "kNext"})
        self.assertEqual(own("constexpr Row kRows[] = {{1, 2}, {3, 4}}; static int n;"), {"kRows", "n"})
        self.assertEqual(own("constexpr std::pair<int, Row> kOne = {}; constexpr auto kTwo = Of<A, B>();"),
                         {"kOne", "kTwo"})

    def test_templates_and_attributes(self):
        self.assertEqual(own("""namespace {
            template <class T, int n = 3> [[nodiscard]] T Twice(T t) { return t + t; }
            template <> struct std::hash<Row> { };
            struct alignas(64) Wide { } wide;
            decltype(auto) Name() { return 1; }
            }"""), {"Twice", "Wide", "wide", "Name"})

    def test_aliases_say_what_they_stand_for(self):
        names = read_names("namespace fs = std::filesystem; using testing::Wide; using Row = std::vector<int>;")
        self.assertEqual({(name.text, name.same) for name in names.declared},
                         {("fs", "namespace std::filesystem"), ("Wide", "testing::Wide"),
                          ("Row", "Row = std :: vector < int >")})
        inner = read_names("namespace a { namespace { using X = int; } }")
        self.assertEqual({name.same for name in inner.declared}, {"X = int in a::(unnamed)"})

    def test_tests_declare_a_class(self):
        self.assertEqual(own("TEST(Suite, Name) { EXPECT_TRUE(x); } TEST_F(Fixture, B) {}"),
                         {"Suite_Name_Test", "Fixture_B_Test"})

    def test_mentions(self):
        names = read_names('void F() { a.Member(); b->Pointed(); std::Library(); testing::Ours(); Class::Inner(); '
                           'Alone("Quoted"); }')
        self.assertTrue({"Alone", "F"} <= names.mentioned)
        self.assertEqual({"Member", "Pointed", "Library", "Ours", "Inner", "Quoted"} & names.mentioned, set())
        self.assertEqual(names.qualified, {"Ours"})

    def test_texts_and_comments_are_no_code(self):
        self.assertEqual(own('// namespace {\n/* } */ constexpr auto kText = R"x(} " ;)x"; const char kBrace = \'}\';'),
                         {"kText", "kBrace"})

    def test_what_binds_the_following_text(self):
        names = read_names("#include <a>\n#define LIMIT(x) \\\n  (x)\nnamespace a { using namespace b; using enum C; }")
        self.assertEqual((names.macros, names.bound), ({"LIMIT"}, {"a"}))
        self.assertEqual(names.directives, {"a namespace b", "a enum C"})
        self.assertEqual(read_names("#ifdef X\n#include <a>\n#endif\n").macros, set())

    def test_unclear(self):
        for text in ("#define WIDTH 8\n#include <a>\n", '#include "table.inc"\n', "namespace {", "}", "typedef int X;",
                     "struct { int a; } x;", "int F(", "template <int n> requires (n >= 3) int F();"):
            self.assertNotEqual(read_names(text).unclear, "", text)


if __name__ == "__main__":
    unittest.main()
