#include "stream/pass/rare_pass.h"

#include <algorithm>

#include "base/hash.h"

namespace noroshi {
namespace {

// Of a name as RarePass keeps it, and its use on all hosts together.
RareItem ItemOf(const std::string& name, NameUse all, std::uint64_t hosts,
                std::vector<std::pair<SeenAt, std::string>> seen) {
  RareItem item;
  item.kind = static_cast<RareKind>(name.front());
  item.value = name.substr(1);
  item.hosts = hosts;
  item.count = all.count;
  item.seen = std::move(seen);
  item.users = std::move(all.users);
  item.first = all.first;
  item.last = all.last;
  return item;
}

}  // namespace

Status RarePass::TakeFeed(RareFeed& feed) {
  feed.Flush();
  if (Status status = feed.buffer().Finish(); !status.ok()) return status;
  uses_.push_back(std::move(feed.buffer()));
  return Ok();
}

Status RarePass::Run() {
  Status status = MergeRuns(uses_, spill_folder_, [this](const SortedRecord& record) -> Status {
    if (record.key.time != group_) CloseAll();
    group_ = record.key.time;
    FiledUse filed;
    if (DecodeUse(record.bytes, filed)) Take(filed);
    return Ok();
  });
  if (!status.ok()) return status;
  CloseAll();
  uses_.clear();
  Trim(kMaxRareItems);
  std::ranges::sort(items_, IsRarer);
  return Ok();
}

void RarePass::Take(FiledUse& filed) {
  auto& hosts = hosts_[static_cast<std::size_t>(filed.kind)];
  if (hosts.size() < kMaxRareHostCount) hosts.insert(Hash64(filed.host));
  std::string name(1, static_cast<char>(filed.kind));
  name += filed.value;
  if (!lone_ && names_.empty()) {
    lone_ = Lone{std::move(name), std::string(filed.host), std::move(filed.use)};
    return;
  }
  if (lone_) names_[lone_->name][lone_->host].Merge(lone_->use);
  lone_.reset();
  names_[std::move(name)][std::string(filed.host)].Merge(filed.use);
}

void RarePass::CloseAll() {
  if (lone_ && max_hosts_ > 0) {
    std::vector<std::pair<SeenAt, std::string>> seen;
    seen.emplace_back(lone_->use.first, std::move(lone_->host));
    Keep(ItemOf(lone_->name, std::move(lone_->use), 1, std::move(seen)));
  }
  lone_.reset();
  for (const auto& [name, hosts] : names_) Close(name, hosts);
  names_.clear();
}

void RarePass::Close(const std::string& name, const Hosts& hosts) {
  if (hosts.size() > max_hosts_) return;
  NameUse all;
  std::vector<std::pair<SeenAt, std::string>> by_time;
  for (const auto& [host, use] : hosts) {
    all.Merge(use);
    by_time.emplace_back(use.first, host);
  }
  std::ranges::sort(by_time);
  if (by_time.size() > kMaxRareHosts) by_time.resize(kMaxRareHosts);
  Keep(ItemOf(name, std::move(all), hosts.size(), std::move(by_time)));
}

void RarePass::Keep(RareItem item) {
  items_.push_back(std::move(item));
  if (items_.size() >= 2 * kMaxRareItems) Trim(kMaxRareItems);
}

// Keeps the rarest: the same whatever the order they came in.
void RarePass::Trim(std::size_t limit) {
  if (items_.size() <= limit) return;
  std::ranges::sort(items_, IsRarer);
  dropped_ += items_.size() - limit;
  items_.resize(limit);
}

}  // namespace noroshi
