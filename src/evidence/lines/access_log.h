// The common and combined access logs of Apache httpd and nginx (Apache documentation, "Log
// Files"), with the virtual host in front or not; and squid's logformats common and combined, which
// have its own result behind:
//   [vhost[:port]] client ident user [10/Oct/2000:13:55:36 -0700] "request" status bytes
//   ["referer" "user agent" ...] [TCP_MISS:HIER_DIRECT]
#pragma once

#include <vector>

#include "evidence/text/record_cutter.h"
#include "evidence/text/record_parser.h"

namespace noroshi::lines {

struct AccessLog {
  static constexpr std::string_view kName = "access_log";
  // One of the first eight lines has the bracketed time in its place.
  static bool Detect(std::string_view start);
  static std::unique_ptr<RecordCutter> NewCutter() { return std::make_unique<LineCutter>(); }

  class Parser final : public RecordParser {
   public:
    explicit Parser(PathTable& paths);
    // Fields under the names that Sigma has for web servers: c-ip, cs-method, cs-uri, sc-status,
    // ... "-" is no value. Words behind the user agent are kept as "more". A line of squid has
    // c-uri, s-action and s-hierarchy, as in its native format.
    Parsed Parse(std::string_view text, FlatRecord& record) override;

   private:
    void Add(PathId path, std::string_view text, FlatRecord& record) const;
    // "GET /x HTTP/1.1": three fields. A request that is no HTTP, as scanners send them, is kept
    // whole as the URI.
    void AddRequest(std::string_view request, PathId uri, FlatRecord& record) const;

    PathId vhost_, client_, user_, time_, method_, uri_, version_, status_, bytes_, referer_,
        agent_, proxied_uri_, action_, hierarchy_, more_;
    // Of the line at hand; kept for its memory.
    std::vector<std::string_view> words_;
  };
};

}  // namespace noroshi::lines
