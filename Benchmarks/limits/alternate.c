/* Runs two commands in turn, each as a whole process, and says how long each took.
 *
 * alternate TIMES COMMAND_A ... -- COMMAND_B ...
 *
 * What they print goes to /dev/null; one that fails ends the measurement. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double run(char **command)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    pid_t child;
    int status;
    double start = now();
    if (posix_spawnp(&child, command[0], &actions, NULL, command, environ) || waitpid(child, &status, 0) < 0 ||
        !WIFEXITED(status) || WEXITSTATUS(status)) {
        fprintf(stderr, "alternate: %s failed\n", command[0]);
        exit(1);
    }
    double seconds = now() - start;
    posix_spawn_file_actions_destroy(&actions);
    return seconds;
}

static int by_size(const void *left, const void *right)
{
    double l = *(const double *)left, r = *(const double *)right;
    return (l > r) - (l < r);
}

int main(int argc, char **argv)
{
    int times = argc > 3 ? atoi(argv[1]) : 0, cut = 0;
    for (int i = 2; i < argc && !cut; i++)
        if (!strcmp(argv[i], "--")) cut = i;
    if (times < 1 || !cut || cut + 1 >= argc) {
        fprintf(stderr, "usage: alternate TIMES COMMAND_A ... -- COMMAND_B ...\n");
        return 64;
    }
    argv[cut] = NULL;
    double *a = malloc(sizeof *a * (size_t)times), *b = malloc(sizeof *b * (size_t)times);
    run(argv + 2);
    run(argv + cut + 1);
    for (int i = 0; i < times; i++) {
        a[i] = run(argv + 2);
        b[i] = run(argv + cut + 1);
    }
    qsort(a, (size_t)times, sizeof *a, by_size);
    qsort(b, (size_t)times, sizeof *b, by_size);
    printf("a_p50_ms=%.3f b_p50_ms=%.3f ratio=%.3f\n", a[times / 2] * 1e3, b[times / 2] * 1e3,
           a[times / 2] / b[times / 2]);
    return 0;
}
