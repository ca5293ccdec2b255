#!/usr/bin/env python3
"""Counts what can be carved from EVTX files, with a reader of its own.

Shares nothing with the program. For each file it prints the records that the walk reaches, and of the
stale or lost ones (at any offset of a chunk's 8-byte grid where no live record begins) how many are
size-valid (equal sizes, a plausible time, the beginning of BinXML), how many of these can be decoded
with the definitions at the offsets they state, and how many of those are new: no live record, and no
earlier stale one, has the same id and time. New ones whose template id is not the first word of the
GUID at its offset are also counted apart: what they are decoded with is another template.

    tools/count_carved.py FILE...
"""
import struct
import sys

CHUNK, HEADER, FILE_HEADER = 65536, 512, 4096
YEAR_2000, YEAR_2100 = 125911584000000000, 157469184000000000
MAX_DEPTH, MAX_NODES = 64, 1_000_000


class Broken(Exception):
    """The bytes are no BinXML."""


class Decoder:
    """Walks the BinXML of one record; raises Broken at the first thing that makes no sense."""

    def __init__(self, chunk):
        self.chunk = chunk
        self.nodes = 0
        self.foreign_template = False

    def u(self, at, size, end):
        if at + size > end:
            raise Broken("past the end")
        return int.from_bytes(self.chunk[at:at + size], "little"), at + size

    def name(self, at, end):
        offset, at = self.u(at, 4, end)
        if offset + 10 > len(self.chunk):
            raise Broken("name outside the chunk")
        stated, units = struct.unpack_from("<HH", self.chunk, offset + 4)
        if offset + 10 + 2 * units > len(self.chunk):
            raise Broken("name past the chunk")
        value = 0
        for unit in struct.unpack_from("<%dH" % units, self.chunk, offset + 8):
            value = (value * 65599 + unit) & 0xFFFFFFFF
        if value & 0xFFFF != stated:
            raise Broken("name hash")
        return at + 10 + 2 * units if offset == at else at

    def fragment(self, at, end, dependency, values, depth=0):
        """Walks tokens to an end token or the end; returns where it stopped and the root count."""
        if depth > MAX_DEPTH:
            raise Broken("too deep")
        open_elements, in_start, roots = 0, False, 0
        while at < end:
            self.nodes += 1
            if self.nodes > MAX_NODES:
                raise Broken("too much")
            token = self.chunk[at]
            kind, more = token & 0x3F, token & 0x40
            at += 1
            if token & 0x80 or kind > 0x0F:
                raise Broken("token %02x" % token)
            if kind == 0x00:
                break
            if kind == 0x01:
                at = at + 2 if dependency else at
                _, at = self.u(at, 4, end)
                at = self.name(at, end)
                at = at + 4 if more else at
                roots += open_elements == 0
                open_elements, in_start = open_elements + 1, True
            elif kind == 0x02:
                in_start = False
            elif kind in (0x03, 0x04):
                open_elements, in_start = open_elements - 1, False
                if open_elements < 0:
                    raise Broken("end without a beginning")
            elif kind == 0x05:
                size, at = self.u(at + 1, 2, end)
                at += 2 * size
            elif kind == 0x06:
                if not in_start:
                    raise Broken("attribute outside a start tag")
                at = self.name(at, end)
            elif kind in (0x07, 0x0B):
                size, at = self.u(at, 2, end)
                at += 2 * size
            elif kind == 0x08:
                at += 2
            elif kind in (0x09, 0x0A):
                at = self.name(at, end)
            elif kind == 0x0C:
                at = self.instance(at - 1, end, depth + 1)
                roots += 1
            elif kind in (0x0D, 0x0E):
                index, at = self.u(at, 2, end)
                at += 1
                self.embedded(index, values, depth)
            else:
                at += 3
        if at > end or open_elements:
            raise Broken("cut")
        return at, roots

    def embedded(self, index, values, depth):
        if values is None or index >= len(values):
            return
        kind, begin, size = values[index]
        if kind == 0x21 and size:
            self.fragment(begin, begin + size, False, None, depth + 1)

    def instance(self, at, end, depth):
        _, where = self.u(at, 10, end)
        template, offset = struct.unpack_from("<II", self.chunk, at + 2)
        if offset + 24 > len(self.chunk):
            raise Broken("definition outside the chunk")
        size = struct.unpack_from("<I", self.chunk, offset + 20)[0]
        if offset + 24 + size > len(self.chunk):
            raise Broken("definition past the chunk")
        if struct.unpack_from("<I", self.chunk, offset + 4)[0] != template:
            self.foreign_template = True
        table = where + 24 + size if offset == where else where
        count, table = self.u(table, 4, end)
        if count > 65535 or table + 4 * count > end:
            raise Broken("values past the end")
        values, at = [], table + 4 * count
        for i in range(count):
            length, kind = struct.unpack_from("<HB", self.chunk, table + 4 * i)
            if at + length > end:
                raise Broken("value past the end")
            values.append((kind, at, length))
            at += length
        if not self.fragment(offset + 24, offset + 24 + size, True, values, depth)[1]:
            raise Broken("definition without an element")
        return at


