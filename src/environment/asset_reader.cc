#include "environment/asset_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/case_fold.h"
#include "base/ip_network.h"
#include "environment/delimited_text.h"
#include "environment/name_pattern.h"
#include "environment/problems.h"

namespace noroshi {
namespace {

constexpr std::size_t kMaxCellBytes = 1'024;

// "10.0.0.1; 10.0.0.2", "server / dc".
std::vector<std::string> PartsOf(std::string_view cell) {
  std::vector<std::string> parts;
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find_first_of(";/|、"), cell.size());
    std::string_view part = cell.substr(0, end);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return parts;
}

class Reader {
 public:
  Reader(const ColumnPlaces& places, Environment& out, ProblemList& problems)
      : places_(places), out_(out), problems_(problems) {}

  [[nodiscard]] bool Has(AssetColumn column) const {
    return places_[static_cast<std::size_t>(column)] != kNoColumn;
  }

  // False when there must be no more rows.
  bool Take(const std::vector<std::string>& cells, std::uint32_t line) {
    if (++rows_ > kMaxEnvironmentEntries) {
      problems_.Add(problems::kTooMany, line, 1,
                    fmt::format("more than {} rows", kMaxEnvironmentEntries));
      return false;
    }
    cells_ = &cells;
    line_ = line;
    if (IsAnyTooLong()) {
      Refuse(fmt::format("a cell has more than {} bytes", kMaxCellBytes));
    } else if (!Cell(AssetColumn::kHost).empty()) {
      TakeHost();
    } else if (!Cell(AssetColumn::kNetwork).empty()) {
      TakeNetwork();
    } else if (!Cell(AssetColumn::kAccount).empty()) {
      TakeAccount();
    } else if (!Cell(AssetColumn::kDomain).empty()) {
      const std::string domain = Cell(AssetColumn::kDomain);
      if (IsGood(domain)) out_.own_domains.push_back({domain});
    } else {
      Refuse("the row names no host, network, account or domain");
    }
    return true;
  }

 private:
  [[nodiscard]] std::string Cell(AssetColumn column) const {
    const std::size_t place = places_[static_cast<std::size_t>(column)];
    return place < cells_->size() ? (*cells_)[place] : std::string();
  }
  // Of the columns that are read: remarks in others may be as long as people like.
  [[nodiscard]] bool IsAnyTooLong() const {
    return std::ranges::any_of(places_, [&](std::size_t place) {
      return place < cells_->size() && (*cells_)[place].size() > kMaxCellBytes;
    });
  }
  // False, and the row refused, for a name that would stand for all.
  bool IsGood(const std::string& name) {
    if (!StandsForEverything(name)) return true;
    Refuse(fmt::format("'{}' is everything", name));
    return false;
  }
  void Refuse(std::string message) {
    problems_.Add(problems::kBadRow, line_, 1, std::move(message));
  }

  // The row's site, which need not be known before.
  EnvironmentSite* Site() {
    const std::string name = Cell(AssetColumn::kSite);
    if (name.empty()) return nullptr;
    const auto [at, fresh] = sites_.try_emplace(Folded(name), out_.sites.size());
    if (fresh) {
      if (out_.sites.size() >= kMaxSites) {
        sites_.erase(at);
        NoteTooManySites();
        return nullptr;
      }
      out_.sites.emplace_back().name = name;
    }
    EnvironmentSite& site = out_.sites[at->second];
    if (const auto kind = ParseSiteKind(Cell(AssetColumn::kSiteKind))) site.kind = *kind;
    return &site;
  }

  void NoteTooManySites() {
    if (std::exchange(too_many_sites_, true)) return;
    problems_.Add(problems::kTooMany, line_, 1, fmt::format("more than {} sites", kMaxSites));
  }

  void TakeHost() {
    InventoryHost host{Cell(AssetColumn::kHost)};
    if (host.name.find_first_not_of("*?#") == std::string::npos) {
      return Refuse(fmt::format("'{}' is no name", host.name));
    }
    if (const EnvironmentSite* site = Site()) host.site = site->name;
    for (const std::string& text : PartsOf(Cell(AssetColumn::kAddress))) {
      if (ParseIpAddress(text)) {
        host.addresses.push_back(text);
      } else {
        Refuse(fmt::format("'{}' is not an address", text));
      }
    }
    for (const std::string& word : PartsOf(Cell(AssetColumn::kRole))) {
      // Lists have words of their own for much that is no role here: printer, NAS.
      if (const auto role = ParseHostRole(word)) host.roles |= RoleBit(*role);
    }
    if (Folded(Cell(AssetColumn::kSystem)).find("server") != std::string::npos) {
      host.roles |= RoleBit(HostRole::kServer);
    }
    out_.inventory.push_back(std::move(host));
  }

  void TakeNetwork() {
    const std::string text = Cell(AssetColumn::kNetwork);
    if (!ParseIpNetwork(text)) return Refuse(fmt::format("'{}' is not a range", text));
    if (!IsGood(text)) return;
    const std::string kind = Folded(Cell(AssetColumn::kKind));
    if (kind.find("vpn") != std::string::npos) {
      out_.vpn_pools.push_back({text});
    } else if (EnvironmentSite* site = Site()) {
      site->networks.push_back({text});
    } else {
      out_.own_networks.push_back({text});
    }
  }

  void TakeAccount() {
    const std::string kind = Cell(AssetColumn::kKind);
    const auto role = ParseAccountRole(kind.empty() ? Cell(AssetColumn::kRole) : kind);
    if (!role) return;
    const std::string account = Cell(AssetColumn::kAccount);
    if (IsGood(account)) out_.accounts(*role).push_back({account});
  }

  const ColumnPlaces places_;
  Environment& out_;
  ProblemList& problems_;
  const std::vector<std::string>* cells_ = nullptr;  // of the row under way
  std::uint32_t line_ = 0;
  std::size_t rows_ = 0;
  std::unordered_map<std::string, std::size_t> sites_;  // folded name -> index of out_.sites
  bool too_many_sites_ = false;
};

}  // namespace

EnvironmentRead ReadAssetCsv(std::string_view text, const std::string& path,
                             const ColumnMapping& mapping) {
  EnvironmentRead read;
  ProblemList found(path, text);
  DelimitedReader rows(text, GuessSeparator(text));
  std::vector<std::string> cells;
  static_cast<void>(rows.Next(cells));
  const ColumnPlaces places = PlaceColumns(cells, mapping, read.missing_columns);
  Reader reader(places, read.environment, found);
  using enum AssetColumn;
  if (!reader.Has(kHost) && !reader.Has(kNetwork) && !reader.Has(kAccount) &&
      !reader.Has(kDomain)) {
    found.Add(problems::kNoColumns, rows.line(), 1,
              "the first row names no column of hosts, networks, accounts or domains");
  } else {
    while (rows.Next(cells) && reader.Take(cells, rows.line())) {
    }
  }
  read.problems = std::move(found).Take();
  return read;
}

}  // namespace noroshi
