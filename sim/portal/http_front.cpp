#include "portal/http_front.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NameValueCollection.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>
#include <Poco/Timespan.h>

#include <exception>
#include <iostream>
#include <optional>

namespace voygen::sim {

namespace {

using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

constexpr std::streamsize kMostBodyBytes = 256 * 1024;
constexpr int kThreads = 256;
constexpr int kBacklog = 512;

/// Nothing when the body is larger than allowed.
std::optional<std::string> read_body(HTTPServerRequest& request) {
  std::string body;
  // Without a length Poco would read until the client hangs up.
  if (!request.hasContentLength() && !request.getChunkedTransferEncoding()) return body;
  std::string block(16 * 1024, '\0');
  while (request.stream().good()) {
    request.stream().read(block.data(), static_cast<std::streamsize>(block.size()));
    body.append(block, 0, static_cast<std::size_t>(request.stream().gcount()));
    if (static_cast<std::streamsize>(body.size()) > kMostBodyBytes) return std::nullopt;
  }
  return body;
}

Fields read_cookies(const HTTPServerRequest& request) {
  Poco::Net::NameValueCollection cookies;
  request.getCookies(cookies);
  Fields fields;
  for (const auto& [name, value] : cookies) fields.add(name, value);
  return fields;
}

Request read_request(HTTPServerRequest& source, std::string body) {
  Request request;
  const std::string& uri = source.getURI();
  const std::size_t query = uri.find('?');
  request.method = source.getMethod();
  request.path = percent_decoded(uri.substr(0, query), false);
  if (query != std::string::npos) request.query = Fields::parse(std::string_view{uri}.substr(query + 1));
  request.host = source.get("Host", "");
  request.cookies = read_cookies(source);
  if (source.getContentType().find("application/x-www-form-urlencoded") == 0) request.form = Fields::parse(body);
  request.body = std::move(body);
  request.if_none_match = source.get("If-None-Match", "");
  request.ajax = source.get("X-Requested-With", "") == "XMLHttpRequest";
  request.takes_gzip = source.get("Accept-Encoding", "").find("gzip") != std::string::npos;
  return request;
}

void drop_connection(HTTPServerRequest& request) {
  if (auto* real = dynamic_cast<Poco::Net::HTTPServerRequestImpl*>(&request)) real->detachSocket().close();
}

void send_reply(const Reply& reply, HTTPServerRequest& request, HTTPServerResponse& response) {
  if (reply.ending == Ending::dropped) return drop_connection(request);
  const std::string& body = reply.content();
  response.setStatusAndReason(static_cast<HTTPServerResponse::HTTPStatus>(reply.status));
  for (const auto& [name, value] : reply.headers) response.add(name, value);
  if (reply.status != 304) {
    response.setContentType(reply.content_type);
    response.setContentLength64(static_cast<Poco::Int64>(body.size()));
  }
  if (reply.ending == Ending::broken) {
    response.setKeepAlive(false);
    response.send().write(body.data(), static_cast<std::streamsize>(body.size() / 2)).flush();
    return;
  }
  if (request.getMethod() == "HEAD" || reply.status == 304) {
    response.send();
    return;
  }
  response.sendBuffer(body.data(), body.size());
}

void refuse_body(HTTPServerResponse& response) {
  response.setKeepAlive(false);
  response.setStatusAndReason(HTTPServerResponse::HTTP_REQUEST_ENTITY_TOO_LARGE);
  response.setContentLength(0);
  response.send();
}

class Exchange final : public Poco::Net::HTTPRequestHandler {
 public:
  explicit Exchange(const Handler& handler) : handler_(handler) {}

  void handleRequest(HTTPServerRequest& request, HTTPServerResponse& response) override {
    try {
      std::optional<std::string> body = read_body(request);
      if (!body) return refuse_body(response);
      send_reply(handler_(read_request(request, std::move(*body))), request, response);
    } catch (const Poco::Exception&) {
      // The client went away; nothing is left to tell it.
    } catch (const std::exception& problem) {
      std::cerr << "request failed: " << problem.what() << " path=" << request.getURI() << '\n';
      if (!response.sent()) send_reply(html_reply("Internal Server Error", 500), request, response);
    }
  }

 private:
  const Handler& handler_;  // outlives the server, see HttpFront::Parts
};

class ExchangeFactory final : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit ExchangeFactory(const Handler& handler) : handler_(handler) {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(const HTTPServerRequest&) override { return new Exchange(handler_); }

 private:
  const Handler& handler_;
};

Poco::Net::HTTPServerParams::Ptr server_parameters() {
  Poco::Net::HTTPServerParams::Ptr parameters = new Poco::Net::HTTPServerParams;
  parameters->setMaxThreads(kThreads);
  parameters->setMaxQueued(kBacklog);
  parameters->setKeepAlive(true);
  parameters->setMaxKeepAliveRequests(0);
  parameters->setKeepAliveTimeout(Poco::Timespan(30, 0));
  parameters->setTimeout(Poco::Timespan(60, 0));
  return parameters;
}

Poco::Net::ServerSocket listening_socket(const std::string& host, std::uint16_t port) {
  try {
    Poco::Net::ServerSocket socket;
    socket.bind(Poco::Net::SocketAddress(host, port), true, false);  // never share a port: two portals would mix
    socket.listen(kBacklog);
    return socket;
  } catch (const Poco::Exception& problem) {
    throw CannotListen("Cannot listen on " + host + ":" + std::to_string(port) + ": " + problem.displayText() +
                       "; choose another port, or 0 to have a free one picked.");
  }
}

}  // namespace

// Declared so that the server dies first, then the threads, then the handler they call.
struct HttpFront::Parts {
  Handler handler;
  Poco::ThreadPool threads{4, kThreads, 30};
  Poco::Net::ServerSocket socket;
  Poco::Net::HTTPServer server;

  Parts(const std::string& host, std::uint16_t port, Handler given)
      : handler(std::move(given)),
        socket(listening_socket(host, port)),
        server(new ExchangeFactory(handler), threads, socket, server_parameters()) {}
};

HttpFront::HttpFront(const std::string& host, std::uint16_t port, Handler handler)
    : parts_(std::make_unique<Parts>(host, port, std::move(handler))) {
  parts_->server.start();
}

HttpFront::~HttpFront() {
  parts_->server.stopAll(true);
  parts_->threads.joinAll();
}

std::uint16_t HttpFront::port() const { return parts_->socket.address().port(); }

}  // namespace voygen::sim
