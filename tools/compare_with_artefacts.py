#!/usr/bin/env python3
"""Holds what `noroshi dump` says of host artefacts against other readers, field by field.

  compare_with_artefacts.py NOROSHI PATH...

Readers: python-registry (hives), libscca-python (prefetch), LnkParse3 (shortcuts), dissect.esedb (SRUM,
User Access Logging and BITS databases), from PyPI:

  python3 -m venv V && V/bin/pip install python-registry libscca-python LnkParse3 dissect.esedb
  V/bin/python tools/compare_with_artefacts.py build/release/noroshi ../shared/corpus/artefacts fuzz/corpus/ese

Prints each difference (the first 50) and a summary; ends with 1 if there is any difference. Files that the
other reader cannot read are listed, not counted.
"""
import argparse
import collections
import datetime
import ipaddress
import json
import os
import struct
import subprocess
import sys
import uuid

import LnkParse3
import pyscca
from dissect.esedb import EseDB
from Registry import Registry

EPOCH = datetime.datetime(1601, 1, 1)


def record_of(pairs):
    """A name that occurs again is a field of several values."""
    record = {}
    for name, value in pairs:
        record[name] = listed(record[name]) + [value] if name in record else value
    return record


def records_of(noroshi, path):
    """What noroshi reads of a file: a list of objects."""
    out = subprocess.run([noroshi, "dump", path], capture_output=True, check=False).stdout
    return [json.loads(line, object_pairs_hook=record_of) for line in out.decode("utf-8").split("\n")
            if line.startswith("{")]


def listed(value):
    return value if isinstance(value, list) else [value]


# Times in ticks of 100 ns, as they are stored.
def ticks(text):
    moment = datetime.datetime.strptime(text[:19], "%Y-%m-%dT%H:%M:%S")
    return int((moment - EPOCH).total_seconds()) * 10**7 + int(text[20:27])


# Python's datetime has microseconds, and python readers round on their way to it.
def same_moment(text, moment):
    delta = moment.replace(tzinfo=None) - EPOCH
    return abs((delta.days * 86400 + delta.seconds) * 10**7 + delta.microseconds * 10 - ticks(text)) < 100


def details(value):
    """A value as noroshi writes it in Details; None where the other reader cannot say."""
    try:
        kind, data = value.value_type(), value.value()
    except Exception:
        return None
    if value._vkrecord.unpack_dword(12) >> 16 == 0xFFFF:
        return "Binary Data"  # properties of devices have types of their own, which the other reader cuts
    if kind == Registry.RegDWord and not value._vkrecord.unpack_dword(4) & 0x80000000:
        return None  # eight bytes under that type: the other reader shows where they lie
    if kind == Registry.RegDWord:
        return f"DWORD (0x{data:08x})"
    if kind == Registry.RegQWord:
        return f"QWORD (0x{data >> 32:08x}-0x{data & 0xFFFFFFFF:08x})"
    if kind in (Registry.RegSZ, Registry.RegExpandSZ):
        return data.split("\0")[0] or "(Empty)"
    if kind == Registry.RegMultiSZ:
        return None  # joined differently
    return "Binary Data"


def hive_by_python_registry(path):
    facts = collections.Counter()
    pending = [Registry.Registry(path).root()]
    while pending:
        key = pending.pop()
        pending.extend(key.subkeys())
        names = key.path().split("\\")[1:]
        for value in key.values():
            name = "(Default)" if value.name() in ("", "(default)") else value.name()
            facts["\\".join(names + [name]), key._nkrecord.unpack_qword(4), details(value)] += 1
    return facts


def hive_by_noroshi(records, other):
    """The same from our records. Paths begin with the hive's own name, and the control set in use is called
    by another: both are undone by what the other reader has."""
    unknown = {(path, time) for path, time, text in other if text is None}
    facts = collections.Counter()
    sets = {path.split("\\")[0] for path, _, _ in other if path.startswith("ControlSet")}
    for record in records:
        if record["_channel"] != "registry":
            continue
        parts = record["TargetObject"].split("\\")
        if "CurrentControlSet" in parts[:4] and len(sets) == 1:
            parts[parts.index("CurrentControlSet")] = next(iter(sets))
        time = ticks(record["_time"]) if "_time" in record else 0
        for root in (2, 1, 3, 4):
            path = "\\".join(parts[root:])
            if (path, time, record["Details"]) in other or (path, time) in unknown:
                break
        else:
            path = record["TargetObject"]
        facts[path, time, None if (path, time) in unknown else record["Details"]] += 1
    return facts


