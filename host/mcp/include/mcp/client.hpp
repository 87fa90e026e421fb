// Client: speaks to another MCP server over Streamable HTTP. One conversation; one thread at a time.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "core/context.hpp"
#include "voygen/result.hpp"

namespace voygen::mcp {

class Client {
 public:
  using ProgressSink = std::function<void(const std::string& message)>;

  // Says hello. unavailable when nobody speaks MCP at `url`.
  static Result<std::unique_ptr<Client>> connect(const core::Context& context, std::string url);
  // Ends the session there.
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // The tool's result object: content, structuredContent, isError. A protocol error is an Error.
  Result<nlohmann::json> call_tool(const core::Context& context, const std::string& name, const nlohmann::json& arguments, const ProgressSink& progress);

 private:
  explicit Client(std::string url) : url_(std::move(url)) {}
  Result<nlohmann::json> request(const core::Context& context, const std::string& method, nlohmann::json params, const ProgressSink& progress);

  std::string url_;
  std::string session_id_;
  std::string version_;
  int last_id_ = 0;
};

}  // namespace voygen::mcp
