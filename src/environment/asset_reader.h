// Lists of assets, accounts and networks as CSV, the way an organisation has them already.
//
// The first row names the columns (asset_columns.h). By those that are there a row is, in this
// order of precedence,
//   a computer  host, with address, site, role, system; several addresses or roles with ; or /
//   a network   network, with site, or kind: own (default) or vpn
//   an account  account, with kind: administrator or service; others are not kept
//   a domain    domain alone
//
// A row that says nothing of use, or that stands for everything, is reported and left out; a file
// without any known column, or with too many rows or sites, is an error.
#pragma once

#include <string>
#include <string_view>

#include "environment/asset_columns.h"
#include "environment/environment_reader.h"

namespace noroshi {

// `text` is UTF-8. Linear; safe from any thread.
[[nodiscard]] EnvironmentRead ReadAssetCsv(std::string_view text, const std::string& path,
                                           const ColumnMapping& mapping);

}  // namespace noroshi
