#!/usr/bin/env python3
"""Holds what `noroshi scan --programs` says of signatures against osslsigncode, program by program.

  compare_with_osslsigncode.py NOROSHI PATH...

Compares whether there is a signature, whether the digest in it is that of the file, and the signer's
common name. Prints differences and a summary; ends with 1 if there is a difference or fewer signed
programs than --least.
"""
import argparse
import json
import os
import re
import subprocess
import sys


def by_osslsigncode(path):
    """(signed, digest holds, common name of the signer)."""
    run = subprocess.run(["osslsigncode", "verify", "-in", path], stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, check=False)
    said = run.stdout.decode("utf-8", "replace")
    current = re.search(r"Current message digest *: ([0-9A-F]+)", said)
    actual = re.search(r"Calculated message digest *: ([0-9A-F]+)", said)
    if "No signature found" in said or not current:
        return (False, None, None)
    signer = re.search(r"Signer's certificate:\s+(?:Signer #0:\s+)?Subject: (.*)", said) or re.search(
        r"Signer #0:\s+Subject: (.*)", said)
    name = re.search(r"/CN=(.*?)(?=/[A-Za-z0-9.]+=|$)", signer.group(1)) if signer else None
    return (True, bool(actual) and current.group(1) == actual.group(1), name.group(1) if name else None)


def by_noroshi(row):
    signature = row["signature"]
    if not signature["present"] or not signature["signers"]:
        return (False, None, None)
    signer = signature["signers"][0]
    return (True, signer["digest"] == "holds", signer["subject"]["common_name"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("noroshi")
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--least", type=int, default=1, help="signed programs that must have been compared")
    options = parser.parse_args()
    compared = signed = different = 0
    for path in options.paths:
        base = path if os.path.isdir(path) else os.path.dirname(path)
        run = subprocess.run([options.noroshi, "scan", path, "--programs"], stdout=subprocess.PIPE, check=False)
        for line in run.stdout.decode("utf-8").splitlines():
            row = json.loads(line)
            ours, theirs = by_noroshi(row), by_osslsigncode(os.path.join(base, row["path"]))
            compared += 1
            signed += ours[0]
            if ours[:2] != theirs[:2] or (theirs[2] and ours[2] != theirs[2]):
                different += 1
                print(f"{row['path']}:\n  osslsigncode {theirs}\n  noroshi      {ours}")
    print(f"{compared} programs compared with osslsigncode, {signed} of them signed, {different} differ")
    return 1 if different or signed < options.least else 0


if __name__ == "__main__":
    sys.exit(main())
