"""What a person at a terminal sees: width, colour, progress, and what Ctrl-C does."""
import fcntl
import os
import pty
import re
import resource
import shutil
import signal
import struct
import subprocess
import termios
import time
import unicodedata

import harness
from harness import INCOMPLETE, INTERNAL, OK, CliTest, Evidence, findings, manifest, run

ESCAPE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


def on_terminal(*args, columns=80, env=None):
    """Runs the program on a terminal of its own and returns (text, exit status)."""
    pid, terminal = pty.fork()
    if pid == 0:
        environment = {**os.environ, "TERM": "xterm", **(env or {})}
        environment.pop("COLUMNS", None)
        # The size is set by the child: no race with the parent.
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        os.execve(harness.PROGRAM, [str(harness.PROGRAM), *map(str, args)], environment)
    text = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the program has closed the terminal
            break
        if not piece:
            break
        text += piece
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    return text.decode("utf-8"), os.waitstatus_to_exitcode(status)


def shown_lines(text):
    """What is left on the screen: carriage returns overwrite, escape codes take no room."""
    lines = [line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n")]
    return [ESCAPE.sub("", line) for line in lines]


def width(line):
    return sum(0 if unicodedata.combining(one) else
               2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)


class Screen(CliTest):
    def hunt(self, *args, **options):
        return on_terminal("hunt", Evidence.logs, "--out", self.folder / "o", *args, **options)

    def test_lines_fit_the_window(self):
        for columns in (60, 80, 120):
            for language in ("en", "ja"):
                text, status = self.hunt("--lang", language, columns=columns)
                self.assertEqual(status, OK)
                for line in shown_lines(text):
                    # A path is never cut: it is there to be copied.
                    if str(self.folder) not in line:
                        self.assertLessEqual(width(line), columns, (columns, language, line))

    def test_rule_list_fits_the_window_and_is_whole_in_a_pipe(self):
        text, _ = on_terminal("rules", "list", columns=60)
        for line in shown_lines(text):
            self.assertLessEqual(width(line), 60, line)
        self.assertIn("\u2026", text)
        self.assertNotIn("\u2026", run("rules", "list", expect=OK).out)

    def test_columns_of_tables_line_up(self):
        text, _ = self.hunt()
        lines = shown_lines(text)
        head = next(i for i, line in enumerate(lines) if line.startswith("  HOST"))
        end = lines[head].index("FINDINGS") + len("FINDINGS")
        rows = lines[head + 1:lines.index("", head)]
        self.assertGreater(len(rows), 1)
        for row in rows:
            self.assertRegex(row[:end], r"\d$")

    def test_colour_on_a_terminal_only_and_not_when_unwanted(self):
        self.assertIn("\x1b[1;31m", self.hunt()[0])
        plain = self.hunt(env={"NO_COLOR": "1"})[0]
        self.assertNotRegex(plain, r"\x1b\[[0-9;]*m")
        self.assertNotIn("\x1b", run("hunt", Evidence.logs, "--out", self.folder / "o",
                                     expect=OK).out)

    def test_an_empty_no_color_is_none(self):  # as no-color.org has it
        self.assertIn("\x1b[1;31m", self.hunt(env={"NO_COLOR": ""})[0])

    def test_progress_is_gone_at_the_end(self):
        text, _ = self.hunt()
        self.assertNotIn("[#", "\n".join(shown_lines(text)))

    def test_same_words_as_without_a_terminal(self):
        text, _ = self.hunt(columns=80, env={"NO_COLOR": "1"})
        plain = run("hunt", Evidence.logs, "--out", self.folder / "o", expect=OK).out
        timeless = [re.sub(r"in \d+\.\d+ s", "in N s", part) for part in
                    ("\n".join(shown_lines(text)), plain)]
        self.assertEqual(timeless[0], timeless[1])

    def test_quiet_is_quiet(self):
        self.assertEqual(self.hunt("--quiet")[0], "")

    def test_errors_have_no_colour_codes(self):
        text, status = on_terminal("hunt", "gone")
        self.assertEqual(status, harness.USAGE)
        self.assertNotIn("\x1b", text)


class Signals(CliTest):
    def start(self, *args):
        """A hunt long enough to be caught in the middle, stopped as soon as it reads."""
        logs = self.folder / "many"
        logs.mkdir()
        first = logs / "000.evtx"
        shutil.copy(harness.some_log(), first)
        data = first.read_bytes()
        for number in range(1, 400):
            # A changed byte of the file header's unused part: no two files are the same.
            (logs / f"{number:03}.evtx").write_bytes(
                data[:100] + number.to_bytes(2, "little") + data[102:])
        self.out = self.folder / "out"
        process = subprocess.Popen(
            [harness.PROGRAM, "hunt", logs, "--out", self.out, "--threads", "1", *args],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        deadline = time.monotonic() + 60
        while not (self.out / ".findings.jsonl.part").exists():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.002)
        process.send_signal(signal.SIGSTOP)
        return process

    def finish(self, process):
        out, err = process.communicate(timeout=120)
        return process.returncode, out.decode(), err.decode()

    def test_each_signal_keeps_what_was_found_and_says_so(self):
        for name in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(name):
                process = self.start()
                process.send_signal(name)
                process.send_signal(signal.SIGCONT)
                status, out, err = self.finish(process)
                self.assertEqual(status, INCOMPLETE)
                self.assertIn("once more to stop at once", err)
                self.assertIn("Interrupted", out)
                run_json = manifest(self.out)
                self.assertTrue(run_json["interrupted"])
                self.assertEqual(run_json["exit_status"], INCOMPLETE)
                states = [one["state"] for one in run_json["inputs"]]
                self.assertIn("not_reached", states)
                self.assertEqual(run_json["findings"]["count"], len(findings(self.out)))
                self.assertEqual(harness.outputs(self.out),
                                 {"findings.jsonl", "timeline.csv", "incidents.json", "report.html",
                                  "run.json"})
                shutil.rmtree(self.folder / "many")
                shutil.rmtree(self.out)

    def test_what_was_found_is_the_beginning_of_the_whole(self):
        process = self.start("--write", "findings")
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGCONT)
        self.finish(process)
        part = {one["id"] for one in findings(self.out)}
        run("hunt", self.folder / "many", "--out", self.out, "--write", "findings", expect=OK)
        self.assertLessEqual(part, {one["id"] for one in findings(self.out)})

    def test_the_second_signal_stops_at_once(self):
        process = self.start()
        # Both wait for the process to go on: no race with how fast it ends.
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGCONT)
        status, out, _ = self.finish(process)
        self.assertIn(status, (128 + signal.SIGINT, 128 + signal.SIGTERM))
        self.assertEqual(out, "")
        self.assertEqual([path.name for path in self.out.iterdir()
                          if not path.name.startswith(".")], [])

    def test_a_killed_hunt_leaves_nothing_that_looks_whole_and_the_next_one_cleans_up(self):
        process = self.start()
        process.kill()
        self.finish(process)
        self.assertEqual([path.name for path in self.out.iterdir()
                          if not path.name.startswith(".")], [])
        run("hunt", harness.some_log(), "--out", self.out, expect=OK)
        self.assertEqual({name for name in harness.outputs(self.out) if name.startswith(".")}, set())


