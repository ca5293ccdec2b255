// WebRequest: what a program asks of a server outside, before it is known which logs will tell.
#pragma once

#include <cstdint>
#include <string>

namespace noroshi {

struct WebRequest {
  std::string name = {};     // of the server; empty: its address was used
  std::string address = {};  // outside the organisation
  std::uint16_t port = 443;
  bool tls = true;
  std::string method = "GET";
  std::string path = "/";  // with query; seen only without TLS
  std::string user_agent = {};
  std::uint64_t sent = 900, received = 14'000;  // bytes
  unsigned seconds = 2;

  [[nodiscard]] const std::string& server() const { return name.empty() ? address : name; }
};

}  // namespace noroshi
