#include "simulate/testing/read_back.h"

#include <fmt/format.h>

#include <memory>

namespace noroshi {
namespace {

class DamageList : public DamageSink {
 public:
  explicit DamageList(std::vector<std::string>& out) : out_(out) {}
  void OnDamage(const Damage& damage) override {
    out_.push_back(
        fmt::format("{} at {}: {}", DamageKindName(damage.kind), damage.offset, damage.detail));
  }

 private:
  std::vector<std::string>& out_;
};

}  // namespace

ReadBack ReadEvtx(const std::string& path, EventContext& context, EventInterest* interest,
                  const std::function<void(const Event&)>& visit) {
  ReadBack result;
  DamageList damage(result.damage);
  const auto source = OpenSource(path, {});
  if (!source) {
    result.damage.push_back(source.error().ToString());
    return result;
  }
  result.size = (*source)->size_bytes();
  const auto decoder = NewDecoder((*source)->format(), {}, context);
  Unit unit;
  EventBatch batch;
  while ((*source)->NextUnit(unit, damage, result.account)) {
    decoder->Decode(unit, interest, batch, damage, result.account);
    result.records += batch.record_count;
    for (const Event& event : batch.events) visit(event);
  }
  return result;
}

}  // namespace noroshi
