#include "analytics/logons/session_joiner.h"

#include <utility>

namespace noroshi {
namespace {

LogonRow RowOf(const LogonFact& fact) {
  LogonRow row;
  row.key = KeyOf(fact);
  row.first = row.last = fact.time;
  return row;
}

}  // namespace

void SessionJoiner::Take(const LogonFact& fact) {
  if (fact.step == LogonStep::kFailure) return Give(fact, &LogonRow::failure);
  if (fact.session.empty()) {
    return Give(fact, fact.step == LogonStep::kEnd ? &LogonRow::ended : &LogonRow::success);
  }
  if (!IsSameSession(fact)) last_.reset();
  fact.step == LogonStep::kEnd ? End(fact) : Begin(fact);
}

bool SessionJoiner::IsSameSession(const LogonFact& fact) const noexcept {
  return last_ && last_->session == fact.session && last_->kind == fact.kind &&
         last_->host == fact.host;
}

void SessionJoiner::Begin(const LogonFact& fact) {
  const bool again = last_ && last_->step == LogonStep::kSuccess &&
                     fact.time.ticks - last_->time.ticks < kSameLogonTicks;
  if (again) return;
  last_ = fact;
  Give(fact, &LogonRow::success);
}

void SessionJoiner::End(const LogonFact& fact) {
  if (last_ && last_->step == LogonStep::kEnd) return;
  if (!last_) {
    last_ = fact;
    return Give(fact, &LogonRow::ended);
  }
  LogonRow row = RowOf(*last_);  // what began says where from
  row.ended = 1;
  row.last = fact.time;
  if (last_->time.ticks != 0) {
    row.longest_ticks = row.total_ticks = fact.time.ticks - last_->time.ticks;
  }
  last_ = fact;
  take_(row);
}

void SessionJoiner::Give(const LogonFact& fact, std::uint64_t LogonRow::*count) {
  LogonRow row = RowOf(fact);
  row.*count = 1;
  take_(row);
}

}  // namespace noroshi
