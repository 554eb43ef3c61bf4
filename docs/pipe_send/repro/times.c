// SPDX-License-Identifier: GPL-2.0-only
/*
 * A write to a FIFO fails because the timestamps of the inode cannot be updated,
 * although its bytes have been sent.
 *
 *	writer			file system
 *				shuts down
 *	write(FIFO)
 *	  puts its byte
 *	  writes the times
 *				refuses
 *	EIO, and the byte
 *	is in the FIFO
 *
 * Takes the path of a folder on a file system that is to be shut down here, and
 * whose updates of times can fail, such as XFS. A byte is written into a FIFO
 * there, after the file system has been shut down. Does the write fail, and is
 * the byte in the FIFO?
 *
 * Needs root, and a file system that may be lost, such as an image:
 *
 *	truncate -s 320M image; mkfs.xfs image; mount -o loop image FOLDER
 *
 * No race. Exit status: 0 the write succeeds or the byte is not there, 1 it fails
 * and the byte is there, 2 the test could not be made.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHECK(x) do { if (!(x)) { perror(#x); exit(2); } } while (0)
#define GOINGDOWN _IOR('X', 125, uint32_t)

int main(int argc, char **argv)
{
	uint32_t without_log = 2;
	struct stat here, root;
	int folder, fifo, err;
	char bytes[8];
	ssize_t n;

	if (argc != 2) {
		fprintf(stderr, "usage: %s FOLDER, of a file system that will be SHUT DOWN\n",
			argv[0]);
		return 2;
	}
	alarm(60);
	CHECK(!chdir(argv[1]));
	folder = open(".", O_RDONLY);
	CHECK(folder >= 0);
	/* Never the one that the system runs from. */
	CHECK(!fstat(folder, &here) && !stat("/", &root));
	if (here.st_dev == root.st_dev) {
		fprintf(stderr, "%s: is on the file system of /\n", argv[1]);
		return 2;
	}
	CHECK(!mkfifo("fifo", 0600) || errno == EEXIST);
	fifo = open("fifo", O_RDWR | O_NONBLOCK);
	CHECK(fifo >= 0);
	CHECK(!ioctl(folder, GOINGDOWN, &without_log));
	sleep(1);	/* so that the times are others */

	err = write(fifo, "x", 1) < 0 ? errno : 0;
	n = read(fifo, bytes, sizeof(bytes));
	printf("write: %s; bytes in the FIFO: %zd\n", strerror(err), n < 0 ? 0 : n);
	return err && n == 1;
}
