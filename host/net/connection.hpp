// Connection: one accepted socket and the requests on it, one after another. Its loop reads, watches deadlines and closes; answers are
// written by whichever thread has them. Shared by its loop and by the exchange and stream at work on it, which may outlive the server:
// nothing of the server is touched once the connection is closed.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

#include "connection_book.hpp"
#include "event_loop.hpp"
#include "net/http_server.hpp"
#include "outbox.hpp"
#include "request_reader.hpp"

namespace voygen::net {

// What all connections of a server share. Outlives their closing.
struct ServerState {
  ServerState(HttpServerOptions chosen, HttpHandler serve) : options(std::move(chosen)), handler(std::move(serve)) {}
  const HttpServerOptions options;
  const HttpHandler handler;
  ConnectionBook book;
  std::atomic<std::size_t> served{0};       // connections that count against the limit
  std::atomic<std::size_t> turned_away{0};  // those that are being told that there are too many
  std::atomic<bool> stopping{false};        // what is idle closes, the others are told
  std::atomic<bool> closing{false};         // everything closes
  std::atomic<bool> unanswered{false};      // some request had no answer when everything closed
};

class Connection final : public EventLoop::Watched, public std::enable_shared_from_this<Connection> {
 public:
  static constexpr SteadyTime kBusy = SteadyTime::max();

  // Enters the book. To be followed by open() on the loop.
  Connection(EventLoop& loop, ServerState& server, Descriptor socket, std::string remote, bool turn_away);
  void open();

  // Any thread.
  [[nodiscard]] SteadyTime idle_since() const { return SteadyTime(SteadyTime::duration(idle_since_.load())); }
  // Ends if it is still idle.
  void make_room();
  // Has the loop look at it soon.
  void attract();

  // For the exchange and its stream, from any thread. `turn` tells which request they belong to: a later one is none of their business.
  bool answer(std::uint64_t turn, int status, std::string_view content_type, const Body& body, const HeaderList& headers);
  bool start_stream(std::uint64_t turn, const HeaderList& headers);
  bool send_event(std::uint64_t turn, const Event& event, bool only_if_taken);
  void finish_stream(std::uint64_t turn, const std::optional<Event>& last);
  [[nodiscard]] bool answered(std::uint64_t turn) const;
  [[nodiscard]] std::stop_token gone(std::uint64_t turn);

 private:
  enum class Stage {
    reading,    // of the next request, if any
    waiting,    // the handler or whoever has the exchange works on it
    streaming,  // events
    finishing,  // answered; some of it is unsent
    ending,     // answered and sent; the connection ends
    lingering,  // our side is shut; what still comes is thrown away, so that the client gets to read our last words
    closed
  };
  enum class Phase { idle, head, body };  // while reading

  // On the loop's thread.
  void on_events(std::uint32_t events) override;
  void on_time() override;
  void attend(std::uint32_t events);
  void receive(std::uint32_t events);
  bool receive_some();
  void client_ended();
  void serve_input();
  void serve(RequestHead head);
  void refuse(const HttpProblem& problem, const HeaderList& headers = {});
  bool settle();
  void close();
  [[nodiscard]] Stage stage() const;

  // On the loop's thread, with mutex_ held.
  [[nodiscard]] std::optional<HttpProblem> check_deadlines();
  void enter_phase();
  void linger();
  [[nodiscard]] bool must_close() const;
  void arm();
  [[nodiscard]] SteadyTime next_deadline() const;
  [[nodiscard]] std::stop_source tell_gone();

  // On any thread, with mutex_ held.
  [[nodiscard]] bool at_work(std::uint64_t turn, Stage stage) const { return turn == turn_ && stage_ == stage; }
  void write_answer(int status, std::string_view content_type, const Body& body, const HeaderList& headers);
  void write_chunk(std::string_view text, std::string_view behind = {});
  void write(std::initializer_list<std::string_view> pieces);
  void after_write();
  void end_turn();
  void ask_loop();
  void set_idle_since(SteadyTime time) { idle_since_ = time.time_since_epoch().count(); }

  EventLoop& loop_;
  ServerState& server_;
  const bool turned_away_;

  // Of the loop's thread.
  std::string remote_;
  std::string input_;  // received, not yet used
  RequestReader reader_;
  bool held_back_ = false;  // input_ waits for the answer that is at work
  std::uint32_t deaf_ = 0;  // events that would repeat for ever while a request is at work

  std::atomic<SteadyTime::rep> idle_since_;

  mutable std::mutex mutex_;  // guards what follows; never held while somebody is called back
  Descriptor socket_;         // closed by the loop
  Stage stage_ = Stage::reading;
  Phase phase_ = Phase::idle;
  SteadyTime deadline_;          // of the phase, or of lingering
  std::uint64_t turn_ = 0;       // of the request at work
  bool answered_ = false;
  bool head_only_ = false;
  bool chunked_ = false;         // how a stream is framed
  bool ends_after_ = false;      // this answer is the last one
  std::stop_source gone_{std::nostopstate};  // made when somebody asks
  bool told_gone_ = false;
  Outbox outbox_;
  SteadyTime last_event_;        // or comment
  bool broken_ = false;          // cannot be written to
  bool leave_ = false;           // make room
  std::uint32_t events_;         // that epoll watches
  bool resume_ = false;          // the loop is needed before the next request can be read
  bool attended_ = true;         // the loop is at it, or will be by itself
  bool asked_ = false;
};

}  // namespace voygen::net
