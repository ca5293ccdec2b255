"""Tests of ./noroshi and tools/setup.sh in a made-up project, with stand-ins for apt, dpkg, cmake, ninja.

The stand-ins write their arguments to calls.log; the "build" makes a program that prints its
arguments and the folder it runs in.
"""
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent

STANDINS = {
    # Nothing is installed; the archive has everything but what `unknown` lists.
    "dpkg-query": 'echo "not-installed"',
    "apt-get": 'echo "apt-get $*" >>"$CALLS"',
    "apt-cache": 'case " $UNKNOWN " in *" ${@: -1} "*) exit 100 ;; esac',
    "node": "echo 20",
    "npm": "true",
    "id": 'echo "$USER_ID"',
    "cmake": r'''
echo "cmake $*" >>"$CALLS"
mkdir -p build/release; touch build/release/build.ninja
echo "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" >build/release/CMakeCache.txt''',
    "ninja": r'''
echo "ninja $*" >>"$CALLS"
trap 'kill "$!"; exit 1' TERM
mkdir "$PWD/build/busy" || { echo "two builds at once" >>"$CALLS"; exit 1; }
sleep "${BUILD_SECONDS:-0}" & wait "$!"; rmdir "$PWD/build/busy"
[ -z "${BUILD_BREAKS:-}" ] || { echo "src/a.cc:1: error: no"; exit 1; }
printf '#!/bin/sh\necho "in $PWD: $*"\n' >build/release/noroshi; chmod +x build/release/noroshi''',
}


class SetupTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.base = pathlib.Path(folder.name).resolve()
        self.project = self.base / "project"
        self.calls = self.base / "calls.log"
        for name in ("noroshi", "tools/packages.sh", "tools/setup.sh", "tools/embed_files.py",
                     "CMakeLists.txt", "CMakePresets.json"):
            (self.project / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.project / name)
        for name in ("src", "cmake", "rules", "web/src", "web/tools"):
            (self.project / name).mkdir(parents=True)
        (self.project / "src" / "a.cc").write_text("int a;\n")
        (self.base / "bin").mkdir()
        for name, text in STANDINS.items():
            program = self.base / "bin" / name
            program.write_text(f"#!/usr/bin/env bash\n{text}\n")
            program.chmod(0o755)

    def environment(self, **extra: str) -> dict[str, str]:
        system = ":".join(p for p in ("/usr/bin", "/bin") if os.path.isdir(p))
        return {"PATH": f"{self.base}/bin:{system}", "CALLS": str(self.calls), "USER_ID": "0",
                "UNKNOWN": "", "HOME": str(self.base), **extra}

    def noroshi(self, *arguments: str, **extra: str) -> subprocess.CompletedProcess:
        return subprocess.run([self.project / "noroshi", *arguments], cwd=self.base / "bin",
                              env=self.environment(**extra), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=60, check=False)

    def calls_made(self) -> list[str]:
        lines = self.calls.read_text().splitlines() if self.calls.exists() else []
        self.calls.unlink(missing_ok=True)
        return lines

    def test_first_use_installs_builds_and_runs(self):
        result = self.noroshi("hunt", "logs with blank")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(result.stdout, f"in {self.base / 'bin'}: hunt logs with blank\n")
        calls = self.calls_made()
        self.assertIn("update", calls[0])
        self.assertIn("libpcre2-dev", calls[1])
        self.assertEqual(calls[2:], ["cmake --preset release",
                                     f"ninja -C {self.project}/build/release all"])
        self.assertIn("libpcre2-dev", result.stderr)  # says what it installs

    def test_second_use_does_nothing_but_run(self):
        self.noroshi()
        self.calls_made()
        result = self.noroshi("--version")
        self.assertEqual(result.stdout, f"in {self.base / 'bin'}: --version\n")
        self.assertEqual(result.stderr, "")
        self.assertEqual(self.calls_made(), [])

    def test_a_newer_or_removed_source_is_built(self):
        self.noroshi()
        self.calls_made()
        later = time.time() + 5
        os.utime(self.project / "src" / "a.cc", (later, later))
        self.noroshi()
        self.assertEqual(len(self.calls_made()), 1)
        os.utime(self.project / "src" / "a.cc", (1, 1))
        os.utime(self.project / "src", (later, later))  # as removing a file does
        self.noroshi()
        self.assertEqual(len(self.calls_made()), 1)

    def test_a_broken_build_shows_why_and_runs_nothing(self):
        result = self.noroshi(BUILD_BREAKS="1")
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout, "")
        self.assertIn("src/a.cc:1: error", result.stderr)
        self.assertIn("build/release.log", result.stderr)

    def test_a_moved_project_is_built_afresh(self):
        self.noroshi()
        self.calls_made()
        self.project = self.project.rename(self.base / "moved")
        self.assertEqual(self.noroshi("x").stdout, f"in {self.base / 'bin'}: x\n")
        self.assertIn("cmake --preset release", self.calls_made())

    def test_two_at_once_do_not_build_at_the_same_time(self):
        command = [self.project / "noroshi", "x"]
        environment = self.environment(BUILD_SECONDS="0.5")
        first, second = (subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                         for _ in range(2))
        for process in (first, second):
            process.communicate(timeout=60)
            self.assertEqual(process.returncode, 0)
        self.assertNotIn("two builds at once", self.calls_made())

    def test_a_stopped_start_stops_its_build(self):
        process = subprocess.Popen([self.project / "noroshi"], stdin=subprocess.DEVNULL,
                                   env=self.environment(BUILD_SECONDS="8"),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        busy = self.project / "build" / "busy"
        while not busy.exists() and process.poll() is None:
            time.sleep(0.05)
        process.terminate()
        self.assertEqual(process.wait(timeout=10), 130)
        process.communicate(timeout=10)  # its output ends: nothing runs on behind it
        self.assertFalse((self.project / "build" / "release" / "noroshi").exists())

    def test_without_root_and_sudo_it_names_the_packages(self):
        (self.base / "bin" / "sudo").unlink(missing_ok=True)
        if shutil.which("sudo", path=self.environment()["PATH"]):
            self.skipTest("this system has sudo")
        result = self.noroshi(USER_ID="1000")
        self.assertEqual(result.returncode, 1)
        self.assertIn("install them as root", result.stderr)
        self.assertEqual(self.calls_made(), [])

    def test_sudo_only_when_not_root(self):
        sudo = self.base / "bin" / "sudo"
        sudo.write_text('#!/usr/bin/env bash\necho "sudo $1" >>"$CALLS"\nshift\nexec "$@"\n')
        sudo.chmod(0o755)
        self.noroshi(USER_ID="1000")
        self.assertIn("sudo --non-interactive", self.calls_made())
        shutil.rmtree(self.project / "build")
        self.noroshi(USER_ID="0")
        self.assertNotIn("sudo --non-interactive", self.calls_made())

    def test_alternatives_and_optional_packages(self):
        script = ('source "$root/tools/packages.sh"; '
                  'packages_choose "clang-14|clang" "?chromium" "zlib1g-dev"')
        result = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True,
                                env=self.environment(root=str(self.project),
                                                     UNKNOWN="clang-14 chromium"))
        self.assertEqual(result.stdout.split(), ["clang", "zlib1g-dev"])


if __name__ == "__main__":
    unittest.main()
