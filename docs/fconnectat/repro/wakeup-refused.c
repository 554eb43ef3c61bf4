// SPDX-License-Identifier: GPL-2.0-only
/*
 * A woken sendmsg() whose message is refused takes the wake-up with it.
 *
 * Two processes wait for room in the full receive queue of a datagram socket.
 * The receiver makes up its mind about the first message: it has a descriptor,
 * and SO_PASSRIGHTS is cleared. Or, on a kernel without that option, it begins
 * with a "d", and a socket filter drops it. Then recv() makes room for one
 * message and wakes the first, which is refused, or dropped. Does the second get
 * the room? Kernels that ask the filter before the wait alone (6.14, 6.15) do not
 * drop it: there the test cannot be made.
 *
 *	first		second		receiver
 *	sendmsg(),
 *	sleeps
 *			sendmsg(),
 *			sleeps
 *					clears SO_PASSRIGHTS
 *					recv(), wakes the first
 *	EPERM		sleeps on	there is room
 *
 * No privilege, no signal, and no race: the receiver decides.
 * Exit status: 0 it does, 1 it sleeps on beside the free room, 2 the test could
 * not be made.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SO_PASSRIGHTS
#define SO_PASSRIGHTS 83
#endif

#define CHECK(x) do { if (!(x)) { perror(#x); exit(2); } } while (0)

static const struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "r" };

static int unix_socket(void)
{
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);

	CHECK(fd >= 0);
	return fd;
}

/* Sends "d" with a descriptor, or "x" alone; returns the errno. */
static int send_to_receiver(int fd, int descriptor, int flags)
{
	struct sockaddr_un a = address;
	struct iovec iov = { .iov_base = descriptor ? "d" : "x", .iov_len = 1 };
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(int))];
	} control = { .header = {
		.cmsg_len = CMSG_LEN(sizeof(int)),
		.cmsg_level = SOL_SOCKET,
		.cmsg_type = SCM_RIGHTS,
	} };
	struct msghdr msg = {
		.msg_name = &a,
		.msg_namelen = sizeof(a),
		.msg_iov = &iov,
		.msg_iovlen = 1,
	};

	if (descriptor) {
		memcpy(CMSG_DATA(&control.header), &fd, sizeof(fd));
		msg.msg_control = &control;
		msg.msg_controllen = sizeof(control);
	}
	return sendmsg(fd, &msg, flags) < 0 ? errno : 0;
}

/* A process that sends, and exits with the errno. Returns when it sleeps. */
static pid_t waiter(int descriptor)
{
	pid_t pid = fork();
	char file[64], state = 0;

	CHECK(pid >= 0);
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		_exit(send_to_receiver(unix_socket(), descriptor, 0));
	}
	snprintf(file, sizeof(file), "/proc/%d/stat", pid);
	for (int i = 0; i < 100 && state != 'S'; i++) {
		FILE *f = fopen(file, "r");

		usleep(50000);
		if (f) {
			if (fscanf(f, "%*d %*s %c", &state) != 1)
				state = 0;
			fclose(f);
		}
	}
	CHECK(state == 'S');
	return pid;
}

/* The errno of a waiter that ends within 2 s; else -1. */
static int result(pid_t pid)
{
	for (int i = 0; i < 40; i++) {
		int status;

		if (waitpid(pid, &status, WNOHANG) == pid)
			return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
		usleep(50000);
	}
	return -1;
}

/* From here on no message with a descriptor gets in. Whether its sender is told. */
static int refuse_descriptors(int receiver)
{
	struct sock_filter drop_d[] = {
		BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 'd', 0, 1),
		BPF_STMT(BPF_RET | BPF_K, 0),
		BPF_STMT(BPF_RET | BPF_K, 0xffff),
	};
	struct sock_fprog program = { .len = 4, .filter = drop_d };
	int off = 0;

	if (!setsockopt(receiver, SOL_SOCKET, SO_PASSRIGHTS, &off, sizeof(off)))
		return 1;
	CHECK(errno == ENOPROTOOPT);
	CHECK(!setsockopt(receiver, SOL_SOCKET, SO_ATTACH_FILTER, &program,
			  sizeof(program)));
	return 0;
}

static void too_late(int sig)
{
	(void)sig;
	_exit(2);
}

int main(void)
{
	char dir[] = "/tmp/wakeup-XXXXXX", c;
	int receiver, filler, sent, refusal, first, second, err;
	pid_t p1, p2;

	signal(SIGALRM, too_late);
	alarm(60);
	CHECK(mkdtemp(dir) && !chdir(dir));
	receiver = unix_socket();
	CHECK(!bind(receiver, (struct sockaddr *)&address, sizeof(address)));
	/* Until a fresh socket finds no room: one may run out of its own send
	 * buffer first, where max_dgram_qlen is 512.
	 */
	do {
		filler = unix_socket();
		sent = 0;
		while (!(err = send_to_receiver(filler, 0, MSG_DONTWAIT)))
			sent++;
		CHECK(err == EAGAIN);
	} while (sent);

	p1 = waiter(1);
	p2 = waiter(0);
	refusal = refuse_descriptors(receiver) ? EPERM : 0;
	CHECK(recv(receiver, &c, 1, 0) == 1);	/* wakes the first */
	first = result(p1);
	second = result(p2);
	err = send_to_receiver(filler, 0, MSG_DONTWAIT);

	printf("wakeup-refused: first: %s; second: %s; room: %s\n",
	       first < 0 ? "asleep" : first == refusal ? "has left" : strerror(first),
	       second < 0 ? "ASLEEP" : strerror(second), err ? "no" : "yes");
	if (first < 0)
		kill(p1, SIGKILL);
	if (second < 0)
		kill(p2, SIGKILL);
	unlink("r");
	rmdir(dir);
	/* One that has left for another reason has not come so far. One that was not
	 * dropped has the room.
	 */
	if (first != refusal || (second < 0 && err))
		return 2;
	return second < 0;
}
