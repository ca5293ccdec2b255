// ZeekSensor: the logs of a Zeek at a site's edge: conn, dns, http and ssl, as tab-separated
// columns with their head or as JSON lines. Field names and types are Zeek's own.
//
// One owner. All logs of one connection share its uid.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "simulate/random.h"
#include "simulate/text_log.h"
#include "simulate/web_request.h"

namespace noroshi {

enum class ZeekForm : std::uint8_t { kColumns, kJson };

// A connection as the sensor sees it from outside.
struct ZeekConnection {
  std::string source, destination;  // addresses
  std::uint16_t port = 443;
  std::string_view service = "-";  // "ssl", "http", "smb", "rdp", ...
  std::string_view state = "SF";   // "S0": no answer, "REJ": refused
  std::uint64_t sent = 0, received = 0;
  unsigned seconds = 1;
  bool outside = true;  // the destination is not local
};

class ZeekSensor {
 public:
  ZeekSensor(ZeekForm form, const std::filesystem::path& root, std::string_view folder,
             SeededRandom random);

  // conn alone.
  void AddConnection(Timestamp time, Label label, const ZeekConnection& connection);
  // dns for the name if there is one, conn, and ssl or http.
  void AddRequest(Timestamp time, Label label, std::string_view client, const WebRequest& request);

  [[nodiscard]] std::vector<TextLog>& logs() noexcept { return logs_; }
  [[nodiscard]] ZeekForm form() const noexcept { return form_; }

  struct Row;

 private:
  std::string NewUid();
  void AddConn(Timestamp time, Label label, const std::string& uid, std::uint64_t port,
               const ZeekConnection& connection);
  void AddDns(Timestamp time, Label label, std::string_view client, const WebRequest& request);
  void AddSsl(Timestamp time, Label label, const Row& ends, const WebRequest& request);
  void AddHttp(Timestamp time, Label label, const Row& ends, const WebRequest& request);
  void Write(std::size_t log, Timestamp time, Label label, const Row& row);

  ZeekForm form_;
  SeededRandom random_;
  std::vector<TextLog> logs_;
};

}  // namespace noroshi
