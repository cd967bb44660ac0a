/* The raw limit of reading a whole log.
 *
 * scan DATABASE [--hash] [--threads N]
 *
 * Reads every entry in order, touches every byte, and folds the last stage of every agreement into a
 * hash table. With --hash it also computes the leaf hash of RFC 6962 (SHA-256 of a zero byte and the
 * entry) and compares it with the one that is kept. Each thread reads its own part of the positions over
 * its own connection. The whole is repeated once unmeasured, so that the file is in memory. */
#include <openssl/evp.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SUBJECT_MAX = 24, THREADS_MAX = 64 };

struct slot {
    char subject[SUBJECT_MAX];
    int64_t position;
    uint32_t stage, count;
};

struct part {
    const char *path;
    int64_t from, to;
    int hashes;
    struct slot *slots;
    uint64_t slot_count, used;
    uint64_t entries, bytes, sum, wrong;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void fail(sqlite3 *db)
{
    fprintf(stderr, "scan: %s\n", sqlite3_errmsg(db));
    exit(1);
}

static uint64_t mix(const unsigned char *text, int length)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (int i = 0; i < length; i++) hash = (hash ^ text[i]) * 0x100000001b3u;
    return hash ^ hash >> 29;
}

static struct slot *find(struct slot *slots, uint64_t slot_count, const char *subject, int length)
{
    uint64_t place = mix((const unsigned char *)subject, length) & (slot_count - 1);
    while (slots[place].subject[0] && strncmp(slots[place].subject, subject, SUBJECT_MAX))
        place = (place + 1) & (slot_count - 1);
    return &slots[place];
}

static void grow(struct part *part)
{
    uint64_t new_count = part->slot_count * 2;
    struct slot *slots = calloc(new_count, sizeof *slots);
    for (uint64_t i = 0; i < part->slot_count; i++) {
        struct slot *old = &part->slots[i];
        if (old->subject[0]) *find(slots, new_count, old->subject, (int)strlen(old->subject)) = *old;
    }
    free(part->slots);
    part->slots = slots;
    part->slot_count = new_count;
}

static void fold(struct part *part, const char *subject, int length, uint32_t stage, int64_t position)
{
    if (length >= SUBJECT_MAX) return;
    if (part->used * 2 >= part->slot_count) grow(part);
    struct slot *slot = find(part->slots, part->slot_count, subject, length);
    if (!slot->subject[0]) {
        memcpy(slot->subject, subject, (size_t)length);
        part->used++;
    }
    slot->stage = stage;
    slot->position = position;
    slot->count++;
}

static void *scan(void *argument)
{
    struct part *part = argument;
    sqlite3 *db;
    sqlite3_stmt *rows;
    if (sqlite3_open_v2(part->path, &db, SQLITE_OPEN_READONLY, 0)) fail(db);
    /* The first of several connections makes the index of the write-ahead log, the others wait for it. */
    sqlite3_busy_timeout(db, 5000);
    if (sqlite3_prepare_v2(db,
                           "SELECT position, bytes, subject, type, leaf FROM entry"
                           " WHERE position >= ? AND position < ? ORDER BY position",
                           -1, &rows, 0))
        fail(db);
    sqlite3_bind_int64(rows, 1, part->from);
    sqlite3_bind_int64(rows, 2, part->to);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_MD *sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    int code;
    while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
        const unsigned char *bytes = sqlite3_column_blob(rows, 1);
        int length = sqlite3_column_bytes(rows, 1);
        uint64_t sum = 0;
        for (int i = 0; i < length; i++) sum += bytes[i];
        part->sum += sum;
        part->entries++;
        part->bytes += (uint64_t)length;
        if (sqlite3_column_type(rows, 2) != SQLITE_NULL) {
            const unsigned char *type = sqlite3_column_text(rows, 3);
            fold(part, (const char *)sqlite3_column_text(rows, 2), sqlite3_column_bytes(rows, 2),
                 (uint32_t)mix(type, sqlite3_column_bytes(rows, 3)), sqlite3_column_int64(rows, 0));
        }
        if (part->hashes) {
            unsigned char leaf[32];
            EVP_DigestInit_ex2(context, sha256, NULL);
            EVP_DigestUpdate(context, "", 1);
            EVP_DigestUpdate(context, bytes, (size_t)length);
            EVP_DigestFinal_ex(context, leaf, NULL);
            part->wrong += memcmp(leaf, sqlite3_column_blob(rows, 4), sizeof leaf) != 0;
        }
    }
    if (code != SQLITE_DONE) fail(db);
    EVP_MD_CTX_free(context);
    EVP_MD_free(sha256);
    sqlite3_finalize(rows);
    sqlite3_close(db);
    return NULL;
}

static int64_t entry_count(const char *path)
{
    sqlite3 *db;
    sqlite3_stmt *size;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, 0)) fail(db);
    if (sqlite3_prepare_v2(db, "SELECT coalesce(max(position), -1) + 1 FROM entry", -1, &size, 0)) fail(db);
    if (sqlite3_step(size) != SQLITE_ROW) fail(db);
    int64_t count = sqlite3_column_int64(size, 0);
    sqlite3_finalize(size);
    sqlite3_close(db);
    return count;
}

/* The parts follow one another, so of two stages of an agreement the later part's counts. */
static void join(struct part *whole, const struct part *part)
{
    for (uint64_t i = 0; i < part->slot_count; i++) {
        const struct slot *slot = &part->slots[i];
        if (!slot->subject[0]) continue;
        fold(whole, slot->subject, (int)strlen(slot->subject), slot->stage, slot->position);
    }
    whole->entries += part->entries;
    whole->bytes += part->bytes;
    whole->sum += part->sum;
    whole->wrong += part->wrong;
}

static double measure(const char *path, int64_t count, int threads, int hashes, struct part *whole)
{
    double start = now();
    struct part parts[THREADS_MAX];
    pthread_t handles[THREADS_MAX];
    for (int i = 0; i < threads; i++) {
        parts[i] = (struct part){path, count * i / threads, count * (i + 1) / threads, hashes,
                                 calloc(1024, sizeof(struct slot)), 1024, 0, 0, 0, 0, 0};
        pthread_create(&handles[i], NULL, scan, &parts[i]);
    }
    for (int i = 0; i < threads; i++) pthread_join(handles[i], NULL);
    *whole = parts[0];
    for (int i = 1; i < threads; i++) {
        join(whole, &parts[i]);
        free(parts[i].slots);
    }
    return now() - start;
}

int main(int argc, char **argv)
{
    int hashes = 0, threads = 1;
    for (int i = 2; i < argc; i++) {
        if (!strcmp(argv[i], "--hash")) hashes = 1;
        if (!strcmp(argv[i], "--threads") && i + 1 < argc) threads = atoi(argv[++i]);
    }
    if (argc < 2 || threads < 1 || threads > THREADS_MAX) {
        fprintf(stderr, "usage: scan DATABASE [--hash] [--threads N]\n");
        return 64;
    }
    int64_t count = entry_count(argv[1]);
    struct part whole;
    measure(argv[1], count, threads, 0, &whole);
    free(whole.slots);
    double seconds = measure(argv[1], count, threads, hashes, &whole);
    if (whole.wrong) {
        fprintf(stderr, "scan: %llu leaves differ\n", (unsigned long long)whole.wrong);
        return 1;
    }
    printf("entries=%llu agreements=%llu bytes=%llu sum=%llu seconds=%.6f\n", (unsigned long long)whole.entries,
           (unsigned long long)whole.used, (unsigned long long)whole.bytes, (unsigned long long)whole.sum, seconds);
    return 0;
}
