/* Writes down what a process does to two files, so that a power cut can be played afterwards: Tests/Crash/powercut.
 *
 * LD_PRELOAD=journal.so POWERCUT_JOURNAL=FILE POWERCUT_FOLDER=FOLDER kembard ...
 *
 * A record: time (ns, CLOCK_MONOTONIC), kind, length of the name, offset, length of the data; name; data. A sync has two
 * records: what was written after its beginning need not be on the disk at its end.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { WRITE = 1, TRUNCATE = 2, SYNC_BEGINS = 3, SYNC_ENDS = 4 };

struct record {
    uint64_t time;
    uint32_t kind, name_length;
    int64_t offset;
    uint64_t length;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int journal = -1;
static uint64_t syncs;
static const char *folder;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("POWERCUT_JOURNAL");
    folder = getenv("POWERCUT_FOLDER");
    if (path && folder) journal = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The name in the folder of the file that is open as `fd`; NULL for any other. */
static const char *name_of(int fd, char *path, size_t size) {
    char link[64];
    if (journal < 0) return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t count = readlink(link, path, size - 1);
    if (count < 0) return NULL;
    path[count] = 0;
    size_t length = strlen(folder);
    if (strncmp(path, folder, length) != 0 || path[length] != '/') return NULL;
    const char *name = path + length + 1;
    return strcmp(name, "log.db") == 0 || strcmp(name, "log.db-wal") == 0 ? name : NULL;
}

static void note(uint32_t kind, const char *name, int64_t offset, const void *data, uint64_t length) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    struct record record = {
        (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec, kind, (uint32_t)strlen(name), offset, length
    };
    struct iovec parts[3] = {
        {&record, sizeof record}, {(void *)name, record.name_length}, {(void *)data, data ? length : 0}
    };
    size_t whole = parts[0].iov_len + parts[1].iov_len + parts[2].iov_len;
    if (syscall(SYS_writev, journal, parts, 3) != (long)whole) abort();
}

static ssize_t noted_pwrite(int fd, const void *data, size_t length, off64_t offset) {
    char path[4096];
    const char *name = name_of(fd, path, sizeof path);
    if (!name) return syscall(SYS_pwrite64, fd, data, length, offset);
    pthread_mutex_lock(&lock);
    note(WRITE, name, offset, data, length);
    ssize_t count = syscall(SYS_pwrite64, fd, data, length, offset);
    pthread_mutex_unlock(&lock);
    return count;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return noted_pwrite(fd, data, length, offset); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return noted_pwrite(fd, data, length, offset); }

static int noted_truncate(int fd, off64_t length) {
    char path[4096];
    const char *name = name_of(fd, path, sizeof path);
    if (!name) return (int)syscall(SYS_ftruncate, fd, length);
    pthread_mutex_lock(&lock);
    note(TRUNCATE, name, length, NULL, 0);
    int result = (int)syscall(SYS_ftruncate, fd, length);
    pthread_mutex_unlock(&lock);
    return result;
}

int ftruncate(int fd, off_t length) { return noted_truncate(fd, length); }
int ftruncate64(int fd, off64_t length) { return noted_truncate(fd, length); }

static int noted_sync(long call, int fd) {
    char path[4096];
    const char *name = name_of(fd, path, sizeof path);
    if (!name) return (int)syscall(call, fd);
    pthread_mutex_lock(&lock);
    int64_t number = (int64_t)syncs++;
    note(SYNC_BEGINS, name, number, NULL, 0);
    pthread_mutex_unlock(&lock);
    int result = (int)syscall(call, fd);
    if (result == 0) {
        pthread_mutex_lock(&lock);
        note(SYNC_ENDS, name, number, NULL, 0);
        pthread_mutex_unlock(&lock);
    }
    return result;
}

int fsync(int fd) { return noted_sync(SYS_fsync, fd); }
int fdatasync(int fd) { return noted_sync(SYS_fdatasync, fd); }
