#include "environment/asset_columns.h"

#include <algorithm>

#include "base/case_fold.h"

namespace noroshi {
namespace {

constexpr std::string_view kNames[kAssetColumns] = {"host",    "address", "site",    "site_kind",
                                                    "role",    "system",  "account", "kind",
                                                    "network", "domain"};

struct HeaderWord {
  std::string_view text;  // folded, letters and digits only
  AssetColumn column;
};
using enum AssetColumn;
// As inventories, directory exports and network lists call them.
constexpr HeaderWord kWords[] = {
    {"host", kHost},
    {"hostname", kHost},
    {"hosts", kHost},
    {"computer", kHost},
    {"computername", kHost},
    {"machine", kHost},
    {"machinename", kHost},
    {"device", kHost},
    {"devicename", kHost},
    {"asset", kHost},
    {"assetname", kHost},
    {"dnshostname", kHost},
    {"fqdn", kHost},
    {"ホスト", kHost},
    {"ホスト名", kHost},
    {"コンピュータ", kHost},
    {"コンピュータ名", kHost},
    {"コンピューター名", kHost},
    {"端末名", kHost},
    {"機器名", kHost},
    {"サーバ名", kHost},
    {"サーバー名", kHost},
    {"address", kAddress},
    {"ip", kAddress},
    {"ipaddress", kAddress},
    {"ipv4", kAddress},
    {"ipv4address", kAddress},
    {"ipaddr", kAddress},
    {"ipアドレス", kAddress},
    {"アドレス", kAddress},
    {"site", kSite},
    {"sitename", kSite},
    {"location", kSite},
    {"office", kSite},
    {"branch", kSite},
    {"拠点", kSite},
    {"拠点名", kSite},
    {"所在地", kSite},
    {"設置場所", kSite},
    {"事業所", kSite},
    {"sitekind", kSiteKind},
    {"sitetype", kSiteKind},
    {"拠点種別", kSiteKind},
    {"role", kRole},
    {"roles", kRole},
    {"function", kRole},
    {"purpose", kRole},
    {"assettype", kRole},
    {"devicetype", kRole},
    {"役割", kRole},
    {"用途", kRole},
    {"機器種別", kRole},
    {"端末種別", kRole},
    {"os", kSystem},
    {"operatingsystem", kSystem},
    {"system", kSystem},
    {"platform", kSystem},
    {"オペレーティングシステム", kSystem},
    {"account", kAccount},
    {"accountname", kAccount},
    {"user", kAccount},
    {"username", kAccount},
    {"samaccountname", kAccount},
    {"userprincipalname", kAccount},
    {"login", kAccount},
    {"アカウント", kAccount},
    {"アカウント名", kAccount},
    {"ユーザ", kAccount},
    {"ユーザ名", kAccount},
    {"ユーザー", kAccount},
    {"ユーザー名", kAccount},
    {"ユーザid", kAccount},
    {"kind", kKind},
    {"type", kKind},
    {"accounttype", kKind},
    {"category", kKind},
    {"networktype", kKind},
    {"種別", kKind},
    {"区分", kKind},
    {"分類", kKind},
    {"network", kNetwork},
    {"networks", kNetwork},
    {"subnet", kNetwork},
    {"range", kNetwork},
    {"cidr", kNetwork},
    {"prefix", kNetwork},
    {"segment", kNetwork},
    {"ネットワーク", kNetwork},
    {"ネットワークアドレス", kNetwork},
    {"セグメント", kNetwork},
    {"サブネット", kNetwork},
    {"domain", kDomain},
    {"dnsdomain", kDomain},
    {"ドメイン", kDomain},
    {"ドメイン名", kDomain},
};

// Folded, without blanks and the signs that headers are written with.
std::string PlainHeader(std::string_view header) {
  std::string plain = Folded(header);
  std::erase_if(plain, [](char c) {
    return c == ' ' || c == '_' || c == '-' || c == '.' || c == '/' || c == '\t';
  });
  return plain;
}

}  // namespace

std::string_view AssetColumnName(AssetColumn column) noexcept {
  return kNames[static_cast<std::size_t>(column)];
}

std::optional<AssetColumn> ParseAssetColumn(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<AssetColumn>(found - std::begin(kNames));
}

Result<ColumnMapping> ParseColumnMapping(const std::vector<std::string>& parts) {
  ColumnMapping mapping;
  for (const std::string& part : parts) {
    const std::size_t equals = part.find('=');
    const auto column = ParseAssetColumn(part.substr(0, equals));
    if (equals == std::string::npos || !column || equals + 1 == part.size()) {
      return Error{ErrorCode::kInvalid, 0, "--environment-columns", part};
    }
    mapping[*column] = part.substr(equals + 1);
  }
  return mapping;
}

std::optional<AssetColumn> ColumnOfHeader(std::string_view header) {
  const std::string plain = PlainHeader(header);
  const auto found = std::ranges::find(kWords, std::string_view(plain), &HeaderWord::text);
  if (found == std::end(kWords)) return std::nullopt;
  return found->column;
}

ColumnPlaces PlaceColumns(const std::vector<std::string>& headers, const ColumnMapping& mapping,
                          std::vector<std::string>& missing) {
  ColumnPlaces places;
  places.fill(kNoColumn);
  std::vector<bool> taken(headers.size(), false);
  missing.clear();
  for (const auto& entry : mapping) {
    const auto at = std::ranges::find_if(
        headers, [&](const std::string& one) { return EqualsFolded(one, entry.second); });
    if (at == headers.end()) {
      missing.push_back(entry.second);
      continue;
    }
    const auto index = static_cast<std::size_t>(at - headers.begin());
    places[static_cast<std::size_t>(entry.first)] = index;
    taken[index] = true;
  }
  for (std::size_t i = 0; i < headers.size(); ++i) {
    const auto column = taken[i] ? std::nullopt : ColumnOfHeader(headers[i]);
    if (!column) continue;
    std::size_t& place = places[static_cast<std::size_t>(*column)];
    if (place == kNoColumn) place = i;
  }
  return places;
}

}  // namespace noroshi
