// Breaks every rule of the contract, one per task. Written against the C table, so that nothing catches what it throws.
#include <pthread.h>
#include <sys/mman.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include "voygen/plugin_abi.h"

extern "C" voygen_text voygen_plugin_manifest();

namespace {

using nlohmann::json;

// Written by create() while a stuck call of an earlier instance may still read it.
struct HostPointer {
  std::atomic<const voygen_host*> table = nullptr;
  const voygen_host* operator->() const { return table; }
} host;
voygen_call* kept_call = nullptr;

voygen_text lend(const std::string& text) { return {text.data(), text.size()}; }
void answer(voygen_call* call, const std::string& text) { host->answer(call, lend(text)); }

// An answer that carries what an operation came to, for the test to look at.
std::string report(std::int32_t code, const std::string& reply) { return json{{"offers", json::array()}, {"available", code}, {"place", reply}}.dump(); }

std::int32_t perform(voygen_call* call, const std::string& operation, std::string& reply) {
  const auto receive = [](void* receiver, voygen_text text) { static_cast<std::string*>(receiver)->assign(text.data, text.size); };
  return host->perform(call, lend(operation), receive, &reply);
}

void hang(voygen_call* call, const json& query) {
  const auto exists = [&](const char* key) { return std::filesystem::exists(query.at(key).get<std::string>()); };
  while (!exists("release")) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  // The call was abandoned long ago; every function must still be safe to use.
  std::string reply;
  const auto code = perform(call, R"({"op":"url"})", reply);
  host->log(call, VOYGEN_WARN, lend("still here"));
  host->progress(call, 1, 2, lend("still here"));
  const bool refused = code != VOYGEN_OK && host->must_stop(call) && host->time_left_ms(call) == 0 && host->now_ms(call) > 0;
  if (refused) std::filesystem::create_directory(query.at("refused").get<std::string>());
  answer(call, R"({"offers":[]})");
}

void answer_with_a_gigabyte(voygen_call* call) {
  constexpr std::size_t kSize = std::size_t{1} << 30;
  void* memory = mmap(nullptr, kSize, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) throw std::runtime_error("no address space");
  host->answer(call, {static_cast<const char*>(memory), kSize});
  munmap(memory, kSize);
}

void perform_elsewhere(voygen_call* call) {
  std::string reply;
  std::int32_t code = VOYGEN_OK;
  std::thread([&] { code = perform(call, R"({"op":"url"})", reply); }).join();
  answer(call, report(code, reply));
}

struct Misdeed {
  std::string_view name;
  void (*commit)(voygen_call*, const json& query);
};

// Nothing in it needs a destructor: a stuck call may still be at work here when the program ends.
constexpr Misdeed kMisdeeds[] = {
    {"behaves", [](voygen_call* call, const json&) { answer(call, R"({"offers":[]})"); }},
    {"shows_interim", [](voygen_call* call, const json&) {
       host->interim(call, lend(R"({"offers":[],"available":1})"));
       host->interim(call, lend("no JSON"));
       host->interim(call, lend(R"({"offers":"none"})"));
       answer(call, R"({"offers":[],"available":2})");
       host->interim(call, lend(R"({"offers":[],"available":3})"));
     }},
    {"answers_twice", [](voygen_call* call, const json&) { answer(call, R"({"offers":[]})"); answer(call, R"({"offers":[]})"); }},
    {"answers_and_fails", [](voygen_call* call, const json&) { answer(call, R"({"offers":[]})"); host->fail(call, VOYGEN_DRIFT, lend("oh"), lend("no")); }},
    {"never_answers", [](voygen_call*, const json&) {}},
    {"throws", [](voygen_call*, const json&) { throw std::runtime_error("thrown on purpose"); }},
    {"throws_a_number", [](voygen_call*, const json&) { throw 7; }},
    {"throws_after_answer", [](voygen_call* call, const json&) { answer(call, R"({"offers":[]})"); throw std::runtime_error("too late"); }},
    {"ends_its_thread", [](voygen_call*, const json&) { pthread_exit(nullptr); }},
    {"hangs", hang},
    {"answers_broken_json", [](voygen_call* call, const json&) { answer(call, R"({"offers":[)"); }},
    {"answers_no_object", [](voygen_call* call, const json&) { answer(call, "[]"); }},
    {"answers_wrong_shape", [](voygen_call* call, const json&) { answer(call, R"({"offers":[{"name":7}]})"); }},
    {"answers_latin1", [](voygen_call* call, const json&) { answer(call, "{\"offers\":[],\"place\":\"M\xFCnchen\"}"); }},
    {"answers_null_pointer", [](voygen_call* call, const json&) { host->answer(call, {nullptr, 12}); }},
    {"answers_a_gigabyte", [](voygen_call* call, const json&) { answer_with_a_gigabyte(call); }},
    {"answers_deep_nesting", [](voygen_call* call, const json&) { answer(call, "{\"offers\":[],\"x\":" + std::string(200'000, '[') + std::string(200'000, ']') + "}"); }},
    {"fails_with_unknown_code", [](voygen_call* call, const json&) { host->fail(call, 4711, lend("what"), lend("")); }},
    {"fails_with_ok", [](voygen_call* call, const json&) { host->fail(call, VOYGEN_OK, lend("fine"), lend("")); }},
    {"fails_in_latin1", [](voygen_call* call, const json&) { host->fail(call, VOYGEN_DRIFT, lend("caf\xE9"), lend(std::string(10'000, 'x'))); }},
    {"performs", [](voygen_call* call, const json& query) { std::string reply; const auto code = perform(call, query.at("operation"), reply); answer(call, report(code, reply)); }},
    {"performs_elsewhere", [](voygen_call* call, const json&) { perform_elsewhere(call); }},
    {"performs_after_answer", [](voygen_call* call, const json& query) {
       answer(call, R"({"offers":[]})");
       std::string reply;
       if (perform(call, R"({"op":"url"})", reply) != VOYGEN_OK) std::filesystem::create_directory(query.at("refused").get<std::string>());
     }},
    {"performs_without_receiver", [](voygen_call* call, const json&) { const auto code = host->perform(call, lend(R"({"op":"url"})"), nullptr, nullptr); answer(call, report(code, "")); }},
    {"receiver_throws", [](voygen_call* call, const json&) {
       const auto code = host->perform(call, lend(R"({"op":"url"})"), [](void*, voygen_text) { throw 1; }, nullptr);
       answer(call, report(code, ""));
     }},
    {"keeps_its_call", [](voygen_call* call, const json&) { kept_call = call; answer(call, R"({"offers":[]})"); }},
    {"uses_the_kept_call", [](voygen_call* call, const json&) {
       std::string reply;
       const auto code = perform(kept_call, R"({"op":"url"})", reply);
       host->answer(kept_call, lend("{}"));
       host->fail(kept_call, VOYGEN_DRIFT, lend(""), lend(""));
       host->log(kept_call, VOYGEN_INFO, lend("from the past"));
       host->log(nullptr, 99, lend("from nowhere"));
       answer(call, report(code, reply));
     }},
    {"chatters", [](voygen_call* call, const json&) {
       for (int line = 0; line < 3000; ++line) host->log(call, VOYGEN_DEBUG, lend(std::string(9000, 'x')));
       host->progress(call, -1, -1, lend("bad\xFF" + std::string(9000, 'y')));
       answer(call, R"({"offers":[]})");
     }},
    {"waits_politely", [](voygen_call* call, const json&) {
       while (!host->must_stop(call)) std::this_thread::sleep_for(std::chrono::milliseconds(1));
       answer(call, R"({"offers":[],"partial":true})");
     }},
};

const Misdeed& misdeed(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kMisdeeds), std::end(kMisdeeds), [&](const Misdeed& one) { return one.name == name; });
  if (found == std::end(kMisdeeds)) throw std::runtime_error("no such misdeed");
  return *found;
}

std::int32_t create(const voygen_host* lent_host, voygen_text, voygen_instance** instance, voygen_receive, void*) {
  host.table = lent_host;
  static int anything = 0;
  *instance = reinterpret_cast<voygen_instance*>(&anything);
  return VOYGEN_OK;
}

void serve(voygen_instance*, voygen_call* call, voygen_text task, voygen_text query) {
  misdeed({task.data, task.size}).commit(call, json::parse(std::string_view(query.data, query.size)));
}

void destroy(voygen_instance*) { throw std::runtime_error("thrown in destroy on purpose"); }

}  // namespace

extern "C" const voygen_plugin* voygen_plugin_entry(std::uint32_t) {
  static constexpr voygen_plugin table{sizeof(voygen_plugin), VOYGEN_ABI, &voygen_plugin_manifest, &create, &serve, &destroy};
  return &table;
}
