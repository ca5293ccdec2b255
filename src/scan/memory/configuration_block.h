// A block as programs keep their settings: an address, a port, and further texts, each in a slot of
// fixed size filled up with zeros. Finds candidates for a person to look at, no more.
//
// Pure, safe from any thread. Cost: one pass.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/byte_reader.h"

namespace noroshi::scan {

struct ConfigurationBlock {
  std::size_t offset = 0, bytes = 0;
  std::string address;
  std::uint32_t port = 0;
  std::vector<std::string> texts;  // behind it
};

inline constexpr std::size_t kMostBlocksKept = 16;

// Appends what is found, by place. Addresses of private networks and such that cannot be are no
// candidates.
void FindConfigurationBlocks(Bytes bytes, std::vector<ConfigurationBlock>& blocks);

}  // namespace noroshi::scan
