#!/usr/bin/env python3
"""Writes the seeds of sevenzip_fuzzer: small encrypted archives of text we made up.

usage: make_sevenzip_seeds.py FOLDER

Needs py7zr (PyPI). The first byte says how the fuzzer takes the rest: 0 an archive, else the
number of packed bytes before a directory.
"""
import io
import pathlib
import struct
import sys

import py7zr

AES = {"id": py7zr.FILTER_CRYPTO_AES256_SHA256}
CHAINS = {
    "lzma2": [{"id": py7zr.FILTER_LZMA2, "preset": 1}, AES],
    "x86": [{"id": py7zr.FILTER_X86}, {"id": py7zr.FILTER_LZMA2, "preset": 1}, AES],
    "bzip2": [{"id": py7zr.FILTER_BZIP2}, AES],
    "deflate": [{"id": py7zr.FILTER_DEFLATE}, AES],
    "copy": [{"id": py7zr.FILTER_COPY}, AES],
}
SIGNATURE_BYTES = 32


def make(chain, header, packed_directory=True):
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password="password", header_encryption=header,
                            filters=chain) as archive:
        archive.set_encoded_header_mode(packed_directory)
        archive.writestr("行 line\n" * 4, "a/log.txt")
        archive.writestr("", "empty")
        archive.writestr("second", "b.txt")
    return out.getvalue()


def directory_of(archive):
    at, size = struct.unpack_from("<QQ", archive, 12)
    return archive[SIGNATURE_BYTES + at:SIGNATURE_BYTES + at + size]


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, chain in CHAINS.items():
        (folder / name).write_bytes(b"\0" + make(chain, False))
        archive = make(chain, False, packed_directory=False)
        (folder / f"{name}_closed").write_bytes(b"\0" + make(chain, True))
        packed = archive[SIGNATURE_BYTES:SIGNATURE_BYTES + 200]
        (folder / f"{name}_directory").write_bytes(
            bytes([len(packed)]) + packed + directory_of(archive))


if __name__ == "__main__":
    main()
