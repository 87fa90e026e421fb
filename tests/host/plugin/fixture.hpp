// What the tests of this room share: a fake for CallServices, a registry with the test plugins, and a neighbour whose calls must stay
// unharmed while another plugin misbehaves.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

#include "plugin/registry.hpp"

namespace voygen::plugin::testing {

using namespace std::chrono_literals;
using nlohmann::json;

inline const std::filesystem::path kPlugins = VOYGEN_TEST_PLUGINS;

inline core::Context in_time(std::chrono::milliseconds timeout = 20s) { return core::Context::with_timeout(timeout, "r-1"); }

inline json query(const std::string& destination = "Miami, FL") {
  return {{"destination", destination}, {"checkIn", "2027-02-01"}, {"checkOut", "2027-02-04"}, {"rooms", {{{"adults", 2}}}}, {"maxResults", 20}};
}

class FakeServices : public CallServices {
 public:
  Result<json> perform(const core::Context& context, const json& operation) override {
    const std::lock_guard lock(mutex);
    operations.push_back(operation);
    return reply(context, operation);
  }
  void progress(std::int64_t steps_done, std::int64_t total, std::string message) override {
    const std::lock_guard lock(mutex);
    told.push_back(std::to_string(steps_done) + "/" + std::to_string(total) + " " + message);
  }
  void interim(json answer) override {
    const std::lock_guard lock(mutex);
    so_far.push_back(std::move(answer));
  }
  std::int64_t now_ms() override { return 3'000'000'000'000; }

  std::function<Result<json>(const core::Context&, const json&)> reply = [](const core::Context&, const json& operation) -> Result<json> {
    if (operation.at("op") == "content") return json{{"html", "Hotel Example"}};
    return json{{"url", "https://www.good.example/search"}, {"status", 200}};
  };
  std::mutex mutex;
  std::vector<json> operations;
  std::vector<json> so_far;
  std::vector<std::string> told;
};

inline PlatformConfig config_of(const std::string& id) {
  PlatformConfig config;
  config.id = id;
  config.plugin = kPlugins / id / (id + ".so");
  config.file = "config/platforms/" + id + ".json";
  if (id == "good") config.settings = {{"baseUrl", "https://www.good.example"}};
  return config;
}

// Keeps calling the good plugin on a thread of its own; every call must succeed.
class UnharmedNeighbour {
 public:
  explicit UnharmedNeighbour(std::shared_ptr<Platform> good) : good_(std::move(good)), thread_([this] { run(); }) {}
  ~UnharmedNeighbour() {
    while (calls_ < 2) std::this_thread::sleep_for(1ms);
    stop_ = true;
    thread_.join();
    EXPECT_EQ(failures_, 0);
  }

 private:
  void run() {
    while (!stop_) {
      FakeServices services;
      const auto answer = good_->serve(in_time(), "search_hotels", query(), services);
      if (!answer.ok() || answer->at("offers").at(0).at("name") != "Hotel Example") ++failures_;
      ++calls_;
    }
  }
  std::shared_ptr<Platform> good_;
  std::atomic<bool> stop_ = false;
  std::atomic<int> failures_ = 0;
  std::atomic<int> calls_ = 0;
  std::thread thread_;
};

class PluginTest : public ::testing::Test {
 protected:
  void load(const std::vector<std::string>& ids) {
    std::vector<PlatformConfig> configs;
    for (const auto& id : ids) configs.push_back(config_of(id));
    registry.load(configs);
  }
  std::shared_ptr<Platform> platform(const std::string& id) {
    auto found = registry.platform(id);
    if (!found.ok()) throw std::runtime_error(found.error().message);
    return std::move(found).value();
  }
  PluginRegistry registry{CallLimits{.grace = 50ms}};
};

}  // namespace voygen::plugin::testing
