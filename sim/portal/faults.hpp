// What goes wrong on request. A fault has a name, a value (milliseconds, a count, a path), and may strike only sometimes
// or only so many times. Owned by a portal, switched at start and at run time, any thread.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace voygen::sim {

struct Fault {
  std::string value;              // empty: the fault's usual value
  int probability_permille = 1000;
  std::optional<int> times_left;  // nothing: for ever

  std::int64_t number_or(std::int64_t otherwise) const;
};

/// Names of faults, each with one line about what it does; constant data.
using KnownFaults = std::vector<std::pair<std::string_view, std::string_view>>;

/// The faults every portal has.
const KnownFaults& common_faults();

class Faults {
 public:
  /// `own` are the faults this portal has beside the common ones.
  Faults(std::uint64_t seed, const KnownFaults& own);

  /// One sentence when something is wrong with it, nothing when it is switched on.
  std::optional<std::string> set(const std::string& name, Fault fault);
  /// As on a command line: "http_500=/HotelEngine,count=2,probability=0.5".
  std::optional<std::string> set_from_text(std::string_view text);
  /// As in {"set": {"slow": 300, "ajax_500": {"count": 2}, "captcha": false}}; all or nothing.
  std::optional<std::string> set_from_json(const std::string& text);

  void remove(const std::string& name);
  void clear();
  std::string to_json() const;

  /// The fault if it is on, whether or not it strikes now.
  std::optional<Fault> find(std::string_view name) const;
  /// The fault if it strikes now: draws its luck and uses up one of its times.
  std::optional<Fault> strike(std::string_view name);

 private:
  std::optional<std::string> check_name(const std::string& name) const;

  std::uint64_t seed_;
  KnownFaults known_;
  mutable std::mutex mutex_;  // guards what follows
  std::map<std::string, Fault, std::less<>> active_;
  std::uint64_t draws_ = 0;
};

}  // namespace voygen::sim
