#include "answers_at_hand.hpp"

namespace voygen::mcp {

std::string question_of(const Caller& caller, std::uint64_t tools_version, std::string_view tool, const json& arguments) {
  std::string question = to_text(arguments);
  for (const std::string_view part : {std::string_view(caller.principal), std::string_view(caller.version), tool}) question.append(1, '\n').append(part);
  return question.append(1, '\n').append(std::to_string(tools_version));
}

std::shared_ptr<const std::string> AnswersAtHand::find(const std::string& question) {
  std::shared_ptr<Repeatable> repeatable;
  std::shared_ptr<const std::string> result;
  {
    const std::lock_guard lock(mutex_);
    const auto found = by_question_.find(question);
    if (found == by_question_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    repeatable = found->second->repeatable;
    result = found->second->result;
  }
  return repeatable->use() ? result : nullptr;
}

void AnswersAtHand::keep(std::string question, std::string result, std::shared_ptr<Repeatable> repeatable) {
  const std::lock_guard lock(mutex_);
  if (const auto older = by_question_.find(question); older != by_question_.end()) drop(older->second);
  entries_.push_front({std::move(question), std::make_shared<const std::string>(std::move(result)), std::move(repeatable)});
  by_question_.emplace(entries_.front().question, entries_.begin());
  bytes_ += entries_.front().size();
  while (bytes_ > most_bytes_) drop(std::prev(entries_.end()));
}

void AnswersAtHand::drop(Entries::iterator entry) {
  bytes_ -= entry->size();
  by_question_.erase(entry->question);
  entries_.erase(entry);
}

}  // namespace voygen::mcp
