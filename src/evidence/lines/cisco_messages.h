// What the messages of Cisco ASA and FTD say, by their number (Cisco Secure Firewall ASA series
// syslog messages): connections, denials, authentication, remote-access sessions, administration.
//
// Fields: src_ip, src_port, src_interface, src_user and the same of dst, nat_src, nat_dst;
// protocol, action (accept, deny), rule (the access list), user (an administrator), reason,
// duration, bytes; the neutral session (payload.h). Which of two ends opened a connection is told
// when it is built; when it ends there are foreign_* and local_* only, and connection_id to join
// them by.
#pragma once

#include <string_view>

#include "evidence/lines/record_adder.h"

namespace noroshi::lines {

// Adds what the message `id` says in `text`, which follows "%ASA-6-302013: ". Nothing for a message
// of a number or a form that is not in the table. Views of `text`.
void AddCiscoMessage(std::string_view id, std::string_view text, RecordAdder& record);

}  // namespace noroshi::lines
