#include "slots.hpp"

#include <algorithm>

namespace voygen::plugin {

Result<std::shared_ptr<Slots::Slot>> Slots::enter(const core::Context& context, const std::string& platform) {
  std::unique_lock lock(mutex_);
  const int mine = 0;  // its address is this thread's place in the queue
  waiting_.push_back(&mine);
  ++load_.waiting;
  const bool ready = core::wait(context, changed_, lock, [&] { return load_.stuck > 0 || (load_.running < places_ && waiting_.front() == &mine); });
  waiting_.erase(std::find(waiting_.begin(), waiting_.end(), &mine));
  --load_.waiting;
  changed_.notify_all();  // the next in line may have become the first
  if (load_.stuck > 0) {
    return {Code::unavailable, "platform \"" + platform + "\" takes no calls: an earlier call did not stop when told to and is still inside the plugin",
            "use another platform; if this lasts, restart the server and report it to the plugin's author"};
  }
  if (!ready) return context.why_ended("waiting for platform \"" + platform + "\", which runs " + std::to_string(places_) + " calls at a time,");
  ++load_.running;
  return std::make_shared<Slot>(shared_from_this());
}

PlatformLoad Slots::load() const {
  const std::lock_guard lock(mutex_);
  return load_;
}

void Slots::Slot::leave() {
  const std::lock_guard lock(slots_->mutex_);
  if (left_) return;
  left_ = true;
  --(stuck_ ? slots_->load_.stuck : slots_->load_.running);
  slots_->changed_.notify_all();
}

void Slots::Slot::mark_stuck() {
  const std::lock_guard lock(slots_->mutex_);
  if (left_ || stuck_) return;
  stuck_ = true;
  --slots_->load_.running;
  ++slots_->load_.stuck;
  slots_->changed_.notify_all();
}

}  // namespace voygen::plugin
