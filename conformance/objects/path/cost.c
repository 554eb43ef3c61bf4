// SPDX-License-Identifier: GPL-2.0-only
/* Calls that look a path up. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../cost/cost.h"

#define SHALLOW	"a"
#define DEEP	"a/b/c/d/e/f/g/h"

static void make_paths(void)
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

static const struct workload workloads[] = {
	{ "stat, 1 component", .call = stat_shallow },
	{ "stat, 8 components", .call = stat_deep },
	{ "stat, ENOENT", .call = stat_nothing, .expected = ENOENT },
	{ "open and close", .call = open_close },
};

static struct object paths = {
	.make = make_paths,
	.workloads = workloads,
	.nr_workloads = ARRAY_SIZE(workloads),
};

static void __attribute__((constructor)) add_paths(void)
{
	add_object(&paths);
}
