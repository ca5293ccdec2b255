"""Evidence in archives, packed, and on standard input: the same answers as from plain files."""
import gzip
import io
import pathlib
import tarfile
import zipfile

from harness import INCOMPLETE, OK, CliTest, Evidence, findings, manifest, run


def logs():
    return sorted(Evidence.logs.rglob("*.evtx"))


def everything():
    return sorted(path for path in Evidence.logs.rglob("*") if path.is_file())


def member_name(path):
    return str(path.relative_to(Evidence.logs))


def answers(folder):
    """What was found, without the id (a hash of the path), and the path without the archive."""
    found = []
    for finding in findings(folder):
        del finding["id"]
        for place in (finding["evidence"], *finding.get("members", [])):
            place["path"] = place["path"].split("!/")[-1]
        found.append(finding)
    return sorted(found, key=str)


class Containers(CliTest):
    def make_zip(self, name="logs.zip"):
        path = self.folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for log in everything():
                archive.write(log, member_name(log))
        return path

    def make_tar(self, name="logs.tar.gz"):
        path = self.folder / name
        with tarfile.open(path, "w:gz") as archive:
            for log in everything():
                archive.add(log, member_name(log))
        return path

    def hunt(self, path, out, expect=OK, *more):
        out = self.folder / out
        run("hunt", str(path), "--out", str(out), "--quiet", *more, expect=expect)
        return out

    def test_archives_give_what_the_folder_gives(self):
        plain = self.hunt(Evidence.logs, "plain")
        for path in (self.make_zip(), self.make_tar()):
            out = self.hunt(path, path.name + ".out", OK, "--threads", "3")
            self.assertEqual(answers(out), answers(plain))
            evidence = manifest(out)["evidence"]
            self.assertEqual(evidence["records"], manifest(plain)["evidence"]["records"])
            self.assertEqual(evidence["members"], len(everything()))

    def test_same_bytes_for_any_number_of_threads(self):
        (self.folder / "evidence").mkdir()
        self.make_zip("evidence/a.zip")
        self.make_tar("evidence/b.tar.gz")
        texts = {(self.hunt(self.folder / "evidence", f"out{n}", OK, "--threads", str(n)) /
                  "findings.jsonl").read_bytes() for n in (1, 2, 5)}
        self.assertEqual(len(texts), 1)

    def test_an_archive_in_an_archive_and_its_record_explained(self):
        inner = self.make_zip("inner.zip")
        outer = self.folder / "outer.tar"
        with tarfile.open(outer, "w") as archive:
            archive.add(inner, "inner.zip")
        out = self.hunt(outer, "out")
        first = findings(out)[0]
        prefix = "outer.tar!/inner.zip!/"
        self.assertTrue(first["evidence"]["path"].startswith(prefix), first["evidence"]["path"])
        record = str(self.folder / first["evidence"]["path"])
        text = run("explain", first["rule"]["id"], f"{record}@{first['evidence']['offset']}",
                   expect=OK).out
        self.assertIn(first["rule"]["title"], text)

    def test_a_packed_log_and_standard_input(self):
        log = logs()[0]
        packed = self.folder / "one.evtx.gz"
        packed.write_bytes(gzip.compress(log.read_bytes()))
        plain = run("dump", str(log), expect=OK).out
        self.assertEqual(run("dump", str(packed), expect=OK).out, plain)
        for content in (log.read_bytes(), packed.read_bytes()):
            self.assertEqual(run("dump", "-", expect=OK, input=content).out, plain)

    def test_a_cut_gzip_is_told_and_costs_only_what_is_cut(self):
        log = max(logs(), key=lambda path: path.stat().st_size)
        packed = gzip.compress(log.read_bytes())
        path = self.folder / "cut.evtx.gz"
        path.write_bytes(packed[:len(packed) // 2])
        result = run("dump", str(path), expect=INCOMPLETE)
        self.assertIn("container (the file ends too early)", result.err)
        self.assertGreater(result.out.count("\n"), 0)
        out = self.hunt(path, "out", INCOMPLETE)
        losses = manifest(out)["losses"]
        self.assertIn(("cut.evtx.gz", "container"), [(l["path"], l["kind"]) for l in losses])

    def test_hostile_names_are_only_text(self):
        path = self.folder / "evil.tar"
        names = ("../../up.evtx", "/abs.evtx", "\x1b[2J\x07.evtx", "a\nb.evtx", "n" * 9000)
        content = logs()[0].read_bytes()
        with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
            for name in names:
                info = tarfile.TarInfo(name)
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        before = set(self.folder.iterdir())
        result = run("hunt", str(path), "--out", str(self.folder / "out"), expect=OK)
        self.assertNotIn("\x1b[2J", result.out + result.err)
        self.assertEqual(set(self.folder.iterdir()) - before, {self.folder / "out"})
        self.assertFalse(pathlib.Path("/abs.evtx").exists())
        odd = [loss for loss in manifest(self.folder / "out")["losses"]
               if loss["kind"] == "member_name"]
        self.assertEqual(len(odd), len(names))
