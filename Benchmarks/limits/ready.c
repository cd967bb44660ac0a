/* Starts a daemon as systemd does (sd_notify(3)), and says how long it takes to its READY=1.
 *
 * ready ROUNDS COMMAND [ARGUMENT ...]
 *
 * Each round starts the command anew and ends it when it has said that it serves. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS_MAX = 100, PATIENCE_MS = 600000 };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void die(const char *what)
{
    fprintf(stderr, "ready: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int by_size(const void *left, const void *right)
{
    double l = *(const double *)left, r = *(const double *)right;
    return (l > r) - (l < r);
}

static double round_of(char **command, int notes)
{
    double start = now();
    pid_t child = fork();
    if (child < 0) die("fork");
    if (!child) {
        execv(command[0], command);
        _exit(127);
    }
    double seconds = -1;
    while (seconds < 0) {
        struct pollfd waiting = {.fd = notes, .events = POLLIN};
        char note[4096];
        if (poll(&waiting, 1, PATIENCE_MS) <= 0) {
            fprintf(stderr, "ready: not ready within ten minutes\n");
            kill(child, SIGKILL);
            exit(1);
        }
        ssize_t length = recv(notes, note, sizeof note - 1, 0);
        if (length < 0) die("recv");
        note[length] = 0;
        if (strstr(note, "READY=1")) seconds = now() - start;
    }
    kill(child, SIGTERM);
    if (waitpid(child, NULL, 0) < 0) die("waitpid");
    return seconds;
}

int main(int argc, char **argv)
{
    int rounds = argc > 2 ? atoi(argv[1]) : 0;
    if (rounds < 1 || rounds > ROUNDS_MAX) {
        fprintf(stderr, "usage: ready ROUNDS COMMAND [ARGUMENT ...]\n");
        return 64;
    }
    char name[64];
    snprintf(name, sizeof name, "@kembar-ready-%d", getpid());
    setenv("NOTIFY_SOCKET", name, 1);
    /* An abstract socket: nothing is left behind in any folder. */
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(name);
    memcpy(address.sun_path + 1, name + 1, length - 1);
    int notes = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (bind(notes, (struct sockaddr *)&address, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length)))
        die("bind");
    double times[ROUNDS_MAX];
    for (int i = 0; i < rounds; i++) times[i] = round_of(argv + 2, notes);
    qsort(times, (size_t)rounds, sizeof *times, by_size);
    printf("rounds=%d seconds=%.4f least=%.4f most=%.4f\n", rounds, times[rounds / 2], times[0], times[rounds - 1]);
    return 0;
}
