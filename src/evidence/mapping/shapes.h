// The built-in mappings: one file per shape in mapping/shapes, each with its table and the source
// of its names. In the order in which they are tried: a shape stands before those that it is a
// special case of.
#pragma once

#include <span>

#include "evidence/mapping/mapping.h"

namespace noroshi {

// Made on the first call, constant afterwards; safe from any thread.
[[nodiscard]] std::span<const Mapping* const> BuiltInMappings();

namespace shapes {

extern const Mapping kEvtxJson;        // evtx_dump, Hayabusa: {"Event": {"System": ...}}
extern const Mapping kEvtxJsonFlat;    // the same with --separate-json-attributes
extern const Mapping kEvtxXml;         // <Event> as XML, under the same names
extern const Mapping kWindowsCsv[5];   // EvtxECmd, Get-WinEvent, Event Viewer; lists; JSON
extern const Mapping kLinuxSysmon[4];  // its XML in a line of syslog, in the journal; alone
extern const Mapping kJournal;         // journalctl -o json
extern const Mapping kSyslogTable;     // Azure Log Analytics' Syslog table
extern const Mapping kWinlogbeat;      // winlog.*, ECS
extern const Mapping kWinlogbeatOld;   // before version 7: event_data.*, log_name
extern const Mapping kNxlog;           // im_msvistalog: flat, EventTime without zone
extern const Mapping kFlatWindows;     // OTRF and the like: Channel, EventID beside the fields
extern const Mapping kSplunkWindows;   // {"result": {"EventCode": ...}}, or the result alone
extern const Mapping kSplunkXml;       // with the event as XML in _raw
extern const Mapping kCollectors[3];   // Velociraptor, Wazuh, Log Analytics

extern const Mapping kZeekTsv;
extern const Mapping kZeekJson;      // the log in "_path"
extern const Mapping kZeekStream;    // the log in "@stream"
extern const Mapping kZeekLogs[13];  // the log told by its fields
extern const Mapping kW3cLogs[5];    // IIS, proxies, other web servers, Exchange
extern const Mapping kWindowsFirewall;
extern const Mapping kSquid;
extern const Mapping kSquidAccess;    // squid's logformats common and combined
extern const Mapping kAccessLog;      // Apache httpd, nginx
extern const Mapping kSuricata;       // EVE
extern const Mapping kFilebeat[13];   // Suricata and Zeek by its modules
extern const Mapping kScanFindings;   // of noroshi scan
extern const Mapping kCloudLogs[20];  // AWS, Microsoft 365, Entra, Azure, Google Cloud
extern const Mapping kLogLines[3];    // syslog and what is behind it; Ivanti's binary log; carried
extern const Mapping kArtefact;       // what readers of host artefacts write
extern const Mapping kUnknown;        // fits everything: the last of every list

}  // namespace shapes
}  // namespace noroshi
