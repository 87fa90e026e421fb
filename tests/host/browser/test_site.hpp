// A small web site on a free port of 127.0.0.1, answered by functions. Counts what it sent.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace voygen::browser::test {

struct SiteRequest {
  std::string method;
  std::string path;  // with query
  std::string body;
  std::string cookie;
};

struct SiteAnswer {
  int status = 200;
  std::string body;
  std::string type = "text/html; charset=utf-8";
  std::map<std::string, std::string> headers;
  std::int64_t claimed_length = -1;  // bytes the header promises; more than the body means that it breaks off at release()
};

class TestSite {
 public:
  using Handler = std::function<SiteAnswer(const SiteRequest&)>;

  TestSite();
  ~TestSite();

  // What a path (without query) answers. A handler may block in hold().
  void serve(const std::string& path, Handler handler);
  void serve(const std::string& path, std::string html);

  [[nodiscard]] std::string host() const;  // "127.0.0.1:40123"
  [[nodiscard]] std::string url(const std::string& path) const { return "http://" + host() + path; }

  [[nodiscard]] std::int64_t body_bytes_sent() const;
  [[nodiscard]] std::vector<std::string> requested() const;  // paths, in order
  // Blocks until a path was asked for so many times.
  void await_request(const std::string& path, int times = 1) const;

  // Blocks the calling handler until release().
  void hold();
  void release();

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace voygen::browser::test