def header(chunk, at):
    """(size, id, written) of what claims to be a record at `at`, or None."""
    if at + 28 > len(chunk) or chunk[at:at + 4] != b"**\0\0":
        return None
    return struct.unpack_from("<IQQ", chunk, at + 4)


def live_records(chunk):
    """The walk of a chunk's records: (id, written) of each, by offset."""
    last_id, = struct.unpack_from("<Q", chunk, 32)
    free, = struct.unpack_from("<I", chunk, 48)
    end, at, records = min(max(free, HEADER), len(chunk)), HEADER, {}
    while at + 28 <= end:
        found = header(chunk, at)
        if found is None or found[0] < 28 or at + found[0] > len(chunk):
            break
        records[at] = found[1:]
        at += found[0]
        if found[1] == last_id:
            break
    return records


def is_candidate(chunk, at, found):
    size, _, written = found
    if not 28 <= size <= 65024 or size % 8 or at + size > len(chunk):
        return False
    if struct.unpack_from("<I", chunk, at + size - 4)[0] != size:
        return False
    return (YEAR_2000 <= written < YEAR_2100 and chunk[at + 24:at + 28] == b"\x0f\x01\x01\0" and
            chunk[at + 28] in (0x0C, 0x01, 0x41))


def decode(chunk, at, size):
    """'' when it cannot be decoded, 'own' or 'foreign' by its templates."""
    decoder = Decoder(chunk)
    try:
        if not decoder.fragment(at + 28, at + size - 4, False, None)[1]:
            return ""
    except (Broken, struct.error, IndexError):
        return ""
    return "foreign" if decoder.foreign_template else "own"


def slots_of(data):
    for at in range(FILE_HEADER, len(data), CHUNK):
        chunk = data[at:at + CHUNK]
        if any(chunk):
            yield chunk


def count(path):
    data = open(path, "rb").read()
    seen, walked, chunks = set(), 0, []
    for chunk in slots_of(data):
        is_chunk = chunk[:8] == b"ElfChnk\0" and len(chunk) >= HEADER
        records = live_records(chunk) if is_chunk else {}
        walked += len(records)
        seen.update(records.values())
        chunks.append((chunk, records))
    valid = decodable = new = foreign = 0
    for chunk, records in chunks:
        for at in range(0, len(chunk) - 28, 8):
            found = header(chunk, at)
            if at in records or found is None or not is_candidate(chunk, at, found):
                continue
            valid += 1
            how = decode(chunk, at, found[0])
            decodable += bool(how)
            if how and found[1:] not in seen:
                seen.add(found[1:])
                new += 1
                foreign += how == "foreign"
    return walked, valid, decodable, new, foreign


def main(paths):
    print("walked  valid decodable   new  (of these with another template's definition)  file")
    for path in paths:
        row = count(path)
        print("%6d %6d %9d %5d %5d  %s" % (*row, path.rsplit("/", 1)[-1]))


if __name__ == "__main__":
    main(sys.argv[1:])
