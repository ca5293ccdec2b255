// What an organisation has around it: sites that people look at, services that programs call,
// products that are installed.

#include <fmt/format.h>

#include "simulate/world.h"

namespace noroshi {
namespace {

constexpr std::size_t kWebSites = 60, kServices = 8, kProducts = 6;

// An address of the ranges set aside for documentation and benchmarks.
std::string OutsideAddress(SeededRandom& random) {
  constexpr std::string_view kRanges[] = {"192.0.2", "198.51.100", "203.0.113"};
  if (random.Chance(50)) {
    return fmt::format("198.19.{}.{}", random.Below(250), random.Between(1, 250));
  }
  return fmt::format("{}.{}", random.Pick(kRanges), random.Between(60, 250));
}

}  // namespace

void AddSurroundings(World& world) {
  NameMaker names(world.random.Fork("surroundings"));
  const auto site = [&] { return WebSite{names.Domain(), OutsideAddress(names.random())}; };
  for (std::size_t i = 0; i < kWebSites; ++i) world.web.push_back(site());
  for (std::size_t i = 0; i < kServices; ++i) world.services.push_back(site());
  for (std::size_t i = 0; i < kProducts; ++i) world.products.push_back(names.Product());
}

}  // namespace noroshi
