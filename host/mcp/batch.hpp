// Batch: the answers to the requests of one JSON-RPC batch (2025-03-26), as one array, or one by one on an event stream when any of them has
// more to say than its answer. Any thread.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "mcp/reply.hpp"

namespace voygen::mcp {

class Batch : public std::enable_shared_from_this<Batch> {
 public:
  // `requests` answers, or words that there will be none, are awaited; at least one.
  Batch(std::shared_ptr<Reply> reply, std::size_t requests) : reply_(std::move(reply)), open_(requests) {}
  // For one of its requests.
  std::shared_ptr<Reply> item();
  void add(std::optional<std::string> answer);

 private:
  class Item;
  void begin_stream();  // with mutex_ held
  const std::shared_ptr<Reply> reply_;
  std::mutex mutex_;  // keeps the order of what is sent, so it is held while sending; guards what follows
  std::size_t open_;
  bool streaming_ = false;
  std::vector<std::string> answers_;
};

}  // namespace voygen::mcp
