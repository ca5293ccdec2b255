#include "stream/pass/beacon_pass.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "stream/testing/temp_folder.h"

namespace noroshi {
namespace {

constexpr std::uint64_t kStart = kUnixEpochTicks + 18'262 * kTicksPerDay;  // 2020-01-01
constexpr double kDay = 86'400;

// A month of an organisation's proxy log, spread over several feeds.
class Month {
 public:
  explicit Month(const std::string& folder, std::size_t feeds, std::uint32_t seed) : random_(seed) {
    for (std::size_t i = 0; i < feeds; ++i) feeds_.emplace_back(folder, false);
  }

  void Contact(double seconds, const std::string& source, const std::string& destination,
               std::uint64_t bytes) {
    FiledContact filed;
    filed.contact.source = source;
    filed.contact.destination = destination;
    filed.contact.bytes = bytes;
    filed.contact.via_proxy = true;
    filed.channel = "proxy:squid";
    filed.time = Timestamp{kStart + static_cast<std::uint64_t>(seconds * kTicksPerSecond)};
    filed.line = ++lines_;
    feeds_[lines_ % feeds_.size()].File(filed);
  }

  void Series(const std::string& source, const std::string& destination, double interval,
              double jitter, std::uint64_t bytes) {
    std::uniform_real_distribution<double> share(1 - jitter, 1 + jitter);
    for (double at = interval * share(random_); at < 30 * kDay; at += interval * share(random_)) {
      Contact(at, source, destination, bytes);
    }
  }

