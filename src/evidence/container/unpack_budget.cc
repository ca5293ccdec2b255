#include "evidence/container/unpack_budget.h"

#include <fmt/format.h>

namespace noroshi {

Status UnpackBudget::Charge(std::uint64_t bytes) {
  const std::uint64_t unpacked = unpacked_ += bytes;
  const bool too_much = unpacked > limits_.bytes;
  const bool too_dense = unpacked > limits_.free_bytes && unpacked / limits_.ratio > consumed();
  if (!too_much && !too_dense && !exhausted_) return Ok();
  exhausted_ = true;
  return Error{ErrorCode::kLimit, 0, "container",
               too_much ? fmt::format("it unpacks to more than {} GiB", limits_.bytes >> 30)
                        : fmt::format("it unpacks to more than {} times its size", limits_.ratio)};
}

Status UnpackBudget::ChargeRounds(std::uint64_t rounds) {
  if ((rounds_ += rounds) <= limits_.key_rounds) return Ok();
  return Error{ErrorCode::kLimit, 0, "container", "its passwords take too long to try"};
}

}  // namespace noroshi
