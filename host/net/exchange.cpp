#include "exchange.hpp"

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace voygen::net {
namespace {

std::string_view reason(int status) {
  switch (status) {
    case 200: return "OK";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return status < 400 ? "OK" : "Error";
  }
}

// "Sun, 22 Nov 2026 12:05:07 GMT", made once a second and thread; strftime would follow the locale.
const std::string& http_date() {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  thread_local std::time_t made_for = 0;
  thread_local std::string text;
  if (const std::time_t now = std::time(nullptr); now != made_for) {
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%s, %02d %s %d %02d:%02d:%02d GMT", kDays[utc.tm_wday], utc.tm_mday, kMonths[utc.tm_mon],
                  utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
    made_for = now;
    text = buffer;
  }
  return text;
}

void append_header(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ");
  for (const char c : value) head += c == '\r' || c == '\n' ? ' ' : c;  // a value cannot begin another header
  head += "\r\n";
}

}  // namespace

std::string Exchange::head(int status, std::string_view content_type, const HeaderList& headers) const {
  std::string text;
  text.reserve(320);
  text.append("HTTP/1.1 ").append(std::to_string(status)).append(" ").append(reason(status)).append("\r\n");
  append_header(text, "Date", http_date());
  if (!content_type.empty()) append_header(text, "Content-Type", content_type);
  for (const auto& [name, value] : headers) append_header(text, name, value);
  return text;
}

bool Exchange::send(int status, std::string_view content_type, std::string_view body, const HeaderList& headers) {
  std::string text = head(status, content_type, headers);
  const bool bodiless = status == 204 || status == 304;
  if (!bodiless) append_header(text, "Content-Length", std::to_string(body.size()));
  if (settings_.keep_alive) {
    append_header(text, "Keep-Alive", "timeout=" + std::to_string(std::max<long long>(settings_.idle_timeout.count() / 1000, 1)));
  }
  append_header(text, "Connection", settings_.keep_alive ? "keep-alive" : "close");
  text += "\r\n";
  const std::lock_guard lock(mutex_);
  if (answered_) return false;
  answered_ = true;
  const auto deadline = std::chrono::steady_clock::now() + settings_.send_timeout;
  const bool written = wire_.write(text, settings_.head_only || bodiless ? std::string_view{} : body, deadline) == Wire::Write::done;
  reusable_ = written && settings_.keep_alive;
  return written;
}

EventStream& Exchange::start_event_stream(const HeaderList& headers) {
  const bool chunked = !settings_.http_1_0;
  std::string text = head(200, "text/event-stream", headers);
  append_header(text, "Cache-Control", "no-cache, no-transform");
  append_header(text, "X-Accel-Buffering", "no");
  if (chunked) append_header(text, "Transfer-Encoding", "chunked");
  append_header(text, "Connection", chunked && settings_.keep_alive ? "keep-alive" : "close");
  text += "\r\n";
  const std::lock_guard lock(mutex_);
  if (stream_) return *stream_;
  stream_ = std::make_shared<WireEventStream>(wire_, chunked, settings_.send_timeout);
  const auto deadline = std::chrono::steady_clock::now() + settings_.send_timeout;
  if (answered_ || wire_.write(text, {}, deadline) != Wire::Write::done) {
    stream_->break_off();
  } else {
    watch_.add(stream_);
  }
  answered_ = true;
  return *stream_;
}

bool Exchange::answered() const {
  const std::lock_guard lock(mutex_);
  return answered_;
}

bool Exchange::close() {
  const std::lock_guard lock(mutex_);
  if (!stream_) return reusable_;
  stream_->finish({});
  return stream_->ended_well() && settings_.keep_alive;
}

}  // namespace voygen::net
