/* Load on the daemon's socket: clients that each wait for one answer before they send the next command.
 *
 * load SOCKET CLIENTS SECONDS
 *
 * Every client has one connection and its own agreement, which it takes through the shipped workflow: it
 * begins one, goes on with it, and begins the next when it is signed. Every command has its own
 * Idempotency-Key. One thread serves all clients, so that it takes as little as it can of the cores that
 * the daemon works on. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS_MAX = 1024, BUFFER = 65536, TIMES_MAX = 4000000 };

/* What happens to an agreement, with texts of the usual length; %u are numbers that differ. */
static const char *const STEPS[] = {
    "{\"verb\":\"propose\",\"source\":\"surat nomor %u/%u/CONTOH/2026\",\"data\":{\"title\":\"Kerja sama pariwisata dan"
    " kebudayaan (contoh)\",\"parties\":[\"99.71\"],\"kind\":\"KSDD\",\"paper\":\"PKS\"}}",
    "{\"verb\":\"discuss\",\"source\":\"surat nomor %u/%u/CONTOH/2026\",\"data\":{\"scope\":[\"pariwisata dan"
    " kebudayaan\",\"ekonomi kreatif\"],\"place\":\"Ruang rapat Sekretariat Daerah Kabupaten Contoh Bali Utara\"}}",
    "{\"event\":\"LetterReceived\",\"source\":\"buku agenda nomor %u\",\"data\":{\"number\":\"%u/CONTOH\",\"from\":"
    "\"99.71\",\"to\":\"99.01\",\"subject\":\"Tanggapan atas rancangan naskah kerja sama\"}}",
    "{\"verb\":\"draft\",\"source\":\"surat nomor %u/%u/CONTOH/2026\",\"data\":{\"version\":\"naskah 1\",\"document\":"
    "{\"name\":\"naskah-pks.pdf\",\"size\":104857,\"sha256\":"
    "\"a77ac9d70c996db4b51bff2c83d20c438cfd2d8675da59c2714ebc82a9dee947\"}}}",
    "{\"verb\":\"await\",\"source\":\"surat nomor %u/%u/CONTOH/2026\",\"data\":{\"office\":\"99.71\",\"for\":\"paraf"
    " naskah oleh perangkat daerah yang membidangi\"}}",
    "{\"event\":\"NoteAdded\",\"data\":{\"text\":\"Ditelepon (%u, %u), dijawab: bahan masih dibahas, dikabari lagi.\"}}",
    "{\"verb\":\"ready\",\"source\":\"surat nomor %u/%u/CONTOH/2026\",\"data\":{\"office\":\"99.71\"}}",
    "{\"verb\":\"sign\",\"source\":\"berita acara\",\"data\":{\"numbers\":{\"99.01\":\"%u/PKS/CONTOH/2026\",\"99.71\":"
    "\"%u/PKS/CONTOH/2026\"},\"place\":\"Kabupaten Contoh Bali Utara\"}}",
};
enum { STEP_COUNT = sizeof STEPS / sizeof *STEPS };

struct client {
    int descriptor, step, length;
    char agreement[32];
    double sent;
    char answer[BUFFER];
};

static struct client clients[CLIENTS_MAX];
static double times[TIMES_MAX];
static uint64_t seed;
static long answered, errors;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static uint32_t draw(void)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 32);
}

static void die(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void send_next(struct client *client)
{
    char body[1024], request[2048];
    int body_length = snprintf(body, sizeof body, STEPS[client->step], draw() % 9000 + 1000, draw() % 9000 + 1000);
    char route[64] = "";
    if (client->step) snprintf(route, sizeof route, "/%s/events", client->agreement);
    int length = snprintf(request, sizeof request,
                          "POST /v1/agreements%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                          "Idempotency-Key: %08x-%04x-4%03x-8%03x-%08x%04x\r\nContent-Length: %d\r\n\r\n%s",
                          route, draw(), draw() & 0xffff, draw() & 0xfff, draw() & 0xfff, draw(), draw() & 0xffff,
                          body_length, body);
    client->length = 0;
    client->sent = now();
    if (write(client->descriptor, request, (size_t)length) != length) die("write");
}

/* Whether the whole answer is there; the daemon always says how long it is. */
static int is_complete(struct client *client)
{
    client->answer[client->length] = 0;
    char *body = strstr(client->answer, "\r\n\r\n");
    if (!body) return 0;
    char *length = strcasestr(client->answer, "content-length:");
    if (!length || length > body) {
        fprintf(stderr, "load: an answer without a length\n");
        exit(1);
    }
    return client->length >= body + 4 - client->answer + atoi(length + 15);
}

static void take(struct client *client)
{
    double seconds = now() - client->sent;
    int status = atoi(client->answer + 9);
    if (status != 200 && status != 201) {
        if (!errors++) fprintf(stderr, "load: %s\n", client->answer);
        client->step = 0;
        return;
    }
    if (answered < TIMES_MAX) times[answered] = seconds;
    answered++;
    if (!client->step) {
        char *id = strstr(client->answer, "\"id\":\"");
        /* The entries have ids too: an agreement's begins with its year. */
        while (id && !(id[10] == '-' && id[6] >= '1' && id[6] <= '9')) id = strstr(id + 1, "\"id\":\"");
        if (!id) die("an answer without an agreement");
        sscanf(id + 6, "%31[^\"]", client->agreement);
    }
    client->step = (client->step + 1) % STEP_COUNT;
}

static int by_size(const void *left, const void *right)
{
    double l = *(const double *)left, r = *(const double *)right;
    return (l > r) - (l < r);
}

int main(int argc, char **argv)
{
    int count = argc == 4 ? atoi(argv[2]) : 0;
    if (count < 1 || count > CLIENTS_MAX) {
        fprintf(stderr, "usage: load SOCKET CLIENTS SECONDS\n");
        return 64;
    }
    double length = atof(argv[3]);
    struct timespec wall;
    clock_gettime(CLOCK_REALTIME, &wall);
    seed = (uint64_t)wall.tv_nsec ^ (uint64_t)getpid() << 32;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, argv[1], sizeof address.sun_path - 1);
    int poll = epoll_create1(0);
    for (int i = 0; i < count; i++) {
        clients[i].descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
        if (connect(clients[i].descriptor, (struct sockaddr *)&address, sizeof address)) die(argv[1]);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &clients[i]};
        epoll_ctl(poll, EPOLL_CTL_ADD, clients[i].descriptor, &event);
    }
    double start = now();
    for (int i = 0; i < count; i++) send_next(&clients[i]);
    int running = count;
    double end = start;
    while (running) {
        struct epoll_event events[CLIENTS_MAX];
        int ready = epoll_wait(poll, events, CLIENTS_MAX, 10000);
        if (ready <= 0) die("no answer within ten seconds");
        for (int i = 0; i < ready; i++) {
            struct client *client = events[i].data.ptr;
            ssize_t got = read(client->descriptor, client->answer + client->length,
                               (size_t)(BUFFER - 1 - client->length));
            if (got <= 0) die("the connection ended");
            client->length += (int)got;
            if (!is_complete(client)) continue;
            take(client);
            end = now();
            if (end - start < length) send_next(client);
            else running--;
        }
    }
    long kept = answered < TIMES_MAX ? answered : TIMES_MAX;
    if (!kept) return 1;
    qsort(times, (size_t)kept, sizeof *times, by_size);
    printf("commands=%ld per_second=%.1f p50_us=%.1f p99_us=%.1f errors=%ld\n", answered,
           (double)answered / (end - start), times[kept / 2] * 1e6, times[kept * 99 / 100] * 1e6, errors);
    return errors != 0;
}
