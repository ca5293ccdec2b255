// What may stand behind a syslog header, or alone on a line: one small file per product.
//
// Each function looks at a message and, if it is its product's, adds its fields and says so;
// otherwise it adds nothing. "_log" is the channel of the event. Fields of a remote-access session
// bear neutral names besides the product's own (docs/design/evidence.md, "Remote access"):
//   session_user, client_host, client_address, assigned_address, session_id, client_software,
//   auth_method, session_phase (begin, end, failed), bytes_sent, bytes_received
#pragma once

#include <string_view>

#include "evidence/lines/record_adder.h"

namespace noroshi::lines {

// type=SYSCALL msg=audit(1604994496.155:92733): key=value ... (audit-userspace, "auditd log
// format")
bool AddAudit(std::string_view message, RecordAdder& record);

// date=2021-05-04 time=11:22:33 devname="..." logid="..." type="event" ... (FortiOS log reference)
bool AddFortiGate(std::string_view message, RecordAdder& record);

// TRAFFIC, THREAT and GLOBALPROTECT lines (PAN-OS syslog field descriptions)
bool AddPaloAlto(std::string_view message, RecordAdder& record);

// %ASA-6-113039: ... (Cisco ASA series syslog messages)
bool AddCisco(std::string_view message, RecordAdder& record);

// PulseSecure: 2021-05-04 11:22:33 - node - [address] user(realm)[roles] - message (Ivanti Connect
// Secure logging, standard format)
bool AddPulse(std::string_view message, RecordAdder& record);

// CEF:0|vendor|product|version|id|name|severity|key=value ... (ArcSight, "Common Event Format")
bool AddCef(std::string_view message, RecordAdder& record);

// key=value pairs, quoted values with blanks inside; calls add(key, value) for each. Words without
// '=' are passed over; a quote that is never closed goes to the end of the text. U+001D, which
// auditd puts before its enriched fields, separates like a blank. Views of `text`.
template <class Use>
void ForEachPair(std::string_view text, Use add) {
  while (true) {
    const std::size_t begin = text.find_first_not_of(" \t,\x1D");
    if (begin == std::string_view::npos) return;
    text.remove_prefix(begin);
    const std::size_t equals = text.find_first_of("= ");
    if (equals == std::string_view::npos) return;
    const std::string_view key = text.substr(0, equals);
    const char separator = text[equals];
    text.remove_prefix(equals + 1);
    if (separator != '=') continue;  // a word without value
    std::size_t size = 0;
    std::string_view value;
    if (!text.empty() && (text[0] == '"' || text[0] == '\'')) {
      size = text.find(text[0], 1);
      if (size == std::string_view::npos) size = text.size();
      value = text.substr(1, size - 1);
      size = size < text.size() ? size + 1 : size;
    } else {
      size = text.find_first_of(" \t\x1D");
      if (size == std::string_view::npos) size = text.size();
      value = text.substr(0, size);
    }
    add(key, value);
    text.remove_prefix(size);
  }
}

}  // namespace noroshi::lines
