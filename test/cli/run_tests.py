#!/usr/bin/env python3
"""Tests of the noroshi program as a person or a script uses it.

  run_tests.py --program build/debug/noroshi [--update] [--share N/OF] [unittest arguments]

Evidence comes from `noroshi simulate`, so nothing is needed but the program. Texts that people read
are compared with golden/*.txt; --update writes those anew, to be looked at before they are
committed. --share 1/3 runs the first of three parts, so that ctest can run them side by side.
"""
import argparse
import os
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import harness  # noqa: E402  (its folder is known only now)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, add_help=False)
    parser.add_argument("--program", required=True, type=pathlib.Path)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--share", default="1/1")
    args, rest = parser.parse_known_args()
    harness.PROGRAM = args.program.resolve()
    harness.UPDATE = args.update
    os.environ.pop("NO_COLOR", None)
    number, shares = map(int, args.share.split("/"))
    names = rest or [path.stem for path in sorted(HERE.glob("*_test.py"))][number - 1::shares]
    suite = unittest.defaultTestLoader.loadTestsFromNames(names)
    with harness.Evidence():
        result = unittest.TextTestRunner(verbosity=1).run(suite)
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
