#!/usr/bin/env python3
"""Writes the seeds of container_fuzzer: one small archive of each kind, holding text we made up.

usage: make_container_seeds.py FOLDER
"""
import bz2
import gzip
import io
import lzma
import pathlib
import sys
import tarfile
import zipfile

DATE = (2020, 10, 5, 0, 0, 0)
LOG = b"ElfFile\0" + b"\0" * 600
TEXT = "行 line\n".encode("utf-8") * 5


def make_zip(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name, DATE), content, method)
    return out.getvalue()


def make_tar(members, tar_format):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tar_format) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()[:4096]


def seeds():
    members = [("a/log.evtx", LOG), ("text", TEXT)]
    tar = make_tar(members, tarfile.USTAR_FORMAT)
    packed = gzip.compress(tar, mtime=0)
    return {
        "zip": make_zip(members),
        "zip_stored": make_zip(members, zipfile.ZIP_STORED),
        "zip_nested": make_zip([("inner.zip", make_zip(members)), ("t.tar.gz", packed)]),
        "zip_names": make_zip([("../../up", TEXT), ("/root", TEXT), ("same", TEXT)]),
        "tar": tar,
        "tar_pax": make_tar([("n" * 300, TEXT)], tarfile.PAX_FORMAT),
        "tar_gnu": make_tar([("n" * 300, TEXT)], tarfile.GNU_FORMAT),
        "tar_gz": packed,
        "gz_two_parts": gzip.compress(LOG, mtime=0) + gzip.compress(TEXT, mtime=0),
        "gz_cut": gzip.compress(LOG + TEXT, mtime=0)[:-9],
        "bz2": bz2.compress(LOG),
        "xz": lzma.compress(LOG),
        "utf16": b"\xff\xfe" + TEXT.decode("utf-8").encode("utf-16le"),
        "cp932": TEXT.decode("utf-8").encode("cp932"),
    }


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in seeds().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
