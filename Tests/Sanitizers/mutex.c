/* Shows ThreadSanitizer the waiting side of Swift's Mutex: loaded before the tests by scripts/sanitized (LD_PRELOAD).
 *
 * On Linux a Mutex is one word. The way without waiting is part of the caller's code, which the sanitizer sees; the way
 * with waiting is in libswiftSynchronization, which nobody instruments: whoever had to wait for a lock would look as if he
 * had never taken it, and two closures of withLock on one Mutex as if they raced. Each function here calls the library's
 * own and says what it did to the word. In a program without the sanitizer it says nothing.
 *
 * Functions of Swift: arguments as in C, `self` in the register of the context (attribute swiftcall).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

void __tsan_acquire(void *address) __attribute__((weak));
void __tsan_release(void *address) __attribute__((weak));

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

/* The library's function of that name; a standard library that has none is another than this was written for. */
static void *next(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (!found) {
    fprintf(stderr, "Tests/Sanitizers/mutex.c: the standard library has no %s\n", name);
    abort();
  }
  return found;
}

SWIFT void lock_slow(uint32_t thread, SELF void *word) __asm__(LOCK);
SWIFT void lock_slow(uint32_t thread, SELF void *word) {
  static SWIFT void (*library)(uint32_t, SELF void *);
  if (!library) library = (SWIFT void (*)(uint32_t, SELF void *))next(LOCK);
  library(thread, word);
  if (__tsan_acquire) __tsan_acquire(word);
}

SWIFT bool try_lock_slow(SELF void *word) __asm__(TRY_LOCK);
SWIFT bool try_lock_slow(SELF void *word) {
  static SWIFT bool (*library)(SELF void *);
  if (!library) library = (SWIFT bool (*)(SELF void *))next(TRY_LOCK);
  bool taken = library(word);
  if (taken && __tsan_acquire) __tsan_acquire(word);
  return taken;
}

SWIFT void unlock_slow(SELF void *word) __asm__(UNLOCK);
SWIFT void unlock_slow(SELF void *word) {
  static SWIFT void (*library)(SELF void *);
  if (!library) library = (SWIFT void (*)(SELF void *))next(UNLOCK);
  if (__tsan_release) __tsan_release(word);
  library(word);
}
