#include "net/http_client.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/URI.h>

#include <iterator>

#include "event_reader.hpp"

namespace voygen::net {
namespace {

HttpReply exchange(Poco::Net::HTTPClientSession& session, Poco::Net::HTTPRequest& request, const std::string& body, const EventSink& on_event) {
  session.sendRequest(request) << body;
  Poco::Net::HTTPResponse response;
  std::istream& stream = session.receiveResponse(response);
  HttpReply reply;
  reply.status = response.getStatus();
  for (const auto& [name, value] : response) reply.headers.emplace_back(name, value);
  if (on_event && reply.header("content-type").starts_with("text/event-stream")) read_events(stream, on_event);
  else reply.body.assign(std::istreambuf_iterator<char>(stream), {});
  return reply;
}

}  // namespace

std::string_view HttpReply::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (equal_ignoring_case(key, name)) return value;
  }
  return {};
}

Result<HttpReply> http_request(const core::Context& context, const std::string& method, const std::string& url, const HeaderList& headers,
                               const std::string& body, const EventSink& on_event) {
  try {
    const Poco::URI uri(url);
    if (uri.getScheme() != "http" || uri.getHost().empty()) return {Code::invalid_argument, "\"" + url + "\" is no http:// address"};
    Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
    session.setTimeout(Poco::Timespan(std::chrono::microseconds(context.time_left()).count()));
    const std::stop_callback abort(context.stop(), [&session] { session.abort(); });
    Poco::Net::HTTPRequest request(method, uri.getPathAndQuery().empty() ? "/" : uri.getPathAndQuery(), Poco::Net::HTTPMessage::HTTP_1_1);
    for (const auto& [name, value] : headers) request.set(name, value);
    if (!body.empty()) request.setContentLength(static_cast<std::streamsize>(body.size()));
    return exchange(session, request, body, on_event);
  } catch (const Poco::Exception& failure) {
    if (context.ended()) return context.why_ended("the request to " + url);
    return {Code::unavailable, url + " did not answer: " + failure.displayText(), "is the server running there?"};
  }
}

}  // namespace voygen::net
