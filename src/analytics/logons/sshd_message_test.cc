#include "analytics/logons/sshd_message.h"

#include <gtest/gtest.h>

namespace noroshi {
namespace {

struct Case {
  std::string_view message;
  LogonStep step;
  std::string_view account, address, method;
};

constexpr Case kCases[] = {
    {"Accepted password for root from 203.0.113.9 port 50000 ssh2", LogonStep::kSuccess, "root",
     "203.0.113.9", "password"},
    {"Accepted publickey for bob from 2001:db8::1 port 22 ssh2: RSA SHA256:abc",
     LogonStep::kSuccess, "bob", "2001:db8::1", "publickey"},
    {"Failed password for invalid user admin from 203.0.113.9 port 1 ssh2", LogonStep::kFailure,
     "admin", "203.0.113.9", "password"},
    // Whoever knocks chooses the name: it does not get to choose the address.
    {"Failed password for invalid user x from 10.0.0.1 from 203.0.113.9 port 1 ssh2",
     LogonStep::kFailure, "x from 10.0.0.1", "203.0.113.9", "password"},
    {"Failed none for  from 203.0.113.9 port 1 ssh2", LogonStep::kFailure, "", "203.0.113.9",
     "none"},
    {"pam_unix(sshd:session): session closed for user root", LogonStep::kEnd, "root", "", ""},
};

TEST(SshdMessage, Reads) {
  for (const Case& row : kCases) {
    const auto read = ReadSshdMessage(row.message);
    ASSERT_TRUE(read) << row.message;
    EXPECT_EQ(read->step, row.step) << row.message;
    EXPECT_EQ(read->account, row.account) << row.message;
    EXPECT_EQ(read->address, row.address) << row.message;
    EXPECT_EQ(read->method, row.method) << row.message;
  }
}

TEST(SshdMessage, OthersSayNothing) {
  for (const std::string_view message :
       {"", "Accepted ", "Accepted password for ", "Failed password from x",
        "Server listening on ::", "Invalid user admin from 203.0.113.9 port 1",
        "Accepted a from b for c"}) {
    EXPECT_FALSE(ReadSshdMessage(message)) << message;
  }
}

}  // namespace
}  // namespace noroshi
