#include "stream/pass/rare_pass.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

// Names of ten hosts, spread over `feeds`; flushed every now and then.
std::vector<RareItem> Find(std::size_t feeds, std::uint64_t max_hosts, std::size_t flush_every,
                           std::uint64_t& hosts) {
  const TempFolder folder;
  std::vector<RareFeed> all;
  for (std::size_t i = 0; i < feeds; ++i) all.emplace_back(folder.path());
  Event event;
  for (std::uint64_t i = 0; i < 2'000; ++i) {
    const std::uint64_t chance = HashMix(7, i);
    const std::string value = "name" + std::to_string(chance % 40);
    const std::string host = "HOST" + std::to_string(chance / 64 % (chance % 40 < 20 ? 10 : 2));
    const std::string user = "user" + std::to_string(chance / 4096 % 12);
    event.time = Timestamp{kUnixEpochTicks + chance / 65'536 % kTicksPerDay};
    event.offset = i;
    RareFeed& feed = all[i % feeds];
    feed.Add({RareKind::kService, value, host, user}, event, {0, 0});
    if (i % flush_every == 0) feed.Flush();
  }
  RarePass pass(folder.path(), max_hosts);
  for (RareFeed& feed : all) EXPECT_TRUE(pass.TakeFeed(feed).ok());
  EXPECT_TRUE(pass.Run().ok());
  hosts = pass.HostsOf(RareKind::kService);
  return pass.items();
}

TEST(RarePass, KeepsWhatFewHostsHave) {
  std::uint64_t hosts = 0;
  const std::vector<RareItem> items = Find(1, 3, 100, hosts);
  EXPECT_EQ(hosts, 10U);
  EXPECT_EQ(items.size(), 20U);
  for (const RareItem& item : items) {
    EXPECT_LE(item.hosts, 2U);
    EXPECT_EQ(item.seen.size(), item.hosts);
    EXPECT_EQ(item.seen.front().first, item.first);
    EXPECT_LE(item.first.time, item.last.time);
    EXPECT_GT(item.count, 1U);
  }
}

TEST(RarePass, FeedsAndFlushesDoNotMatter) {
  std::uint64_t hosts = 0;
  const std::vector<RareItem> one = Find(1, 100, 1'000'000, hosts);
  const std::vector<RareItem> many = Find(5, 100, 3, hosts);
  ASSERT_EQ(one.size(), many.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].value, many[i].value);
    EXPECT_EQ(one[i].count, many[i].count);
    EXPECT_EQ(one[i].users, many[i].users);
    EXPECT_EQ(one[i].first, many[i].first);
    EXPECT_EQ(one[i].last, many[i].last);
    EXPECT_EQ(one[i].seen, many[i].seen);
  }
}

TEST(RareForm, ComesBackAsItWasAndRefusesPieces) {
  FiledUse filed{RareKind::kTask, "\\update", "SRV01", {}};
  filed.use.Add({Timestamp{5}, 1, 2, 3, 4}, "ito");
  filed.use.Add({Timestamp{9}, 1, 3, 4, 5}, "mori");
  std::string bytes;
  EncodeUse(filed, bytes);
  FiledUse back;
  ASSERT_TRUE(DecodeUse(bytes, back));
  EXPECT_EQ(back.kind, RareKind::kTask);
  EXPECT_EQ(back.value, "\\update");
  EXPECT_EQ(back.host, "SRV01");
  EXPECT_EQ(back.use.count, 2U);
  EXPECT_EQ(back.use.first, filed.use.first);
  EXPECT_EQ(back.use.users, filed.use.users);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(DecodeUse(std::string_view(bytes).substr(0, size), back)) << size;
  }
}

}  // namespace
}  // namespace noroshi
