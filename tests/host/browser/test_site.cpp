#include "test_site.hpp"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/StreamCopier.h>

#include <algorithm>

namespace voygen::browser::test {

struct TestSite::Impl {
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::string, Handler> handlers;
  std::vector<std::string> requested;
  std::int64_t body_bytes = 0;
  int released = 0;
  bool closing = false;
  Poco::Net::ServerSocket socket{Poco::Net::SocketAddress("127.0.0.1", 0)};
  std::unique_ptr<Poco::Net::HTTPServer> server;

  void answer(TestSite& site, Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) {
    SiteRequest asked{request.getMethod(), request.getURI(), {}, request.get("Cookie", "")};
    Poco::StreamCopier::copyToString(request.stream(), asked.body);
    const std::string path = asked.path.substr(0, asked.path.find('?'));
    Handler handler;
    {
      const std::lock_guard lock(mutex);
      requested.push_back(path);
      if (const auto found = handlers.find(path); found != handlers.end()) handler = found->second;
      changed.notify_all();
    }
    const SiteAnswer given = handler ? handler(asked) : SiteAnswer{404, "<p>nothing here</p>", "text/html", {}, -1};
    response.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(given.status));
    response.setContentType(given.type);
    for (const auto& [name, value] : given.headers) response.add(name, value);
    {
      const std::lock_guard lock(mutex);
      body_bytes += static_cast<std::int64_t>(given.body.size());
    }
    if (given.claimed_length < 0) {
      response.sendBuffer(given.body.data(), given.body.size());
    } else {
      response.setContentLength64(given.claimed_length);
      response.send().write(given.body.data(), static_cast<std::streamsize>(given.body.size())).flush();
      site.hold();
    }
  }
};

namespace {

class Answering final : public Poco::Net::HTTPRequestHandler {
 public:
  Answering(TestSite& site, TestSite::Impl& inside) : site_(site), inside_(inside) {}
  void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override { inside_.answer(site_, request, response); }

 private:
  TestSite& site_;
  TestSite::Impl& inside_;
};

class Factory final : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  Factory(TestSite& site, TestSite::Impl& inside) : site_(site), inside_(inside) {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override { return new Answering(site_, inside_); }

 private:
  TestSite& site_;
  TestSite::Impl& inside_;
};

}  // namespace

TestSite::TestSite() : impl_(std::make_unique<Impl>()) {
  auto* parameters = new Poco::Net::HTTPServerParams;  // owned by the server
  parameters->setMaxThreads(16);
  parameters->setKeepAlive(false);
  impl_->server = std::make_unique<Poco::Net::HTTPServer>(new Factory(*this, *impl_), impl_->socket, parameters);
  impl_->server->start();
}

TestSite::~TestSite() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->closing = true;
    impl_->changed.notify_all();
  }
  impl_->server->stopAll(true);
}

void TestSite::serve(const std::string& path, Handler handler) {
  const std::lock_guard lock(impl_->mutex);
  impl_->handlers[path] = std::move(handler);
}

void TestSite::serve(const std::string& path, std::string html) {
  serve(path, [html = std::move(html)](const SiteRequest&) { return SiteAnswer{200, html, "text/html; charset=utf-8", {}}; });
}

std::string TestSite::host() const { return impl_->socket.address().toString(); }

std::int64_t TestSite::body_bytes_sent() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->body_bytes;
}

std::vector<std::string> TestSite::requested() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->requested;
}

void TestSite::await_request(const std::string& path, int times) const {
  std::unique_lock lock(impl_->mutex);
  impl_->changed.wait(lock, [&] { return std::count(impl_->requested.begin(), impl_->requested.end(), path) >= times; });
}

void TestSite::hold() {
  std::unique_lock lock(impl_->mutex);
  impl_->changed.wait(lock, [&] { return impl_->released > 0 || impl_->closing; });
  --impl_->released;
}

void TestSite::release() {
  const std::lock_guard lock(impl_->mutex);
  ++impl_->released;
  impl_->changed.notify_all();
}

}  // namespace voygen::browser::test
