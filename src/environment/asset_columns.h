// What the columns of a list of assets, accounts or networks are, by the words of its first row in
// English and Japanese, or by what the user says of them.
//
// Pure functions.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace noroshi {

enum class AssetColumn : std::uint8_t {
  kHost,     // with or without domain
  kAddress,  // one or more
  kSite,
  kSiteKind,  // "overseas"
  kRole,      // "server", "domain controller"
  kSystem,    // the operating system: "Windows Server 2016" is a server
  kAccount,
  kKind,  // of an account or a network: "administrator", "vpn"
  kNetwork,
  kDomain,
};
inline constexpr std::size_t kAssetColumns = 10;
// "host", "address", ...: as --environment-columns has them.
[[nodiscard]] std::string_view AssetColumnName(AssetColumn column) noexcept;
[[nodiscard]] std::optional<AssetColumn> ParseAssetColumn(std::string_view name);

// Headers are compared without case, blanks and signs; what a list calls a column that means
// nothing here (owner, serial number) is simply not read.

// The columns that the user has named: "host=HOSTNAME,site=Standort" -> column -> header.
using ColumnMapping = std::map<AssetColumn, std::string>;
// kInvalid with the part that is none in `detail`.
[[nodiscard]] Result<ColumnMapping> ParseColumnMapping(const std::vector<std::string>& parts);

// The meaning of a header by its own word: "Host Name", "コンピュータ名" -> kHost.
[[nodiscard]] std::optional<AssetColumn> ColumnOfHeader(std::string_view header);

inline constexpr std::size_t kNoColumn = ~std::size_t{0};
// Where each column stands; kNoColumn where it does not.
using ColumnPlaces = std::array<std::size_t, kAssetColumns>;
// Named columns first, then by the headers' own words; of two with the same meaning the first
// counts. `missing`: the headers that were named and are not there.
[[nodiscard]] ColumnPlaces PlaceColumns(const std::vector<std::string>& headers,
                                        const ColumnMapping& mapping,
                                        std::vector<std::string>& missing);

}  // namespace noroshi
