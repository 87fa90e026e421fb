// AnswersAtHand: results that hold for a while (ToolResult::repeatable), as the text that goes out, so that who asks the same again is
// answered without running anything. Bounded: what was not asked for longest goes first. Any thread; never waits.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "mcp/tool.hpp"

namespace voygen::mcp {

// What must be equal for an answer to serve again: who asks, in which dialect, which tool of which list of tools, and its arguments.
std::string question_of(const Caller& caller, std::uint64_t tools_version, std::string_view tool, const json& arguments);

class AnswersAtHand {
 public:
  explicit AnswersAtHand(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  // The text of a result that still holds, counted as used; otherwise null.
  std::shared_ptr<const std::string> find(const std::string& question);
  void keep(std::string question, std::string result, std::shared_ptr<Repeatable> repeatable);

 private:
  struct Kept {
    std::string question;
    std::shared_ptr<const std::string> result;  // shared with answers on their way out
    std::shared_ptr<Repeatable> repeatable;
    [[nodiscard]] std::size_t size() const { return question.size() + result->size(); }
  };
  using Entries = std::list<Kept>;
  void drop(Entries::iterator entry);

  const std::size_t most_bytes_;
  std::mutex mutex_;  // guards what follows
  Entries entries_;   // last used first
  std::unordered_map<std::string_view, Entries::iterator> by_question_;  // the keys are the entries' own
  std::size_t bytes_ = 0;
};

}  // namespace voygen::mcp