class FullDisk(CliTest):
    def limited(self, limit):
        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        return small_files

    def test_no_output_of_a_hunt_looks_whole(self):
        for limit in (0, 100, 5_000, 50_000, 200_000):
            out = self.folder / f"out{limit}"
            done = run("hunt", Evidence.logs, "--out", out, preexec_fn=self.limited(limit),
                       expect=INTERNAL)
            self.assertIn("File too large", done.err)
            self.assertEqual(harness.outputs(out), set(), limit)

    def test_results_of_an_earlier_hunt_stay_when_the_new_one_fails(self):
        out = self.folder / "out"
        run("hunt", Evidence.logs, "--out", out, expect=OK)
        before = {name: (out / name).read_bytes() for name in harness.outputs(out)}
        run("hunt", Evidence.logs, "--out", out, preexec_fn=self.limited(100), expect=INTERNAL)
        self.assertEqual({name: (out / name).read_bytes() for name in harness.outputs(out)}, before)

    def test_a_simulated_log_is_whole_or_not_there(self):
        whole = {path.relative_to(Evidence.logs): path.stat().st_size
                 for path in Evidence.logs.rglob("*.evtx")}
        limit = sorted(whole.values())[len(whole) // 2]  # some fit, some do not
        out = self.folder / "sim"
        done = run("simulate", "--out", out, "--days", "7", "--hosts", "9",
                   preexec_fn=self.limited(limit), expect=INTERNAL)
        self.assertIn("File too large", done.err)
        for path in out.rglob("*.evtx"):
            self.assertEqual(path.stat().st_size, whole[path.relative_to(out)])

    def test_every_command_that_prints_notices(self):
        log = harness.some_log()
        for args in (("dump", log), ("search", "4", log), ("rules", "list"), ("rules", "check"),
                     ("version",), ("completions", "man"), ("--help",)):
            with open("/dev/full", "wb") as full:
                done = run(*args, stdout=full, expect=INTERNAL)
            self.assertIn("No space left", done.err, args)


if __name__ == "__main__":
    raise SystemExit("run run_tests.py")
