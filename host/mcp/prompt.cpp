#include "mcp/prompt.hpp"

namespace voygen::mcp {
namespace {

json listed(const Prompt& prompt) {
  json entry{{"name", prompt.name}, {"description", prompt.description}};
  if (!prompt.title.empty()) entry["title"] = prompt.title;
  if (!prompt.icons.is_null()) entry["icons"] = prompt.icons;
  for (const PromptArgument& argument : prompt.arguments) {
    json one{{"name", argument.name}, {"description", argument.description}, {"required", argument.required}};
    if (!argument.title.empty()) one["title"] = argument.title;
    entry["arguments"].push_back(std::move(one));
  }
  return entry;
}

}  // namespace

Outcome PromptRegistry::add(Prompt prompt) {
  if (prompt.name.empty() || prompt.description.empty() || !prompt.handler) {
    return Error{Code::invalid_argument, "the prompt \"" + prompt.name + "\" cannot be offered: it needs a name, a description and a handler",
                 "correct the prompt's declaration"};
  }
  std::string name = prompt.name;
  auto kept = std::make_shared<const Prompt>(std::move(prompt));
  const std::lock_guard lock(mutex_);
  if (!prompts_.emplace(name, std::move(kept)).second) {
    return Error{Code::invalid_argument, "there is a prompt \"" + name + "\" already", "give one of the two another name"};
  }
  return done();
}

bool PromptRegistry::remove(std::string_view name) {
  const std::lock_guard lock(mutex_);
  const auto found = prompts_.find(name);
  if (found == prompts_.end()) return false;
  prompts_.erase(found);
  return true;
}

std::shared_ptr<const Prompt> PromptRegistry::find(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  const auto found = prompts_.find(name);
  return found == prompts_.end() ? nullptr : found->second;
}

json PromptRegistry::listed() const {
  const std::lock_guard lock(mutex_);
  json list = json::array();
  for (const auto& [name, prompt] : prompts_) list.push_back(mcp::listed(*prompt));
  return list;
}

bool PromptRegistry::empty() const {
  const std::lock_guard lock(mutex_);
  return prompts_.empty();
}

json prompt_message(std::string_view role, std::string text) {
  return {{"role", role}, {"content", {{"type", "text"}, {"text", std::move(text)}}}};
}

}  // namespace voygen::mcp
