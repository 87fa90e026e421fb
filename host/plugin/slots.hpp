// Slots: how many calls may be inside one plugin instance. First come, first served. Nobody gets in while a call is stuck.
// Any thread. Owned by the instance; a Slot keeps its Slots alive.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

#include "core/context.hpp"
#include "plugin/platform.hpp"

namespace voygen::plugin {

class Slots : public std::enable_shared_from_this<Slots> {
 public:
  // One taken place. Given back by leave(), on destruction at the latest.
  class Slot {
   public:
    explicit Slot(std::shared_ptr<Slots> slots) : slots_(std::move(slots)) {}
    ~Slot() { leave(); }
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    void leave();
    void mark_stuck();  // nothing when it has been left

   private:
    std::shared_ptr<Slots> slots_;
    bool left_ = false;   // both guarded by the slots' mutex
    bool stuck_ = false;
  };

  explicit Slots(int places) : places_(places) {}

  // Waits for a place; unavailable while a call is stuck, timeout or cancelled when the context ends first.
  Result<std::shared_ptr<Slot>> enter(const core::Context& context, const std::string& platform);
  [[nodiscard]] PlatformLoad load() const;

 private:
  const int places_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  PlatformLoad load_;                 // guarded by mutex_
  std::deque<const void*> waiting_;   // guarded by mutex_; who waits, oldest first
};

}  // namespace voygen::plugin