def compare_hive(path, records):
    other = hive_by_python_registry(path)
    own = hive_by_noroshi(records, other)
    return [("only there", key) for key in (other - own).elements()] + [
        ("only here", key) for key in (own - other).elements()]


def compare_prefetch(path, records):
    scca = pyscca.open(path)
    runs = [record for record in records if record["_channel"] == "prefetch"]
    files = [record["ImageLoaded"] for record in records if record["_channel"] == "prefetch_file"]
    times = []
    for index in range(8):
        try:
            number = scca.get_last_run_time_as_integer(index)
        except Exception:
            break
        if number:
            times.append(number)
    there = {
        "program": scca.executable_filename,
        "hash": f"{scca.prefetch_hash:08X}",
        "count": scca.run_count,
        "runs": times,
        "files": [behind_device(name) for name in scca.filenames if name],
        "serials": [f"{volume.serial_number:08X}" for volume in scca.volumes],
    }
    here = {
        "program": runs[0]["Program"],
        "hash": runs[0]["PathHash"],
        "count": runs[0]["RunCount"],
        "runs": [ticks(run["_time"]) for run in runs if "_time" in run],
        "files": [behind_device(name) for name in files],
        "serials": serials(runs[0]),
    }
    return [(name, (there[name], here[name])) for name in there if there[name] != here[name]]


def behind_device(path):
    """The path without drive or device: "\\DEVICE\\HARDDISKVOLUME1" or "\\VOLUME{...}"."""
    parts = path.split("\\")
    if parts[0].endswith(":"):
        return parts[1:]
    return parts[3:] if parts[1] == "DEVICE" else parts[2:]


def serials(record):
    return listed(record["VolumeSerial"]) if "VolumeSerial" in record else []


def compare_shortcut(path, records):
    with open(path, "rb") as file:
        link = LnkParse3.lnk_file(file)
    data = link.get_json()
    texts = data.get("data", {})
    there, here = {}, {}
    record = records[0]
    for name, ours in (("command_line_arguments", "Arguments"), ("working_directory", "WorkingDirectory"),
                       ("relative_path", "RelativePath"), ("description", "Description"),
                       ("icon_location", "IconLocation")):
        there[name], here[name] = texts.get(name, "") or "", record.get(ours, "")
    there["size"], here["size"] = data["header"]["file_size"], record["TargetSize"]
    written = data["header"].get("modified_time")
    if written:
        there["written"], here["written"] = True, same_moment(record["_time"], written)
    tracker = data.get("extra", {}).get("DISTRIBUTED_LINK_TRACKER_BLOCK", {})
    there["machine"], here["machine"] = tracker.get("machine_identifier", ""), record.get("MachineId", "")
    info = data.get("link_info", {})
    local = info.get("local_base_path_unicode") or info.get("local_base_path", "")
    if local:
        there["target"], here["target"] = local, record.get("Target", "")[:len(local)]
    return [(name, (there[name], here[name])) for name in there if there[name] != here[name]]


NETWORK = "{973F5D5C-1D90-4944-BE8E-24B94231A174}"
APPLICATION = "{D10CA2FE-6FCF-4F6D-848E-B2E99266FA89}"
# Columns, and what noroshi calls them.
SRUM_NUMBERS = {
    NETWORK: (("BytesSent", "BytesSent"), ("BytesRecvd", "BytesReceived"), ("InterfaceLuid", "InterfaceLuid")),
    APPLICATION: (("ForegroundCycleTime", "ForegroundCycleTime"), ("BackgroundCycleTime", "BackgroundCycleTime"),
                  ("FaceTime", "FaceTime"), ("BackgroundBytesRead", "BackgroundBytesRead")),
}
OLE_EPOCH = datetime.datetime(1899, 12, 30)


def sid_text(blob):
    parts = struct.unpack(f"<{blob[1]}I", blob[8:8 + 4 * blob[1]])
    return "-".join(["S-1", str(int.from_bytes(blob[2:8], "big")), *map(str, parts)])


# Dates of the engine are doubles; some writers put ticks into them.
def stored_ticks(value):
    if isinstance(value, float):
        value = struct.unpack("<Q", struct.pack("<d", value))[0]
    days = struct.unpack("<d", struct.pack("<Q", value))[0]
    if 1 <= days <= 2958465:
        return int(((OLE_EPOCH - EPOCH).days + days) * 86400 * 1000 + 0.5) * 10**4
    return value


