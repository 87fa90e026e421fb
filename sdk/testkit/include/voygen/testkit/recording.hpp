// Recording: page operations and what the host replied, in a file. Replays a search without a browser:
//
//   {"steps": [
//     {"when": {"op": "goto"},                     "reply": {"url": "https://www.acme.example/results", "status": 200}},
//     {"when": {"op": "content"},                  "htmlFile": "results.html"},
//     {"when": {"op": "extract"},                  "replyFile": "results.json"},
//     {"when": {"op": "click", "selector": ".next"}, "error": {"code": "timeout", "message": "no such button"}},
//     {"when": {"op": "wait"},                     "reply": {}, "repeat": true}
//   ]}
//
// An operation takes the first unused step whose "when" it contains; a step with "repeat" is never used up. Files lie beside the
// recording. An operation without a step fails as internal and says so. Owned by the test; the thread of the call.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "voygen/result.hpp"

namespace voygen::testkit {

class Recording {
 public:
  static Result<Recording> read(const std::filesystem::path& file) {
    VOYGEN_TRY(const std::string text, read_text(file));
    return parse(text, file.parent_path(), file.string());
  }
  static Result<Recording> parse(const std::string& text, const std::filesystem::path& folder = {}, const std::string& name = "recording") {
    const auto document = nlohmann::json::parse(text, nullptr, false);
    if (!document.is_object() || !document.contains("steps") || !document.at("steps").is_array()) {
      return {Code::invalid_argument, "\"" + name + "\" is not a JSON object with an array \"steps\""};
    }
    Recording recording;
    for (const auto& entry : document.at("steps")) {
      auto step = read_step(entry, folder);
      if (!step.ok()) return step.error().while_doing("\"" + name + "\", step " + std::to_string(recording.steps_->size() + 1));
      recording.steps_->push_back(std::move(step).value());
    }
    return recording;
  }

  // For ScriptedHost. Copies share what has been used, so that the test's copy can tell.
  Result<nlohmann::json> operator()(const nlohmann::json& operation) {
    for (Step& step : *steps_) {
      if ((step.used && !step.repeat) || !contains(operation, step.when)) continue;
      step.used = true;
      return step.reply;
    }
    return {Code::internal, "the recording has no step for " + operation.dump()};
  }
  // The "when" of every step no operation took.
  [[nodiscard]] std::vector<nlohmann::json> unused() const {
    std::vector<nlohmann::json> left;
    for (const Step& step : *steps_) {
      if (!step.used) left.push_back(step.when);
    }
    return left;
  }

 private:
  struct Step {
    nlohmann::json when;
    Result<nlohmann::json> reply;
    bool repeat = false;
    bool used = false;
  };

  static bool contains(const nlohmann::json& operation, const nlohmann::json& when) {
    for (const auto& [key, value] : when.items()) {
      if (!operation.contains(key) || operation.at(key) != value) return false;
    }
    return true;
  }

  static Result<std::string> read_text(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return {Code::not_found, "\"" + file.string() + "\" cannot be read"};
    return std::string{std::istreambuf_iterator<char>(stream), {}};
  }

  static Result<Step> read_step(const nlohmann::json& entry, const std::filesystem::path& folder) {
    if (!entry.is_object() || !entry.contains("when") || !entry.at("when").is_object()) return {Code::invalid_argument, "\"when\" must be an object"};
    Step step{entry.at("when"), nlohmann::json::object(), entry.value("repeat", false), false};
    if (entry.contains("reply")) {
      step.reply = entry.at("reply");
    } else if (entry.contains("replyFile")) {
      VOYGEN_TRY(const std::string text, read_text(folder / entry.at("replyFile").get<std::string>()));
      auto reply = nlohmann::json::parse(text, nullptr, false);
      if (reply.is_discarded()) return {Code::invalid_argument, "the reply file is not JSON"};
      step.reply = std::move(reply);
    } else if (entry.contains("htmlFile")) {
      VOYGEN_TRY(std::string text, read_text(folder / entry.at("htmlFile").get<std::string>()));
      step.reply = nlohmann::json{{"html", std::move(text)}};
    } else if (entry.contains("error")) {
      const auto& error = entry.at("error");
      const auto code = code_named(error.value("code", std::string{}));
      if (!code) return {Code::invalid_argument, "unknown error code " + error.dump()};
      step.reply = Error{*code, error.value("message", std::string{}), error.value("nextStep", std::string{})};
    } else {
      return {Code::invalid_argument, "one of reply, replyFile, htmlFile, error is needed"};
    }
    return step;
  }

  static std::optional<Code> code_named(const std::string& name) {
    for (std::int32_t number = VOYGEN_INVALID_ARGUMENT; number <= VOYGEN_PAGE_CLOSED; ++number) {
      if (name_of(static_cast<Code>(number)) == name) return static_cast<Code>(number);
    }
    return std::nullopt;
  }

  std::shared_ptr<std::vector<Step>> steps_ = std::make_shared<std::vector<Step>>();  // shared by copies
};

}  // namespace voygen::testkit
