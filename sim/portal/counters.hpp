// What a portal has served, for judges and benchmarks. Owned by a portal, any thread.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "portal/http.hpp"

namespace voygen::sim {

class Counters {
 public:
  void count_reply(const Request& request, const Reply& reply);
  void count_event(const std::string& name);
  std::int64_t events(const std::string& name) const;
  std::string to_json(std::size_t sessions) const;

 private:
  mutable std::mutex mutex_;  // guards what follows
  std::map<std::string, std::int64_t> requests_;
  std::map<std::string, std::int64_t> bytes_;
  std::map<std::string, std::int64_t> statuses_;
  std::map<std::string, std::int64_t> events_;
};

}  // namespace voygen::sim