def srum_there(database):
    names = {}
    for row in database.table("SruDbIdMapTable").records():
        blob = row.get("IdBlob") or b""
        names[row.get("IdIndex")] = (sid_text(blob) if row.get("IdType") == 3 and blob
                                     else blob.decode("utf-16-le").split("\0")[0])
    rows = collections.Counter()
    tables = {table.name for table in database.tables()}
    for table, numbers in SRUM_NUMBERS.items():
        for row in database.table(table).records() if table in tables else ():
            rows[stored_ticks(row.get("TimeStamp")), names.get(row.get("AppId"), ""),
                 names.get(row.get("UserId"), ""), *(row.get(there) for there, _ in numbers)] += 1
    return rows


def srum_here(records):
    rows = collections.Counter()
    for one in records:
        numbers = {"srum_network": SRUM_NUMBERS[NETWORK], "srum_application": SRUM_NUMBERS[APPLICATION]}.get(
            one["_channel"])
        if numbers:
            rows[ticks(one["_time"]), one.get("Application", ""), one.get("UserSid", ""),
                 *(one[here] for _, here in numbers)] += 1
    return rows


def clients_there(database):
    return collections.Counter(
        (stored_ticks(row.get("LastAccess")), (row.get("AuthenticatedUserName") or "").lstrip("\\"),
         str(ipaddress.ip_address(bytes(row.get("Address")))), row.get("TotalAccesses"),
         "{" + str(uuid.UUID(str(row.get("RoleGuid")))).upper() + "}")
        for row in database.table("CLIENTS").records())


def clients_here(records):
    return collections.Counter(
        (ticks(one["_time"]), "\\".join(one[name] for name in ("TargetDomainName", "TargetUserName") if name in one),
         one["IpAddress"], one["TotalAccesses"], one["RoleGuid"])
        for one in records if one["_channel"] == "ual_client" and one["TimeMeaning"] == "last_access")


# The format of jobs is nobody's own: that their texts are in the blob is what can be compared.
def jobs_there(database):
    return [bytes(row.get("Blob")) for name in ("Jobs", "Files") for row in database.table(name).records()]


def compare_ese(path, records):
    with open(path, "rb") as file:
        database = EseDB(file)
        tables = {table.name for table in database.tables()}
        if "SruDbIdMapTable" in tables:
            there, here = srum_there(database), srum_here(records)
        elif "CLIENTS" in tables:
            there, here = clients_there(database), clients_here(records)
        elif {"Jobs", "Files"} <= tables:
            blobs = b"".join(jobs_there(database))
            return [("not in a blob", text) for one in records for name in ("RemoteName", "LocalName", "Command")
                    for text in listed(one.get(name, [])) if text.encode("utf-16-le") not in blobs]
        else:
            return []
    return [("only there", key) for key in (there - here).elements()] + [
        ("only here", key) for key in (here - there).elements()]


def kind_of(path):
    with open(path, "rb") as file:
        start = file.read(76)
    if start[:4] == b"regf":
        return compare_hive
    if start[:3] == b"MAM" or start[4:8] == b"SCCA":
        return compare_prefetch
    if start[:4] == b"L\0\0\0" and start[4:8] == b"\x01\x14\x02\0":
        return compare_shortcut
    if start[4:8] == b"\xef\xcd\xab\x89":
        return compare_ese
    return None


def files_below(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
        for folder, _, names in sorted(os.walk(path)):
            yield from (os.path.join(folder, name) for name in sorted(names))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("noroshi")
    parser.add_argument("paths", nargs="+")
    arguments = parser.parse_args()
    counts, shown = collections.Counter(), 0
    for path in files_below(arguments.paths):
        compare = kind_of(path)
        if compare is None:
            continue
        records = records_of(arguments.noroshi, path)
        try:
            differences = compare(path, records)
        except Exception as error:  # the other reader's limits
            counts["not read by the other"] += 1
            print(f"{path}: not read by the other: {type(error).__name__}: {error}")
            continue
        counts["files"] += 1
        counts["records"] += len(records)
        counts["differences"] += len(differences)
        for difference in differences:
            shown += 1
            if shown <= 50:
                print(f"{path}: {difference}")
    print(", ".join(f"{counts[name]:,} {name}"
                    for name in ("files", "records", "differences", "not read by the other")))
    return 1 if counts["differences"] or not counts["files"] else 0


if __name__ == "__main__":
    sys.exit(main())
