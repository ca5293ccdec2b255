#include "event/uri.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(Uri, ComesApart) {
  struct Case {
    std::string_view uri, host, stem, query, extension;
  };
  constexpr Case kCases[] = {
      {"http://example.org/a/b.php?c=d&e", "example.org", "/a/b.php", "c=d&e", "php"},
      {"https://u:p@example.org:8443/", "example.org", "/", "", ""},
      {"http://example.org", "example.org", "", "", ""},
      {"http://example.org?x", "example.org", "", "x", ""},
      {"http://[2001:db8::1]:80/a", "[2001:db8::1]", "/a", "", ""},
      {"/a/b.tar.gz?u=http://x/", "", "/a/b.tar.gz", "u=http://x/", "gz"},
      {"/a.b/c", "", "/a.b/c", "", ""},
      {"/a?b#c", "", "/a", "b", ""},
      {"example.org:443", "example.org", "", "", ""},  // CONNECT
      {"*", "", "*", "", ""},
      {"", "", "", "", ""},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(UriHost(c.uri), c.host) << c.uri;
    EXPECT_EQ(UriStem(c.uri), c.stem) << c.uri;
    EXPECT_EQ(UriQuery(c.uri), c.query) << c.uri;
    EXPECT_EQ(UriExtension(c.uri), c.extension) << c.uri;
  }
}

}  // namespace
}  // namespace noroshi
