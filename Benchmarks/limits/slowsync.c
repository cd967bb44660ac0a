/* Makes every sync take SLOW_SYNC_US microseconds longer, as a slower disk would: loaded before libc (LD_PRELOAD) into
 * kembard and into the limit alike. Nothing is measured here. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void wait_longer(void)
{
	static long microseconds = -1;
	if (microseconds < 0) {
		const char *text = getenv("SLOW_SYNC_US");
		microseconds = text ? atol(text) : 0;
	}
	if (microseconds == 0)
		return;
	struct timespec rest = {microseconds / 1000000, microseconds % 1000000 * 1000};
	while (nanosleep(&rest, &rest) != 0)
		;
}

static int passed_on(const char *name, int descriptor)
{
	int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
	int result = real(descriptor);
	wait_longer();
	return result;
}

int fsync(int descriptor) { return passed_on("fsync", descriptor); }
int fdatasync(int descriptor) { return passed_on("fdatasync", descriptor); }
