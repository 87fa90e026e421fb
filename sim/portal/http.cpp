#include "portal/http.hpp"

namespace voygen::sim {

Reply html_reply(std::string body, int status) {
  Reply reply;
  reply.status = status;
  reply.body = std::move(body);
  reply.set_header("Cache-Control", "no-store, no-cache, must-revalidate");
  return reply;
}

Reply json_reply(std::string body, int status) {
  Reply reply = html_reply(std::move(body), status);
  reply.content_type = "application/json";
  return reply;
}

Reply redirect_reply(std::string location) {
  Reply reply = html_reply("", 302);
  reply.set_header("Location", std::move(location));
  return reply;
}

}  // namespace voygen::sim
