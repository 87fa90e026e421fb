#include "core/worker_pool.hpp"

#include <gtest/gtest.h>
#include <pthread.h>

#include <atomic>
#include <future>
#include <latch>
#include <set>
#include <stdexcept>

namespace voygen::core {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A gate that work waits at.
class Gate {
 public:
  void open() { opened_.set_value(); }
  WorkerPool::Work wait() {
    return [gate = future_] { gate.wait(); };
  }

 private:
  std::promise<void> opened_;
  std::shared_future<void> future_ = opened_.get_future().share();
};

TEST(WorkerPool, RunsWhatIsSubmitted) {
  WorkerPool pool;
  std::latch all(100);
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(pool.submit([&all] { all.count_down(); }));
  all.wait();
}

TEST(WorkerPool, MakesAThreadOnlyWhenNoneIsFree) {
  WorkerPool pool({.threads = 3});
  Gate gate;
  std::latch both(2);
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(pool.submit([&both, wait = gate.wait()] { both.count_down(), wait(); }));
  }
  both.wait();  // at the same time, so there are two threads
  EXPECT_EQ(pool.running(), 2U);
  gate.open();
  WorkerPool one({.threads = 64});
  std::set<std::thread::id> threads;
  for (int i = 0; i < 20; ++i) {
    std::promise<std::thread::id> ran;
    ASSERT_TRUE(one.submit([&ran] { ran.set_value(std::this_thread::get_id()); }));
    threads.insert(ran.get_future().get());
    while (one.running() > 0) std::this_thread::yield();
  }
  EXPECT_EQ(threads.size(), 1U);
}

TEST(WorkerPool, ThreadsHaveTheStackThatWasAskedFor) {
  WorkerPool pool({.stack_bytes = 3 * 1024 * 1024});
  std::promise<std::size_t> size;
  ASSERT_TRUE(pool.submit([&size] {
    pthread_attr_t attributes;
    pthread_getattr_np(pthread_self(), &attributes);
    std::size_t bytes = 0;
    pthread_attr_getstacksize(&attributes, &bytes);
    pthread_attr_destroy(&attributes);
    size.set_value(bytes);
  }));
  const std::size_t bytes = size.get_future().get();
  EXPECT_GE(bytes, 2'900'000U);
  EXPECT_LE(bytes, 4'000'000U);
}

// Says when its thread ends.
struct AtThreadEnd {
  std::promise<void>* ended = nullptr;
  ~AtThreadEnd() {
    if (ended != nullptr) ended->set_value();
  }
};

TEST(WorkerPool, IdleThreadsLeaveAndNewOnesCome) {
  WorkerPool pool({.threads = 1, .idle = milliseconds(5)});
  for (int round = 0; round < 3; ++round) {
    std::promise<void> left;
    ASSERT_TRUE(pool.submit([&left] {
      thread_local AtThreadEnd guard;
      guard.ended = &left;
    }));
    EXPECT_EQ(left.get_future().wait_for(seconds(20)), std::future_status::ready);
  }
}

TEST(WorkerPool, RefusesWhenItIsFull) {
  WorkerPool pool({.threads = 2, .waiting = 3});
  Gate gate;
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(pool.submit(gate.wait())) << i;
  EXPECT_FALSE(pool.submit(gate.wait()));
  gate.open();
  std::promise<void> ran;
  while (!pool.submit([&ran] { ran.set_value(); })) std::this_thread::yield();
  ran.get_future().wait();
}

TEST(WorkerPool, SurvivesWorkThatThrows) {
  WorkerPool pool({.threads = 1});
  ASSERT_TRUE(pool.submit([] { throw std::runtime_error("as the test wants"); }));
  ASSERT_TRUE(pool.submit([] { throw 1; }));
  std::promise<void> ran;
  ASSERT_TRUE(pool.submit([&ran] { ran.set_value(); }));
  EXPECT_EQ(ran.get_future().wait_for(seconds(20)), std::future_status::ready);
}

TEST(WorkerPool, StopDropsWhatWaitsAndSaysWhatStillRuns) {
  std::latch begun(1);
  WorkerPool pool({.threads = 1});
  Gate gate;
  ASSERT_TRUE(pool.submit([&begun, wait = gate.wait()] { begun.count_down(), wait(); }));
  begun.wait();
  auto capture = std::make_shared<int>(7);
  std::atomic<bool> ran = false;
  ASSERT_TRUE(pool.submit([capture, &ran] { ran = true; }));
  EXPECT_FALSE(pool.stop(milliseconds(5)));
  EXPECT_EQ(capture.use_count(), 1);
  EXPECT_FALSE(pool.submit([] {}));
  gate.open();
  EXPECT_TRUE(pool.stop(seconds(20)));
  EXPECT_FALSE(ran);
  EXPECT_EQ(pool.running(), 0U);
}

TEST(WorkerPool, TheDestructorWaitsForRunningWork) {
  std::atomic<bool> ended = false;
  std::latch begun(1);
  {
    WorkerPool pool;
    ASSERT_TRUE(pool.submit([&] {
      begun.count_down();
      for (int i = 0; i < 1000; ++i) std::this_thread::yield();
      ended = true;
    }));
    begun.wait();
  }
  EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace voygen::core
