#include "attribution/curve.h"

#include <algorithm>
#include <cmath>

namespace noroshi {

bool ConfidenceCurve::IsSound() const noexcept {
  const bool finite = std::isfinite(offset) && std::isfinite(slope) && std::isfinite(shortage);
  return finite && slope > 0 && shortage >= 0;
}

double ConfidenceCurve::Of(double said, std::size_t techniques) const noexcept {
  if (said <= 0) return 0;
  if (said >= 1) return 1;
  const double log_odds = std::log(said) - std::log1p(-said);
  // One more of each: nothing seen at all is a shortage, too, and no infinite one.
  const double short_by = std::max(
      0.0, std::log1p(static_cast<double>(enough)) - std::log1p(static_cast<double>(techniques)));
  return 1 / (1 + std::exp(-(offset + slope * log_odds - shortage * short_by)));
}

}  // namespace noroshi
