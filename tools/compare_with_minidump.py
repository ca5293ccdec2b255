#!/usr/bin/env python3
"""Holds what `noroshi scan --dumps` says of memory dumps against the library minidump (PyPI).

  compare_with_minidump.py NOROSHI PATH... [--least N]

Compares system, process id, modules, unloaded modules, threads, memory ranges and regions, handles and
thread start addresses, field by field. Dumps that the library cannot read are counted and passed over.
Prints each difference (the first 50) and a summary; ends with 1 if there is any difference or fewer dumps
than --least.
"""
import argparse
import json
import logging
import pathlib
import subprocess
import sys

from minidump.minidumpfile import MinidumpFile

logging.disable(logging.CRITICAL)


def value(number):
    """Enumerations as the numbers they stand for."""
    return getattr(number, "value", number) or 0


def rows(part, name):
    return getattr(part, name) if part is not None else []


def facts_by_library(path):
    dump = MinidumpFile.parse(str(path))
    # Not the time: the library takes the header for four bytes longer than it is.
    facts = {"process_id": (dump.misc_info.ProcessId or 0) if dump.misc_info else 0,
             "build": dump.sysinfo.BuildNumber if dump.sysinfo else 0,
             "processor": value(dump.sysinfo.ProcessorArchitecture) if dump.sysinfo else 0}
    facts["modules"] = [(m.baseaddress, m.size, m.checksum or 0, m.timestamp or 0, m.name)
                        for m in rows(dump.modules, "modules")]
    facts["unloaded"] = [(m.baseaddress, m.size, m.checksum or 0, m.timestamp or 0, m.name)
                         for m in rows(dump.unloaded_modules, "modules")]
    facts["threads"] = [(t.ThreadId, t.Teb) for t in rows(dump.threads, "threads")]
    segments = rows(dump.memory_segments_64, "memory_segments") or rows(dump.memory_segments, "memory_segments")
    facts["ranges"] = sorted((s.start_virtual_address, s.size, s.start_file_address) for s in segments)
    facts["regions"] = sorted((i.BaseAddress, i.RegionSize, value(i.State), value(i.Type))
                              for i in rows(dump.memory_info, "infos"))
    facts["handles"] = [(h.Handle, h.TypeName or "", h.ObjectName or "") for h in rows(dump.handles, "handles")]
    facts["starts"] = sorted((i.ThreadId, i.StartAddress) for i in rows(dump.thread_info, "infos"))
    return facts


def facts_by_noroshi(row):
    facts = {name: row[name] for name in ("process_id", "build", "processor")}
    for name in ("modules", "unloaded"):
        facts[name] = [(m["address"], m["size"], m["checksum"], m["time"], m["name"]) for m in row[name]]
    facts["threads"] = [(t["id"], t["teb"]) for t in row["threads"]]
    facts["ranges"] = [(r["address"], r["size"], r["offset"]) for r in row["ranges"]]
    facts["regions"] = [(r["address"], r["size"], r["state"], r["type"]) for r in row["regions"]]
    facts["handles"] = [(h["handle"], h["type"], h["name"]) for h in row["handles"]]
    facts["starts"] = sorted((t["id"], t["start_address"]) for t in row["threads"] if t["start_address"])
    return facts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("noroshi")
    parser.add_argument("paths", nargs="+", type=pathlib.Path)
    parser.add_argument("--least", type=int, default=1)
    options = parser.parse_args()
    files = [p for path in options.paths for p in (sorted(path.rglob("*")) if path.is_dir() else [path])
             if p.is_file() and p.read_bytes()[:4] == b"MDMP"]
    compared = unread = 0
    differences = []
    for path in files:
        ran = subprocess.run([options.noroshi, "scan", path, "--dumps", "--no-shipped-rules"],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        try:
            theirs = facts_by_library(path)
        except Exception as error:  # pylint: disable=broad-except
            print(f"{path.name}: minidump cannot read it: {error}")
            unread += 1
            continue
        lines = ran.stdout.decode("utf-8").splitlines()
        ours = facts_by_noroshi(json.loads(lines[0])) if lines else {}
        compared += 1
        differences += [f"{path.name}: {name}: {theirs[name]!r:.200} and {ours.get(name)!r:.200}"
                        for name in theirs if theirs[name] != ours.get(name)]
    for line in differences[:50]:
        print(line)
    print(f"minidump: {compared} dumps compared, {unread} that the library cannot read, "
          f"{len(differences)} differences")
    return 1 if differences or compared < options.least else 0


if __name__ == "__main__":
    sys.exit(main())
