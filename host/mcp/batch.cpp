#include "batch.hpp"

#include <atomic>

namespace voygen::mcp {

class Batch::Item final : public Reply {
 public:
  explicit Item(std::shared_ptr<Batch> batch) : batch_(std::move(batch)) {}
  void notify(std::string_view message) override {
    const std::lock_guard lock(batch_->mutex_);
    batch_->begin_stream();
    batch_->reply_->notify(message);
  }
  bool ask(std::string_view message) override {
    const std::lock_guard lock(batch_->mutex_);
    batch_->begin_stream();
    return batch_->reply_->ask(message);
  }
  void respond(std::string_view message, int) override {
    if (!ended_.exchange(true)) batch_->add(std::string(message));
  }
  void abandon() override {
    if (!ended_.exchange(true)) batch_->add(std::nullopt);
  }
  void pause(std::chrono::milliseconds) override {}

 private:
  const std::shared_ptr<Batch> batch_;
  std::atomic<bool> ended_{false};
};

std::shared_ptr<Reply> Batch::item() { return std::make_shared<Item>(shared_from_this()); }

void Batch::begin_stream() {
  if (streaming_) return;
  streaming_ = true;
  for (const std::string& answer : answers_) reply_->ask(answer);
  answers_.clear();
}

void Batch::add(std::optional<std::string> answer) {
  const std::lock_guard lock(mutex_);
  --open_;
  if (streaming_) {
    if (open_ > 0) {
      if (answer) reply_->ask(*answer);
    } else if (answer) {
      reply_->respond(*answer);
    } else {
      reply_->abandon();
    }
    return;
  }
  if (answer) answers_.push_back(std::move(*answer));
  if (open_ > 0) return;
  if (answers_.empty()) return reply_->abandon();
  std::string text = "[";
  for (const std::string& one : answers_) text.append(text.size() > 1 ? "," : "").append(one);
  reply_->respond(text += ']');
}

}  // namespace voygen::mcp
