#!/usr/bin/env python3
"""Builds folders as side-loading leaves them, lures, a memory dump and ordinary folders, and holds `noroshi scan`
against them.

  check_scan.py NOROSHI [--keep DIR]

Programs are built from harmless source with MinGW-w64 and signed with osslsigncode by keys made here.
Prints one line a folder and a summary; ends with 1 if a form is missed or an ordinary folder is marked
medium or above. Without those tools it says so and ends with 0.
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "fuzz"))
import make_minidump_seeds  # pylint: disable=wrong-import-position

CC, WINDRES = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-windres"


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout.decode('utf-8', 'replace')}")


class Workshop:
    """Makes programs, libraries and signatures below one folder."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.count = 0

    def file(self, suffix):
        self.count += 1
        return self.root / f"part{self.count}{suffix}"

    def key(self, organisation):
        key, cert = self.root / f"{organisation}.key", self.root / f"{organisation}.pem"
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "3650",
            "-subj", f"/O={organisation}/CN={organisation} Code", "-addext", "extendedKeyUsage=codeSigning")
        return key, cert

    def version(self, original, company):
        rc, obj = self.file(".rc"), self.file(".o")
        rc.write_text(f'1 VERSIONINFO\nFILEVERSION 1,2,3,4\nBEGIN\nBLOCK "StringFileInfo"\nBEGIN\nBLOCK "040904b0"\n'
                      f'BEGIN\nVALUE "CompanyName","{company}"\nVALUE "OriginalFilename","{original}"\nEND\nEND\nEND\n')
        run(WINDRES, rc, obj)
        return obj

    def library(self, path, exports, *, source="", version=None, definition=None):
        """A DLL; `exports` are names of functions. Also makes its import library, given back."""
        code, archive = self.file(".c"), self.file(".a")
        body = "".join(f"__declspec(dllexport) int {name}(void) {{ return {i}; }}\n" for i, name in enumerate(exports))
        code.write_text(body + source)
        extra = [version] if version else []
        if definition:
            script = self.file(".def")
            script.write_text(definition)
            extra.append(script)
        run(CC, "-shared", "-O1", "-s", "-o", path, code, *extra, f"-Wl,--out-implib,{archive}")
        return archive

    def program(self, path, calls, archive, *, source="", version=None):
        code = self.file(".c")
        declared = "".join(f"int {name}(void);\n" for name in calls)
        called = " + ".join(f"{name}()" for name in calls) or "0"
        code.write_text(f"{declared}{source}\nint main(void) {{ return {called}; }}\n")
        parts = ([version] if version else []) + ([archive] if archive else [])
        run(CC, "-O1", "-s", "-o", path, code, *parts)

    def sign(self, path, key):
        signed = self.file(".signed")
        run("osslsigncode", "sign", "-certs", key[1], "-key", key[0], "-h", "sha256", "-in", path, "-out", signed)
        shutil.move(signed, path)


def security_entry(data):
    """Where the directory entry of the certificate table lies, and what it says."""
    header = struct.unpack_from("<I", data, 0x3C)[0]
    wide = struct.unpack_from("<H", data, header + 24)[0] == 0x20B
    at = header + 24 + (144 if wide else 128)
    return at, *struct.unpack_from("<II", data, at)


def stuff(path, payload):
    """Puts bytes behind the signature, inside its entry: the signature still holds."""
    data = bytearray(path.read_bytes())
    at, offset, size = security_entry(data)
    payload += b"\0" * (-len(payload) % 8)
    length = struct.unpack_from("<I", data, offset)[0]
    length += -length % 8
    struct.pack_into("<I", data, offset, length + len(payload))
    struct.pack_into("<I", data, at + 4, size + len(payload))
    path.write_bytes(data[:offset + size] + payload)


def noise(size, seed):
    return random.Random(seed).randbytes(size)


