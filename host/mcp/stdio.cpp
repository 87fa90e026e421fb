#include "mcp/stdio.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "envelope.hpp"
#include "session.hpp"
#include "subscription.hpp"

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
  bool ask(std::string_view message) override {
    writer_->write(message);
    return true;
  }
  void respond(std::string_view message, int) override { writer_->write(message); }
  void abandon() override {}
  void pause(std::chrono::milliseconds) override {}

 private:
  const std::shared_ptr<LineWriter> writer_;  // shared with the transport and other replies
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

std::string wanted_version(const Message& initialize) {
  const json version = initialize.params.is_object() ? initialize.params.value("protocolVersion", json()) : json();
  return version.is_string() ? version.get<std::string>() : std::string();
}

// A client that only asks what is served, or asks for what is not, may still go on in either era.
bool leaves_era_open(const Message& modern) { return modern.method == "server/discover" || claimed_version(modern) != kModernVersion; }

bool is_blank(const std::string& line) { return line.find_first_not_of(" \t\r") == std::string::npos; }

}  // namespace

// The one client. Which era it is of is decided by the first message that tells.
struct StdioTransport::Shared {
  Shared(Server& mcp_server, StdioOptions chosen)
      : server(mcp_server), options(chosen), writer(std::make_shared<LineWriter>(chosen.out)),
        session(std::make_shared<Session>(mcp_server, "", "", [to = writer](std::string_view message) { to->write(message); })) {}

  void receive(std::string_view line) {
    const auto parsed = parse_message(line, server.options().message_limits);
    if (const auto* const error = std::get_if<RpcError>(&parsed)) return writer->write(error_text(*error));
    const Message& message = std::get<Message>(parsed);
    const bool modern = claims_modern(message);
    if (message.kind == Message::Kind::request && !era && !(modern && leaves_era_open(message))) era = modern ? Era::modern : Era::legacy;
    if (era == Era::modern || (modern && !era)) return receive_modern(message);
    if (const auto call = session->receive(message, std::make_shared<LineReply>(writer))) session->start(call);
  }

  void receive_modern(const Message& message) {
    if (message.kind == Message::Kind::notification) {
      if (message.method == "notifications/cancelled" && message.params.is_object()) cancel(message.params.value("requestId", json()));
      return;
    }
    if (message.kind != Message::Kind::request) return;
    const auto refuse = [&](RpcError error) { writer->write(answer_text(message.id, std::move(error))); };
    if (message.method == "initialize") return refuse(unsupported_version(wanted_version(message)));
    auto read = read_envelope(message, "");
    if (auto* const error = std::get_if<RpcError>(&read)) return refuse(std::move(*error));
    const auto caller = std::get<std::shared_ptr<const Caller>>(std::move(read));
    if (message.method == "subscriptions/listen" && message.params.is_object()) return listen(*caller, message);
    if (const auto call = server.serve(message, caller, std::make_shared<LineReply>(writer))) server.start(call, in_flight);
  }

  void listen(const Caller& caller, const Message& message) {
    auto begun = Subscription::begin(server, caller, message, [to = writer](std::string_view text) { to->write(text); });
    if (auto* const error = std::get_if<RpcError>(&begun)) return writer->write(answer_text(message.id, std::move(*error)));
    listens.push_back(std::get<std::shared_ptr<Subscription>>(std::move(begun)));
  }

  void cancel(const json& id) {
    in_flight->cancel(id);
    std::erase_if(listens, [&](const auto& listen) { return listen->id() == id; });
  }

  Server& server;
  const StdioOptions options;
  const std::shared_ptr<LineWriter> writer;  // shared with replies
  const std::shared_ptr<Session> session;    // of a legacy client
  const std::shared_ptr<InFlight> in_flight = std::make_shared<InFlight>();  // calls of a modern one
  std::vector<std::shared_ptr<Subscription>> listens;
  std::optional<Era> era;
};

StdioTransport::StdioTransport(Server& server, StdioOptions options) : shared_(std::make_unique<Shared>(server, options)) {}
StdioTransport::~StdioTransport() = default;

bool StdioTransport::run(const std::stop_token& stop) {
  std::signal(SIGPIPE, SIG_IGN);  // a client that has gone is noticed by the write that fails
  const WakeDescriptor wake;
  const std::stop_callback on_stop(stop, [&] { wake.wake(); });
  LineReader reader(shared_->options.in, wake.get(), shared_->options.max_line_bytes);
  std::string line;
  for (auto got = reader.next(line); got != LineReader::Got::end; got = reader.next(line)) {
    if (got == LineReader::Got::too_long) {
      shared_->writer->write(error_text({rpc::kInvalidRequest, "the message is too long"}));
    } else if (!is_blank(line)) {
      shared_->receive(line);
    }
  }
  shared_->session->end();
  shared_->in_flight->cancel_all();
  return shared_->server.wait_for_calls(shared_->options.stop_timeout);
}

int claim_stdout() {
  const int kept = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  ::dup2(STDERR_FILENO, STDOUT_FILENO);
  return kept;
}

}  // namespace voygen::mcp
