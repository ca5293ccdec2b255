#!/usr/bin/env python3
"""Holds what `noroshi scan --programs` says of programs against the library pefile (PyPI), field by field.

  compare_with_pefile.py NOROSHI PATH...

Prints each difference (the first 50) and a summary; ends with 1 if there is any difference or fewer
programs than --least.
"""
import argparse
import collections
import json
import os
import subprocess
import sys

import pefile

# Its own limits, which real libraries exceed.
pefile.MAX_SYMBOL_EXPORT_COUNT = 65536
pefile.MAX_IMPORT_NAME_LENGTH = pefile.MAX_SYMBOL_NAME_LENGTH = 8192
pefile.MAX_IMPORT_SYMBOLS = 131072

def text(value):
    """Bytes of a PE file as noroshi writes them: UTF-8 where they are, else mended."""
    return (value or b"").decode("utf-8", "replace") if isinstance(value, bytes) else (value or "")


def functions(entry):
    return [("", f.ordinal) if f.import_by_ordinal else (text(f.name), 0) for f in entry.imports]


def facts_by_pefile(path):
    pe = pefile.PE(path, fast_load=True)
    names = ["IMPORT", "EXPORT", "RESOURCE", "DEBUG", "TLS", "DELAY_IMPORT", "COM_DESCRIPTOR"]
    pe.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_" + name] for name in names])
    head, optional = pe.FILE_HEADER, pe.OPTIONAL_HEADER
    facts = {
        "machine": head.Machine, "time": head.TimeDateStamp, "characteristics": head.Characteristics,
        "is_64": optional.Magic == 0x20B, "linker": f"{optional.MajorLinkerVersion}.{optional.MinorLinkerVersion}",
        "entry_point": optional.AddressOfEntryPoint, "image_base": optional.ImageBase,
        "section_alignment": optional.SectionAlignment, "file_alignment": optional.FileAlignment,
        "image_size": optional.SizeOfImage, "headers_size": optional.SizeOfHeaders, "checksum": optional.CheckSum,
        "subsystem": optional.Subsystem, "dll_characteristics": optional.DllCharacteristics,
        "overlay_offset": pe.get_overlay_data_start_offset() or 0,
    }
    facts["sections"] = [(text(s.Name.rstrip(b"\0").split(b"\0")[0]), s.Misc_VirtualSize, s.VirtualAddress,
                          s.SizeOfRawData, s.PointerToRawData, s.Characteristics) for s in pe.sections]
    facts["imports"] = [(text(e.dll), False, functions(e)) for e in getattr(pe, "DIRECTORY_ENTRY_IMPORT", [])]
    facts["imports"] += [(text(e.dll), True, functions(e)) for e in getattr(pe, "DIRECTORY_ENTRY_DELAY_IMPORT", [])]
    exports = getattr(pe, "DIRECTORY_ENTRY_EXPORT", None)
    facts["exports"] = sorted((e.ordinal, text(e.name), text(e.forwarder) if e.forwarder else "",
                               0 if e.forwarder else e.address)
                              for e in exports.symbols if e.address) if exports else []
    facts["resources"] = sorted(resources(pe))
    facts["version"] = sorted(version_strings(pe))
    facts["debug"] = [(d.struct.Type, text(d.entry.PdbFileName.rstrip(b"\0")) if d.entry is not None and
                       hasattr(d.entry, "PdbFileName") else "")
                      for d in getattr(pe, "DIRECTORY_ENTRY_DEBUG", [])]
    rich = pe.parse_rich_header()
    facts["rich"] = [(value >> 16, value & 0xFFFF, count) for value, count in
                     zip(rich["values"][::2], rich["values"][1::2])] if rich else []
    return facts


def resources(pe):
    for kind in getattr(pe, "DIRECTORY_ENTRY_RESOURCE", None).entries if hasattr(
            pe, "DIRECTORY_ENTRY_RESOURCE") else []:
        for name in kind.directory.entries if hasattr(kind, "directory") else []:
            for language in name.directory.entries if hasattr(name, "directory") else []:
                if hasattr(language, "data"):
                    yield (str(kind.name or kind.id), str(name.name or name.id), language.id,
                           language.data.struct.Size)


def version_strings(pe):
    for info in getattr(pe, "FileInfo", []):
        for entry in info:
            for table in getattr(entry, "StringTable", []):
                for key, value in table.entries.items():
                    yield (text(key), text(value))


def same(field, theirs, ours):
    """Whether both say the same, where pefile says it whole."""
    if field == "version":  # one copy a language in one, one in all in the other
        return set(theirs) == set(ours)
    if field == "exports":  # pefile stops naming exports that share addresses with many others
        addresses = {(ordinal, address) for ordinal, _, _, address in ours}
        known = set(ours)
        return all(row in known or (row[1] == "" and (row[0], row[3]) in addresses) for row in map(tuple, theirs))
    return theirs == ours


def facts_by_noroshi(row):
    facts = {key: value for key, value in row.items() if not isinstance(value, (list, dict))}
    facts["sections"] = [(s["name"], s["virtual_size"], s["virtual_address"], s["raw_size"], s["raw_offset"],
                          s["characteristics"]) for s in row["sections"]]
    facts["imports"] = [(i["dll"], i["delayed"], [(f.get("name", ""), f.get("ordinal", 0)) for f in i["functions"]])
                        for i in row["imports"]]
    facts["exports"] = sorted((e["ordinal"], e["name"], e.get("forwarder", ""), e["address"])
                              for e in row.get("exports", []))
    facts["resources"] = sorted((r["type"], r["name"], r["language"], r["size"]) for r in row["resources"])
    facts["version"] = sorted((v["key"], v["value"]) for v in row.get("version", []))
    facts["debug"] = [(d["type"], d["pdb"]) for d in row["debug"]]
    facts["rich"] = [(r["product"], r["build"], r["count"]) for r in row["rich"]]
    return facts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("noroshi")
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--least", type=int, default=1, help="programs that must have been compared")
    options = parser.parse_args()
    compared, shown, different, by_field = 0, 0, 0, collections.Counter()
    for path in options.paths:
        base = path if os.path.isdir(path) else os.path.dirname(path)
        run = subprocess.run([options.noroshi, "scan", path, "--programs"], stdout=subprocess.PIPE, check=False)
        for line in run.stdout.decode("utf-8").splitlines():
            row = json.loads(line)
            ours, theirs = facts_by_noroshi(row), facts_by_pefile(os.path.join(base, row["path"]))
            compared += 1
            wrong = [key for key in theirs if not same(key, theirs[key], ours.get(key))]
            different += bool(wrong)
            by_field.update(wrong)
            for key in wrong[:max(0, 50 - shown)]:
                shown += 1
                print(f"{row['path']}: {key}:\n  pefile  {str(theirs[key])[:300]}\n  noroshi {str(ours.get(key))[:300]}")
    print(f"{compared} programs compared with pefile {pefile.__version__}, {different} differ"
          f" {dict(by_field) if by_field else ''}")
    return 1 if different or compared < options.least else 0


if __name__ == "__main__":
    sys.exit(main())
