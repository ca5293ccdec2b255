#include "stream/input/file_hash.h"

#include <gtest/gtest.h>

#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

struct HashCase {
  std::string content;
  std::string_view sha256;
};

// The examples of FIPS 180-2; the last is longer than one read.
TEST(FileHash, KnownValues) {
  const HashCase cases[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {std::string(1'000'000, 'a'),
       "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  const TempFolder folder;
  for (const HashCase& row : cases) {
    const Result<std::string> hash = Sha256OfFile(folder.Write("x", row.content));
    ASSERT_TRUE(hash.ok());
    EXPECT_EQ(*hash, row.sha256);
  }
}

TEST(FileHash, WhatCannotBeReadIsAnErrorThatNamesTheFile) {
  const TempFolder folder;
  for (const std::string& path : {folder.path() + "/gone", folder.path()}) {
    const Result<std::string> hash = Sha256OfFile(path);
    ASSERT_FALSE(hash.ok()) << path;
    EXPECT_EQ(hash.error().code, ErrorCode::kIo);
    EXPECT_NE(hash.error().ToString().find(path), std::string::npos);
  }
}

}  // namespace
}  // namespace noroshi
