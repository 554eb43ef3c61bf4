// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "shared.h"

char shared_path[64];

static int map(int fd)
{
	const int fixed = MAP_FIXED_NOREPLACE;
	const int access = PROT_READ | PROT_WRITE;

	if (mmap(SHARED, sizeof(struct shared), access, MAP_SHARED | fixed, fd, 0) != SHARED)
		return -errno;
	if (mmap((void *)STACKS_ADDRESS, MAX_WORKERS * (STACK_SIZE + RING_SIZE), access,
		 MAP_PRIVATE | MAP_ANONYMOUS | fixed, -1, 0) == MAP_FAILED)
		return -errno;
	return 0;
}

int shared_create(const char *path)
{
	int fd, ret;

	if (path)
		fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	else
		fd = memfd_create("shim", MFD_CLOEXEC);
	if (fd < 0)
		return -errno;
	/* Tasks with other credentials execute the image, and then open the file. */
	if (fchmod(fd, 0666) || ftruncate(fd, sizeof(struct shared)))
		return -errno;
	ret = map(fd);
	if (path) {
		snprintf(shared_path, sizeof(shared_path), "%s", path);
		close(fd);
	} else {
		snprintf(shared_path, sizeof(shared_path), "/proc/%d/fd/%d", getpid(), fd);
	}
	return ret;
}

int shared_attach(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	int ret;

	if (fd < 0)
		return -errno;
	ret = map(fd);
	close(fd);
	return ret;
}