  // Bursts in office hours on working days, as people browse.
  void Browse(const std::string& source, const std::string& destination, int visits) {
    std::uniform_real_distribution<double> hour(9, 18);
    std::uniform_int_distribution<int> day(0, 29), pages(1, 8), bytes(200, 9'000);
    for (int i = 0; i < visits; ++i) {
      const int on = day(random_);
      if (on % 7 >= 5) continue;
      double at = on * kDay + hour(random_) * 3'600;
      for (int page = pages(random_); page > 0; --page, at += 7) {
        Contact(at, source, destination, static_cast<std::uint64_t>(bytes(random_)));
      }
    }
  }

  std::vector<Beacon> Find(const std::string& folder) {
    LossLedger ledger;
    BeaconPass pass(ledger, folder);
    for (ContactFeed& feed : feeds_) EXPECT_TRUE(pass.TakeFeed(feed).ok());
    EXPECT_TRUE(pass.Run().ok());
    return pass.beacons();
  }

 private:
  std::mt19937 random_;
  std::vector<ContactFeed> feeds_;
  std::uint64_t lines_ = 0;
};

void AddBenign(Month& month, int hosts) {
  for (int i = 0; i < hosts; ++i) {
    const std::string host = "10.1." + std::to_string(i / 250) + "." + std::to_string(i % 250);
    month.Series(host, "update.vendor.example", 6 * 3'600, 0.3, 420);
    month.Browse(host, "portal" + std::to_string(i % 40) + ".example", 12);
    month.Browse(host, "own" + std::to_string(i) + ".example", 20);  // nobody else goes there
  }
}

std::size_t RankOf(const std::vector<Beacon>& beacons, std::string_view destination) {
  const auto at = std::ranges::find(beacons, destination, &Beacon::destination);
  return static_cast<std::size_t>(at - beacons.begin());
}

TEST(BeaconPass, ASlowJitteredBeaconAmongTwoThousandHosts) {
  const TempFolder folder;
  Month month(folder.path(), 3, 1);
  AddBenign(month, 2'000);
  month.Series("10.9.0.1", "cdn.far.example", 6 * 3'600, 0.4, 350);
  const std::vector<Beacon> beacons = month.Find(folder.path());
  ASSERT_FALSE(beacons.empty());
  const std::size_t rank = RankOf(beacons, "cdn.far.example");
  ASSERT_LT(rank, 10U);
  const Beacon& beacon = beacons[rank];
  EXPECT_GE(beacon.score, kBeaconFinding);
  EXPECT_EQ(beacon.sources, 1U);
  EXPECT_NEAR(beacon.series.interval_seconds, 6 * 3'600, 2'400);
  EXPECT_EQ(beacon.places.size(), kBeaconPlaces);
  for (std::size_t i = 0; i < 10 && i < beacons.size(); ++i) {
    EXPECT_NE(beacons[i].destination, "update.vendor.example");
  }
  for (const Beacon& one : beacons) {
    if (one.destination == "cdn.far.example") continue;
    EXPECT_LT(one.score, kBeaconFinding) << one.source << " " << one.destination;
  }
}

TEST(BeaconPass, OneDestinationForEachHost) {
  const TempFolder folder;
  Month month(folder.path(), 2, 2);
  AddBenign(month, 100);
  for (int i = 0; i < 5; ++i) {
    month.Series("10.9.0." + std::to_string(i), "203.0.113." + std::to_string(i), 4 * 3'600, 0.5,
                 0);
  }
  const std::vector<Beacon> beacons = month.Find(folder.path());
  for (int i = 0; i < 5; ++i) {
    EXPECT_LT(RankOf(beacons, "203.0.113." + std::to_string(i)), 5U);
  }
}

TEST(BeaconPass, HowContactsAreSpreadOverFeedsDoesNotMatter) {
  const auto find = [](std::size_t feeds) {
    const TempFolder folder;
    Month month(folder.path(), feeds, 3);
    AddBenign(month, 50);
    month.Series("10.9.0.1", "c2.example", 3'600, 0.2, 10);
    return month.Find(folder.path());
  };
  const std::vector<Beacon> one = find(1), five = find(5);
  ASSERT_EQ(one.size(), five.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].destination, five[i].destination);
    EXPECT_EQ(one[i].score, five[i].score);
    EXPECT_EQ(one[i].places.back().line, five[i].places.back().line);
  }
}

TEST(BeaconPass, TheProxyItselfIsNoDestination) {
  const TempFolder folder;
  ContactFeed feed(folder.path(), true);
  for (std::uint64_t i = 0; i < 100; ++i) {
    FiledContact filed;
    filed.contact.source = "10.0.0.5";
    filed.contact.address = "10.0.0.16";
    filed.contact.destination = "c2.example";
    filed.contact.via_proxy = true;
    filed.time = Timestamp{kStart + i * 600 * kTicksPerSecond};
    feed.File(filed);
    filed.contact.destination = "10.0.0.16";  // the same, as the flow log has it
    filed.contact.via_proxy = false;
    feed.File(filed);
  }
  LossLedger ledger;
  BeaconPass pass(ledger, folder.path());
  ASSERT_TRUE(pass.TakeFeed(feed).ok());
  ASSERT_TRUE(pass.Run().ok());
  ASSERT_EQ(pass.beacons().size(), 1U);
  EXPECT_EQ(pass.beacons()[0].destination, "c2.example");
}

TEST(ContactForm, ComesBackAsItWas) {
  const std::string destination(300, 'd');  // longer than is kept
  FiledContact filed;
  filed.contact = {"10.0.0.5", destination,        "1.2.3.4", "curl/7",
                   77,         ContactForm::kPost, true,      false};
  filed.channel = "zeek:http";
  filed.time = Timestamp{kStart};
  filed.file = 5;
  filed.offset = 6;
  filed.line = 7;
  filed.record_id = 8;
  std::string bytes;
  EncodeContact(filed, bytes);
  FiledContact back;
  ASSERT_TRUE(DecodeContact(bytes, back));
  EXPECT_EQ(back.contact.source, "10.0.0.5");
  EXPECT_EQ(back.contact.destination, destination.substr(0, 255));
  EXPECT_EQ(back.contact.bytes, 77U);
  EXPECT_EQ(back.contact.form, ContactForm::kPost);
  EXPECT_TRUE(back.contact.via_proxy);
  EXPECT_EQ(back.time.ticks, kStart);
  EXPECT_EQ(back.line, 7U);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(DecodeContact(std::string_view(bytes).substr(0, size), back));
  }
}

}  // namespace
}  // namespace noroshi
