#!/usr/bin/env python3
"""Runs a command and measures it: wall time, processor time, peak memory.

  measured.py [--most-mb N] [--accept 0,3] -- COMMAND...

Prints one line on stderr and ends with the command's status (0 if it is accepted), or 1 when the
command took more memory than allowed. bench/ uses run() directly.
"""
import argparse
import dataclasses
import os
import subprocess
import sys
import time


@dataclasses.dataclass(frozen=True)
class Run:
    seconds: float      # wall clock
    cpu_seconds: float  # user + system, of the command and its children
    peak_mb: float      # largest resident set of the command, in 10^6 bytes
    status: int

    def __str__(self) -> str:
        return (f"{self.seconds:.2f} s, {self.cpu_seconds:.2f} s of processor, "
                f"peak {self.peak_mb:.1f} MB, exit {self.status}")


def run(command: list[str], **options) -> Run:
    """Runs `command` to its end; options go to subprocess.Popen."""
    start = time.perf_counter()
    process = subprocess.Popen(command, **options)  # pylint: disable=consider-using-with
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(time.perf_counter() - start, usage.ru_utime + usage.ru_stime,
               usage.ru_maxrss * 1024 / 1e6, process.returncode)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most-mb", type=float, default=float("inf"))
    parser.add_argument("--accept", default="0")
    parser.add_argument("command", nargs="+")
    args = parser.parse_args()
    result = run(args.command)
    print(f"  {result}", file=sys.stderr)
    if result.peak_mb > args.most_mb:
        print(f"  more than the {args.most_mb:.0f} MB it may take", file=sys.stderr)
        return 1
    return 0 if str(result.status) in args.accept.split(",") else result.status or 1


if __name__ == "__main__":
    sys.exit(main())