class Builder:
    def __init__(self, shop, root):
        self.shop, self.root = shop, root
        self.vendor, self.other = shop.key("Example Software"), shop.key("Somebody Else")

    def folder(self, name):
        path = self.root / name
        path.mkdir(parents=True)
        return path

    def pair(self, folder, dll="version.dll", exports=("GetFileVersionInfoA",), *, program="viewer.exe", calls=None,
             source="", dll_source="", original=None, company="Example Software", sign_dll=None, dll_version=None):
        """A signed program and the library beside it."""
        shop = self.shop
        whole = shop.file(".dll")
        archive = shop.library(whole.with_name(dll), calls or exports)
        version = shop.version(original or program, company)
        shop.program(folder / program, calls or exports, archive, source=source, version=version)
        shop.sign(folder / program, self.vendor)
        shop.library(folder / dll, exports, source=dll_source, version=dll_version)
        if sign_dll:
            shop.sign(folder / dll, sign_dll)
        return folder / program, folder / dll

    def forms(self):
        """(name, file that must be found, level it must have at least)."""
        shop = self.shop
        yield "system_name", self.pair(self.folder("system_name"))[1]
        yield "missing_exports", self.pair(self.folder("missing_exports"), "helper.dll", ("Init",),
                                           calls=("Init", "Draw", "Close"))[1]
        yield "one_address", self.one_address(self.folder("one_address"))
        yield "ordinals_only", self.ordinals_only(self.folder("ordinals_only"))
        yield "other_signer", self.pair(self.folder("Users/Public/other_signer"), "jli.dll", ("JLI_Launch",),
                                        sign_dll=self.other)[1]
        yield "altered_library", self.altered(self.folder("altered_library"))
        yield "by_name", self.by_name(self.folder("by_name"))
        folder = self.folder("encrypted_blob")
        (folder / "settings.bin").write_bytes(noise(40_000, 1))
        yield "encrypted_blob", self.pair(folder, "skt.dll", ("Run",), dll_source=LOADER)[1]
        yield "renamed_program", self.pair(self.folder("PerfLogs/renamed_program"), "msvcr100.dll", ("strlen2",),
                                           program="update.exe", original="policytool.exe")[1]
        folder = self.folder("stuffed_neighbour")
        library = self.pair(folder, "loader.dll", ("Start",), dll_source=LOADER)[1]
        shop.library(folder / "vac.dll", ("ServiceMain",))
        shop.sign(folder / "vac.dll", self.vendor)
        stuff(folder / "vac.dll", noise(30_000, 2))
        yield "stuffed_neighbour", library
        yield "stuffed_signature", folder / "vac.dll"

    def other_forms(self):
        """The same for forms that are no file beside another: (name, path as the scan shows it)."""
        apart = self.shop.root / "zipped"
        apart.mkdir()
        pair = self.pair(apart)
        mail = self.folder("mail")
        with zipfile.ZipFile(mail / "update.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for path in pair:
                archive.write(path, path.name)
        yield "zipped_pair", "mail/update.zip!/version.dll"
        with zipfile.ZipFile(mail / "memo.zip", "w") as archive:
            archive.writestr("memo.pdf.lnk", b"L\0\0\0" + bytes(72))
        yield "zipped_shortcut", "mail/memo.zip"
        with zipfile.ZipFile(mail / "letter.docx", "w") as document:
            document.writestr("[Content_Types].xml", "<Types/>")
            document.writestr("word/document.xml", "<w:document/>")
            document.writestr("word/_rels/settings.xml.rels",
                              '<Relationships><Relationship Type="x/attachedTemplate" '
                              'Target="https://a.example/t.dotm" TargetMode="External"/></Relationships>')
        yield "remote_template", "mail/letter.docx"
        memory = self.folder("memory")
        (memory / "process.dmp").write_bytes(make_minidump_seeds.full_dump())
        yield "memory_dump", "memory/process.dmp"
        (memory / "proxy.txt").write_text("GET /news?abc=0123abcd8d0e540f1 HTTP/1.1\n")
        yield "datper_request", "memory/proxy.txt"

    def one_address(self, folder):
        names = ("Alpha", "Beta", "Gamma")
        program, library = self.pair(folder, "codec.dll", names)
        definition = "EXPORTS\n" + "".join(f"  {name}=Same\n" for name in names)
        library.unlink()
        self.shop.library(library, (), source="int Same(void) { return 1; }\n", definition=definition)
        del program
        return library

    def ordinals_only(self, folder):
        shop = self.shop
        definition = "LIBRARY wlbsctrl.dll\nEXPORTS\n  Work @7 NONAME\n"
        archive = shop.library(folder / "wlbsctrl.dll", (), source="int Work(void) { return 7; }\n",
                               definition=definition)
        shop.program(folder / "host.exe", ("Work",), archive, version=shop.version("host.exe", "Example Software"))
        shop.sign(folder / "host.exe", self.vendor)
        return folder / "wlbsctrl.dll"

    def altered(self, folder):
        library = self.pair(folder, "render.dll", ("Render",), sign_dll=self.vendor)[1]
        data = bytearray(library.read_bytes())
        data[0x400] ^= 0xFF  # the first byte of code
        library.write_bytes(data)
        return library

    def by_name(self, folder):
        source = ('__declspec(dllimport) void* __stdcall LoadLibraryA(const char*);\n'
                  'void* Load(void) { return LoadLibraryA("DBGHELP.dll"); }\n')
        shop = self.shop
        shop.program(folder / "tool.exe", (), None, source=source, version=shop.version("tool.exe", "Example Software"))
        shop.sign(folder / "tool.exe", self.vendor)
        shop.library(folder / "dbghelp.dll", ("MiniDumpWriteDump",))
        return folder / "dbghelp.dll"

    def ordinary(self):
        """Folders in which nothing is wrong."""
        whole = self.folder("Program Files/Whole")
        self.pair(whole, "engine.dll", ("Open", "Close"), sign_dll=self.vendor)
        product = self.folder("Program Files/Product")
        self.pair(product, "plugin.dll", ("Open", "Close"), dll_version=self.shop.version("plugin.dll", "Open Source"))
        for i in range(30):
            (product / f"page{i}.html").write_text("<p>help</p>" * 50)
        unsigned = self.folder("Program Files/Unsigned")
        shop = self.shop
        archive = shop.library(unsigned / "version.dll", ("GetFileVersionInfoA",))
        shop.program(unsigned / "game.exe", ("GetFileVersionInfoA",), archive)
        clean = self.folder("Program Files/Clean")
        shop.library(clean / "signed.dll", ("Work",))
        shop.sign(clean / "signed.dll", self.vendor)
        return ["Whole", "Product", "Unsigned", "Clean"]


# Asks for what a loader needs, and does nothing with it.
LOADER = """
__declspec(dllimport) void* __stdcall VirtualAlloc(void*, unsigned long long, unsigned long, unsigned long);
__declspec(dllimport) int __stdcall ReadFile(void*, void*, unsigned long, unsigned long*, void*);
__declspec(dllexport) void* Never(int a) { return a == 12345 ? (void*)&ReadFile : (void*)&VirtualAlloc; }
"""


def judge(noroshi, root, builder):
    forms = [(name, path.relative_to(root).as_posix()) for name, path in builder.forms()]
    forms += builder.other_forms()
    ordinary = builder.ordinary()
    ran = subprocess.run([noroshi, "scan", root, "--json", "--level", "medium"], stdout=subprocess.PIPE, check=False)
    found = [json.loads(line) for line in ran.stdout.decode("utf-8").splitlines()]
    by_path = {}
    for finding in found:
        by_path.setdefault(finding["path"], []).append(f"{finding['rule']} ({finding['level']})")
    wrong = 0
    for name, path in forms:
        got = by_path.get(path, [])
        wrong += not got
        print(f"  {name:20} {', '.join(got) or 'NOT FOUND'}")
    for name in ordinary:
        got = [path for path in by_path if f"/{name}/" in path]
        wrong += len(got)
        print(f"  ordinary {name:11} {'nothing' if not got else 'WRONGLY MARKED ' + ', '.join(got)}")
    print(f"scan: {len(forms)} forms and {len(ordinary)} ordinary folders, {wrong} wrong")
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("noroshi")
    parser.add_argument("--keep", help="build here and leave it")
    options = parser.parse_args()
    missing = [tool for tool in (CC, WINDRES, "osslsigncode", "openssl") if not shutil.which(tool)]
    if missing:
        print(f"scan: not checked, these are not installed: {' '.join(missing)}")
        return 0
    noroshi = os.path.abspath(options.noroshi)
    with tempfile.TemporaryDirectory() as work:
        root = pathlib.Path(options.keep or os.path.join(work, "disk"))
        root.mkdir(parents=True)
        parts = pathlib.Path(work) / "parts"
        parts.mkdir()
        return judge(noroshi, root, Builder(Workshop(parts), root))


if __name__ == "__main__":
    sys.exit(main())
