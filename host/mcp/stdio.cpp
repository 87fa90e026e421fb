#include "mcp/stdio.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

#include "mcp/session.hpp"

namespace voygen::mcp {
namespace {

constexpr int kSlowReader = 10'000;  // milliseconds until a client that does not read is taken for gone

// Whole lines only, in the order they were given. When the client no longer reads, there is nobody to tell.
class LineWriter {
 public:
  explicit LineWriter(int descriptor) : descriptor_(descriptor) {}

  void write(std::string_view message) {
    std::string line(message);
    line += '\n';
    const std::lock_guard lock(mutex_);
    for (std::string_view rest = line; !rest.empty();) {
      const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0 && errno == EAGAIN && is_writable_soon()) continue;
      if (written <= 0) return;
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
  }

 private:
  bool is_writable_soon() const {
    pollfd output{descriptor_, POLLOUT, 0};
    return ::poll(&output, 1, kSlowReader) > 0;
  }
  const int descriptor_;
  std::mutex mutex_;  // keeps lines whole, so it is held while writing
};

class LineReply final : public Reply {
 public:
  explicit LineReply(std::shared_ptr<LineWriter> writer) : writer_(std::move(writer)) {}
  void notify(std::string_view message) override { writer_->write(message); }
  void respond(std::string_view message) override { writer_->write(message); }
  void abandon() override {}

 private:
  std::shared_ptr<LineWriter> writer_;  // shared with the transport and other replies
};

// The threads that carry calls. Made when needed, kept until close().
class CallThreads {
 public:
  CallThreads(std::size_t max_threads, std::size_t max_waiting) : max_threads_(max_threads), max_waiting_(max_waiting) {}

  // What does not fit is given up, which answers it. `self` keeps this object alive under the new thread.
  static void carry(const std::shared_ptr<CallThreads>& self, ToolRun call) {
    std::unique_lock lock(self->mutex_);
    if (self->waiting_.size() >= self->max_waiting_) {
      lock.unlock();
      return;
    }
    self->waiting_.push_back(std::move(call));
    const bool needs_thread = self->idle_ < self->waiting_.size() && self->threads_ < self->max_threads_;
    if (needs_thread) ++self->threads_;
    lock.unlock();
    self->changed_.notify_all();
    if (needs_thread) std::thread([self] { self->run(); }).detach();  // close() waits for it, but not for ever
  }

  // False when a thread did not end in time.
  bool close(std::chrono::milliseconds timeout) {
    std::unique_lock lock(mutex_);
    closed_ = true;
    changed_.notify_all();
    return changed_.wait_for(lock, timeout, [&] { return threads_ == 0; });
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    for (;;) {
      ++idle_;
      changed_.wait(lock, [&] { return closed_ || !waiting_.empty(); });
      --idle_;
      if (waiting_.empty()) break;
      {
        ToolRun call = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        call.run();
      }
      lock.lock();
    }
    --threads_;
    changed_.notify_all();
  }

  const std::size_t max_threads_;
  const std::size_t max_waiting_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::deque<ToolRun> waiting_;
  std::size_t threads_ = 0;
  std::size_t idle_ = 0;
  bool closed_ = false;
};

// Splits what arrives into lines and never keeps more than one line's limit.
class LineReader {
 public:
  enum class Got { line, too_long, end };
  LineReader(int descriptor, int wake_descriptor, std::size_t max_bytes)
      : descriptor_(descriptor), wake_descriptor_(wake_descriptor), max_bytes_(max_bytes) {}

  // Waits for the next line. `end` when the input has ended or the wake descriptor says so.
  Got next(std::string& line) {
    for (;;) {
      const auto end = buffer_.find('\n', searched_);
      searched_ = buffer_.size();
      if (end != std::string::npos) {
        line = buffer_.substr(0, end);
        buffer_.erase(0, end + 1);
        searched_ = 0;
        return std::exchange(skipping_, false) ? Got::too_long : Got::line;
      }
      if (buffer_.size() > max_bytes_) {
        skipping_ = true;
        buffer_.clear();
        searched_ = 0;
      }
      if (!read_more()) return Got::end;
    }
  }

 private:
  bool read_more() {
    std::array<pollfd, 2> sources{{{descriptor_, POLLIN, 0}, {wake_descriptor_, POLLIN, 0}}};
    if (::poll(sources.data(), sources.size(), -1) < 0) return errno == EINTR;
    if (sources[1].revents != 0) return false;
    std::array<char, 16 * 1024> piece;
    const ssize_t got = ::read(descriptor_, piece.data(), piece.size());
    if (got < 0) return errno == EINTR || errno == EAGAIN;
    buffer_.append(piece.data(), static_cast<std::size_t>(got));
    return got > 0;
  }

  const int descriptor_;
  const int wake_descriptor_;
  const std::size_t max_bytes_;
  std::string buffer_;
  std::size_t searched_ = 0;  // no line break before this
  bool skipping_ = false;     // within a line that is too long
};

class WakeDescriptor {
 public:
  WakeDescriptor() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
  ~WakeDescriptor() { ::close(descriptor_); }
  WakeDescriptor(const WakeDescriptor&) = delete;
  WakeDescriptor& operator=(const WakeDescriptor&) = delete;
  void wake() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(descriptor_, &one, sizeof one);
  }
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  const int descriptor_;
};

bool is_blank(const std::string& line) { return line.find_first_not_of(" \t\r") == std::string::npos; }

}  // namespace

struct StdioTransport::Shared {
  Shared(Server& mcp_server, StdioOptions chosen)
      : server(mcp_server), options(chosen), session(std::make_shared<Session>(mcp_server, "", "")),
        writer(std::make_shared<LineWriter>(chosen.out)), threads(std::make_shared<CallThreads>(chosen.max_calls, chosen.max_waiting_calls)) {}

  void receive(std::string_view line) {
    auto parsed = parse_message(line, server.options().message_limits);
    if (const auto* const error = std::get_if<RpcError>(&parsed)) return writer->write(error_text(*error));
    auto call = session->receive(std::get<Message>(std::move(parsed)), std::make_shared<LineReply>(writer));
    if (call) CallThreads::carry(threads, std::move(*call));
  }

  Server& server;
  const StdioOptions options;
  std::shared_ptr<Session> session;
  std::shared_ptr<LineWriter> writer;
  std::shared_ptr<CallThreads> threads;
};

StdioTransport::StdioTransport(Server& server, StdioOptions options) : shared_(std::make_shared<Shared>(server, options)) {}
StdioTransport::~StdioTransport() = default;

bool StdioTransport::run(const std::stop_token& stop) {
  std::signal(SIGPIPE, SIG_IGN);  // a client that has gone is noticed by the write that fails
  const WakeDescriptor wake;
  const std::stop_callback on_stop(stop, [&] { wake.wake(); });
  LineReader reader(shared_->options.in, wake.get(), shared_->options.max_line_bytes);
  std::string line;
  for (auto got = reader.next(line); got != LineReader::Got::end; got = reader.next(line)) {
    if (got == LineReader::Got::too_long) {
      shared_->writer->write(error_text({rpc::kInvalidRequest, "the message is too long", nullptr}));
    } else if (!is_blank(line)) {
      shared_->receive(line);
    }
  }
  shared_->session->cancel_all();
  return shared_->threads->close(shared_->options.stop_timeout);
}

int claim_stdout() {
  const int kept = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  ::dup2(STDERR_FILENO, STDOUT_FILENO);
  return kept;
}

}  // namespace voygen::mcp
