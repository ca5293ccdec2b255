#include "matcher/run/binding_cache.h"

#include <vector>

namespace noroshi {

EventKind BindingStore::Translate(const EventKind& kind, const EventContext& context) {
  std::vector<ShapeField> fields(kind.shape->fields().begin(), kind.shape->fields().end());
  for (ShapeField& field : fields) {
    field.field = names_.fields.Intern(context.fields.Text(field.field));
  }
  EventKind own;
  own.shape = names_.shapes.Intern(fields);
  own.channel = names_.channels.Intern(context.channels.Text(kind.channel));
  own.provider = names_.channels.Intern(context.channels.Text(kind.provider));
  own.event_id = kind.event_id;
  return own;
}

std::shared_ptr<const Binding> BindingStore::Find(const EventKind& own) {
  const std::lock_guard lock(looking_);
  const auto known = bindings_.find(own);
  return known == bindings_.end() ? nullptr : known->second;
}

std::shared_ptr<const Binding> BindingStore::Get(const EventKind& kind,
                                                 const EventContext& context) {
  const EventKind own = Translate(kind, context);
  if (auto known = Find(own)) return known;
  const std::lock_guard making(binding_);
  if (auto known = Find(own)) return known;  // made while we waited
  auto made = std::make_shared<const Binding>(binder_.Bind(own));
  const std::lock_guard lock(looking_);
  if (bindings_.size() >= kMaxBindings) bindings_.clear();
  bindings_.emplace(own, made);
  return made;
}

const BindingCache::Known& BindingCache::Look(const EventKind& kind) {
  const auto known = bindings_.find(kind);
  if (known != bindings_.end()) return *known;
  if (bindings_.size() >= kMaxBindings) {
    recent_.fill(nullptr);
    bindings_.clear();
  }
  ++made_;
  return *bindings_.emplace(kind, store_->Get(kind, context_)).first;
}

}  // namespace noroshi
