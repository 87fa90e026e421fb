// PageState: what the browser told about one page, and the answers given at once on the reader thread (policy, dialogs).
// Shared by its Page and the connection's reader thread. All waiting of a page is waiting for a change here.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "browser/cdp_connection.hpp"
#include "browser/page_policy.hpp"
#include "network_meter.hpp"

namespace voygen::browser {

// The main frame's document.
struct Document {
  std::uint64_t number = 0;  // counts documents; a wait that sees another number knows that the page moved on
  std::string loader;
  std::string url;
  bool parsed = false;  // DOMContentLoaded came
  bool is_error_page = false;
};

// The agent's isolated world in the current document.
struct AgentWorld {
  enum class Progress { none, asked, ready };
  Progress progress = Progress::none;
  std::int64_t context = 0;
};

struct SavedPage {
  std::string url;
  std::string html;
};

struct CapturedAnswer {
  std::string url;
  int status = 0;
  std::string body;
  bool is_base64 = false;
};

class PageState final : public CdpConnection::Listener, public std::enable_shared_from_this<PageState> {
 public:
  PageState(std::string session, std::string main_frame) : session_(std::move(session)), main_frame_(std::move(main_frame)) {}

  void on_event(CdpConnection& connection, const std::string& session, std::string_view method, const nlohmann::json& params) override;
  void on_ended(const std::string& session, const Error& why) override;

  // Makes the isolated world of the current document and puts the agent in; the answer arrives in `world`.
  void ask_for_world(CdpConnection& connection);

  // What a network policy is to the browser: sent when the page is made, lent, or set to show a saved page.
  void send_network_policy(CdpConnection& connection, const std::string& session) const;

  // Everything below is guarded by `mutex`; `changed` tells of every change.
  mutable std::mutex mutex;
  mutable std::condition_variable_any changed;
  Document document;
  std::deque<std::string> loaders;             // of the newest documents, this one last
  AgentWorld world;
  NetworkMeter network;
  PagePolicy policy;
  std::optional<SavedPage> saved;              // shown instead of the network
  std::optional<Error> ended;                  // crashed, closed or gone; goto may clear a crash
  std::string refused_document;                // the host the main frame was last kept from
  std::string failed_document;                 // network error of the main frame's last navigation
  std::string aborted_loader;                  // of the main frame's last navigation that the browser gave up
  bool came_back = false;                      // from a crash, and has shown no page of a site since
  std::vector<std::string> captured_patterns;
  std::vector<CapturedAnswer> captured;
  int bodies_on_the_way = 0;
  std::size_t captured_bytes = 0;
  int captures_dropped = 0;
  int function_waits = 0;
  std::string recheck_event;                   // its name; random, so that no page can know it

 private:
  void on_page_event(CdpConnection& connection, std::string_view method, const nlohmann::json& params);
  void on_network_event(CdpConnection& connection, const std::string& session, std::string_view method, const nlohmann::json& params);
  void on_request_paused(CdpConnection& connection, const std::string& session, const nlohmann::json& params);
  void on_child_attached(CdpConnection& connection, const nlohmann::json& params);
  void frame_navigated(const nlohmann::json& frame);
  void fetch_body(CdpConnection& connection, const std::string& session, const std::string& request, CapturedAnswer answer);
  void keep_body(CapturedAnswer answer, const Result<nlohmann::json>& reply);

  const std::string session_;
  const std::string main_frame_;
};

}  // namespace voygen::browser
