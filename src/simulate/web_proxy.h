// WebProxy: the log of a site's web proxy, in squid's native form or as W3C extended columns.
//
// One line a request; with TLS that is the CONNECT and its byte counts, and nothing of what is in
// it. squid's native form has no user agent. One owner.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "simulate/text_log.h"
#include "simulate/web_request.h"

namespace noroshi {

enum class ProxyForm : std::uint8_t { kSquid, kW3c };

class WebProxy {
 public:
  WebProxy(ProxyForm form, const std::filesystem::path& root, std::string_view folder);

  void Add(Timestamp time, Label label, std::string_view client, std::string_view user,
           const WebRequest& request);

  [[nodiscard]] TextLog& log() noexcept { return log_; }
  [[nodiscard]] ProxyForm form() const noexcept { return form_; }

 private:
  ProxyForm form_;
  TextLog log_;
};

}  // namespace noroshi
