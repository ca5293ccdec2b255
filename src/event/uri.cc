#include "event/uri.h"

#include <algorithm>

namespace noroshi {
namespace {

// Host, port and user of an absolute URL or CONNECT target; empty for a path.
std::string_view Authority(std::string_view uri) noexcept {
  const std::size_t scheme = uri.find("://");
  const std::size_t slash = std::min(uri.find_first_of("/?#"), uri.size());
  if (scheme != std::string_view::npos && scheme < slash) {
    uri.remove_prefix(scheme + 3);
    return uri.substr(0, uri.find_first_of("/?#"));
  }
  const std::string_view front = uri.substr(0, slash);
  return front.find(':') != std::string_view::npos && slash == uri.size() ? front
                                                                          : std::string_view();
}

// From the path on.
std::string_view BehindAuthority(std::string_view uri) noexcept {
  const std::string_view authority = Authority(uri);
  if (authority.empty()) return uri;
  return uri.substr(static_cast<std::size_t>(authority.end() - uri.begin()));
}

}  // namespace

std::string_view UriStem(std::string_view uri) {
  const std::string_view rest = BehindAuthority(uri);
  return rest.substr(0, rest.find_first_of("?#"));
}

std::string_view UriQuery(std::string_view uri) {
  const std::size_t mark = uri.find('?');
  if (mark == std::string_view::npos) return {};
  const std::string_view query = uri.substr(mark + 1);
  return query.substr(0, query.find('#'));
}

std::string_view UriExtension(std::string_view uri) {
  const std::string_view stem = UriStem(uri);
  const std::string_view last = stem.substr(stem.rfind('/') + 1);
  const std::size_t dot = last.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : last.substr(dot + 1);
}

std::string_view UriHost(std::string_view uri) {
  std::string_view host = Authority(uri);
  host.remove_prefix(host.rfind('@') + 1);
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

}  // namespace noroshi
