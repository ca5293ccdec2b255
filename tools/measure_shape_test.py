"""Tests of measure_shape.py's arithmetic on small texts."""
import unittest

import measure_shape
from measure_shape import Row


class MeasureShapeTest(unittest.TestCase):
    def test_percentile_is_a_value_that_occurs(self):
        self.assertEqual(measure_shape.percentile([5], 0.95), 5)
        self.assertEqual(measure_shape.percentile(list(range(1, 101)), 0.95), 96)
        self.assertEqual(measure_shape.percentile([], 0.95), 0)

    def test_comment_lines_and_code_lines(self):
        text = "// one\n\nint a;  // not counted\n/* two\n three */\nint b;\n"
        self.assertEqual(measure_shape.strip_comments(text), (3, ["int a;", "int b;"]))

    def test_a_repeat_needs_twelve_equal_lines(self):
        lines = [f"Call{i}();" for i in range(12)]
        self.assertEqual(measure_shape.repeated_share([lines, lines]), 100)
        self.assertEqual(measure_shape.repeated_share([lines, lines[:11]]), 0)

    def test_includes_are_no_repeat(self):
        lines = [f'#include "a{i}.h"' for i in range(12)]
        self.assertEqual(measure_shape.repeated_share([lines, lines]), 0)

    def test_bounds(self):
        self.assertTrue(Row("x", 30, least=30, most=45).holds)
        self.assertFalse(Row("x", 29, least=30, most=45).holds)
        self.assertFalse(Row("x", 46, least=30, most=45).holds)
        self.assertTrue(Row("not measured", None, most=1).holds)

    def test_function_like_macros(self):
        self.assertTrue(measure_shape.FUNCTION_MACRO.match("#define TRY(x) x"))
        self.assertFalse(measure_shape.FUNCTION_MACRO.match("#define LIMIT (5)"))


if __name__ == "__main__":
    unittest.main()
