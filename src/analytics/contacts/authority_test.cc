#include "analytics/contacts/authority.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

TEST(Authority, HasOneHost) {
  struct Case {
    const char *text, *host;
  };
  const Case cases[] = {
      {"", ""},
      {"a.example", "a.example"},
      {"a.example.", "a.example"},  // the root's dot
      {"A.example:443", "A.example"},
      {"http://a.example/x?y#z", "a.example"},
      {"http://a.example:8080", "a.example"},
      {"https://a.example?x", "a.example"},
      {"a.example#x", "a.example"},
      {"http://user@a.example/", "a.example"},
      {"http://user:secret@a.example/", "a.example"},  // two colons, one of them a port's sign
      {"http://10.0.0.1@b.example:80/", "b.example"},  // dressed up as an address
      {"http://a.example/x@y", "a.example"},           // behind the host it is a path
      {"10.1.2.3:80", "10.1.2.3"},
      {"2001:db8::1", "2001:db8::1"},  // without brackets no port can be told
      {"[2001:db8::1]", "2001:db8::1"},
      {"[2001:db8::1]:443", "2001:db8::1"},
      {"https://[2001:db8::1]:8443/x", "2001:db8::1"},
      {"[2001:db8::1", "[2001:db8::1"},  // never closed
      {"://", ""},
      {"...", ""},
      {":", ""},
  };
  for (const Case& row : cases) EXPECT_EQ(HostOfAuthority(row.text), row.host) << row.text;
}

}  // namespace
}  // namespace noroshi
