// One request and its reply as the pages of a portal see them: no sockets, no HTTP library. Values only.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "portal/fields.hpp"

namespace voygen::sim {

struct Request {
  std::string method;
  std::string path;  // decoded, without the query
  std::string host;  // what the client calls us: "127.0.0.1:8931"
  Fields query;
  Fields form;  // of a urlencoded body
  Fields cookies;
  std::string body;
  std::string if_none_match;
  bool ajax = false;
  bool takes_gzip = false;
  std::size_t address = 0;  // which of the portal's addresses it came in by

  bool is_post() const { return method == "POST"; }
};

/// How the connection ends.
enum class Ending {
  complete,
  dropped,  // closed without a single byte
  broken    // the head promises the whole body, the connection ends in the middle of it
};

struct Reply {
  int status = 200;
  std::string content_type = "text/html; charset=UTF-8";
  std::string body;
  std::shared_ptr<const std::string> shared_body;  // instead of body: a cached asset, shared with the cache
  std::vector<std::pair<std::string, std::string>> headers;
  Ending ending = Ending::complete;

  const std::string& content() const { return shared_body ? *shared_body : body; }
  void set_header(std::string name, std::string value) { headers.emplace_back(std::move(name), std::move(value)); }
};

Reply html_reply(std::string body, int status = 200);
Reply json_reply(std::string body, int status = 200);
Reply redirect_reply(std::string location);

using Handler = std::function<Reply(const Request&)>;

}  // namespace voygen::sim
