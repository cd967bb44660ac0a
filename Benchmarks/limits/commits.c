/* The raw limit of durable single commands: one row, one commit, one sync.
 *
 * commits DATABASE SECONDS
 *
 * DATABASE is a copy of a log.db, so tables, checks, triggers and indexes are the daemon's own. Every
 * row is as large as a typical entry. Nothing is decided, encoded, hashed or answered. */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ENTRY_BYTES = 600, ENTRIES_OF_AGREEMENT = 5, TIMES_MAX = 4000000 };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static uint64_t seed = 1;

static void fill(unsigned char *bytes, int count)
{
    for (int i = 0; i < count; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        bytes[i] = (unsigned char)(seed >> 56);
    }
}

static void check(sqlite3 *db, int code, int expected)
{
    if (code == expected) return;
    fprintf(stderr, "commits: %s\n", sqlite3_errmsg(db));
    exit(1);
}

static int by_size(const void *left, const void *right)
{
    double l = *(const double *)left, r = *(const double *)right;
    return (l > r) - (l < r);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: commits DATABASE SECONDS\n");
        return 64;
    }
    double length = atof(argv[2]);
    sqlite3 *db;
    sqlite3_stmt *insert, *size;
    check(db, sqlite3_open(argv[1], &db), SQLITE_OK);
    check(db, sqlite3_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL", 0, 0, 0), SQLITE_OK);
    check(db, sqlite3_prepare_v2(db, "SELECT coalesce(max(position), -1) + 1 FROM entry", -1, &size, 0),
          SQLITE_OK);
    check(db, sqlite3_step(size), SQLITE_ROW);
    int64_t position = sqlite3_column_int64(size, 0);
    sqlite3_finalize(size);
    check(db,
          sqlite3_prepare_v2(db,
                             "INSERT INTO entry (position, bytes, leaf, subject, subjectversion, type, command, part)"
                             " VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
                             -1, &insert, 0),
          SQLITE_OK);

    double *times = malloc(sizeof *times * TIMES_MAX);
    int64_t first = position;
    seed += (uint64_t)first;
    double start = now(), end = start;
    while (end - start < length && position - first < TIMES_MAX) {
        unsigned char bytes[ENTRY_BYTES], leaf[32], command[16];
        char subject[64];
        fill(bytes, sizeof bytes);
        fill(leaf, sizeof leaf);
        fill(command, sizeof command);
        int64_t number = position - first;
        /* Never the name of an agreement that the copy has already. */
        snprintf(subject, sizeof subject, "3%03d-%06lld", (int)(first % 1000),
                 (long long)(first + number / ENTRIES_OF_AGREEMENT));
        sqlite3_bind_int64(insert, 1, position);
        sqlite3_bind_blob(insert, 2, bytes, sizeof bytes, SQLITE_STATIC);
        sqlite3_bind_blob(insert, 3, leaf, sizeof leaf, SQLITE_STATIC);
        sqlite3_bind_text(insert, 4, subject, -1, SQLITE_STATIC);
        sqlite3_bind_int64(insert, 5, number % ENTRIES_OF_AGREEMENT + 1);
        sqlite3_bind_text(insert, 6, "ScopeDiscussed", -1, SQLITE_STATIC);
        sqlite3_bind_blob(insert, 7, command, sizeof command, SQLITE_STATIC);
        check(db, sqlite3_step(insert), SQLITE_DONE);
        sqlite3_reset(insert);
        double after = now();
        times[position - first] = after - end;
        end = after;
        position++;
    }
    int64_t count = position - first;
    qsort(times, (size_t)count, sizeof *times, by_size);
    printf("commands=%lld per_second=%.1f p50_us=%.1f p99_us=%.1f errors=0\n", (long long)count,
           (double)count / (end - start), times[count / 2] * 1e6, times[count * 99 / 100] * 1e6);
    sqlite3_finalize(insert);
    sqlite3_close(db);
    return 0;
}
