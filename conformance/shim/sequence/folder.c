// SPDX-License-Identifier: GPL-2.0-only
/*
 * Removing works by name in the current folder and one level at a time, so that no path is too long
 * and no link is followed. All tasks of the sequence are dead by then: nothing moves meanwhile.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>
#include "folder.h"

static int base_fd = -1;
static char name[16];
static unsigned int number;

int folder_init(const char *base)
{
	umask(022);
	base_fd = open(base, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (base_fd < 0 || fchdir(base_fd))
		return -errno;
	return 0;
}

int folder_enter(void)
{
	/* A number is not used again: what could not be removed is in nobody's way. */
	snprintf(name, sizeof(name), "s%u", ++number);
	if (mkdir(name, 0755) || chdir(name))
		return -errno;
	return 0;
}

/*
 * By force: an unkillable task may be waiting for a file system that nobody serves any more. Root of a
 * user namespace may not force a file system of others, of which a file was mounted on a file.
 */
static int unmount(const char *entry)
{
	const int flags = MNT_DETACH | UMOUNT_NOFOLLOW;

	if (!umount2(entry, MNT_FORCE | flags))
		return 0;
	return errno == EPERM ? umount2(entry, flags) : -1;
}

/* 0 when the entry is gone, or errno of the removal of a folder, which says more. */
static int remove_one(const char *entry)
{
	if (!unlink(entry))
		return 0;
	/* Something is mounted on a file: that it is no folder would hide it. */
	if (errno == EBUSY)
		return EBUSY;
	return rmdir(entry) ? errno : 0;
}

/* 0 when the entry is gone, 1 when it is a folder that has to be emptied first, or -errno. */
static int remove_entry(const char *entry)
{
	errno = remove_one(entry);
	if (errno == EBUSY && !unmount(entry))
		errno = remove_one(entry);
	if (!errno)
		return 0;
	return errno == ENOTEMPTY || errno == EEXIST ? 1 : -errno;
}

/* Goes into a folder, whatever its mode. It is a folder and no link: it was not empty. */
static int descend(const char *entry)
{
	int fd, ret = 0;

	chmod(entry, 0700);
	fd = open(entry, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 || fchdir(fd))
		ret = -errno;
	if (fd >= 0)
		close(fd);
	return ret;
}

/* Removes what is in the current folder; 1 after it went down into one that is not empty. */
static int sweep(void)
{
	DIR *dir = opendir(".");
	struct dirent *entry;
	int ret = 0;

	if (!dir)
		return -errno;
	while (!ret && (entry = readdir(dir))) {
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		ret = remove_entry(entry->d_name);
		if (ret == 1) {
			ret = descend(entry->d_name);
			if (!ret)
				ret = 1;
		}
	}
	closedir(dir);
	return ret;
}

int folder_empty(void)
{
	unsigned long depth = 0;
	int ret;

	for (;;) {
		ret = sweep();
		if (ret < 0)
			return ret;
		if (ret == 1) {
			depth++;
			continue;
		}
		if (!depth)
			return 0;
		depth--;
		if (chdir(".."))
			return -errno;
	}
}

int folder_leave(void)
{
	int ret;

	if (fchdir(base_fd))
		return -errno;
	if (!rmdir(name))
		return 0;
	if (errno != ENOTEMPTY && errno != EEXIST)
		return -errno;
	ret = descend(name);
	if (!ret)
		ret = folder_empty();
	if (fchdir(base_fd) || (!ret && rmdir(name)))
		return -errno;
	return ret;
}
