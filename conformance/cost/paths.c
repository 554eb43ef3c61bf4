// SPDX-License-Identifier: GPL-2.0-only
/* Calls that look a path up, and one that looks nothing up. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cost.h"

#define SHALLOW	"a"
#define DEEP	"a/b/c/d/e/f/g/h"

void make_paths(void)
{
	char path[] = DEEP;
	char *end;

	for (end = path + 1; *end; end += 2) {
		*end = 0;
		must(mkdir(path, 0755), path);
		*end = '/';
	}
	must(mkdir(path, 0755), path);
}

static int call_getpid(int i)
{
	return getpid();
}

static int stat_shallow(int i)
{
	struct stat status;

	return stat(SHALLOW, &status);
}

static int stat_deep(int i)
{
	struct stat status;

	return stat(DEEP, &status);
}

static int stat_nothing(int i)
{
	struct stat status;

	return stat("nothing", &status);
}

static int open_close(int i)
{
	int fd = open(SHALLOW, O_RDONLY | O_CLOEXEC);

	return fd < 0 ? fd : close(fd);
}

const struct workload path_workloads[] = {
	{ "getpid", .call = call_getpid },
	{ "stat, 1 component", .call = stat_shallow },
	{ "stat, 8 components", .call = stat_deep },
	{ "stat, ENOENT", .call = stat_nothing, .expected = ENOENT },
	{ "open and close", .call = open_close },
};

const int nr_path_workloads = ARRAY_SIZE(path_workloads);
