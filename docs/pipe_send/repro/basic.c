// SPDX-License-Identifier: GPL-2.0-only
/*
 * send() and recv() on a pipe at a glance.
 *
 * Exit status: 0 as proposed, 1 not, 2 there is no send() on pipes.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int wrong;

static void show(const char *what, ssize_t got, ssize_t wanted)
{
	if (got < 0)
		got = -errno;
	printf("%s: %zd%s%s\n", what, got, got < 0 ? " " : "",
	       got < 0 ? strerror(-got) : "");
	wrong |= got != wanted;
}

int main(void)
{
	static char much[1 << 20];
	char bytes[8];
	int fds[2], idle[2];
	pid_t splicer;

	alarm(60);
	if (pipe(fds) || socketpair(AF_UNIX, SOCK_STREAM, 0, idle))
		return 2;
	if (send(fds[1], NULL, 0, 0) < 0 && errno == ENOTSOCK) {
		printf("send: %s\n", strerror(errno));
		return 2;
	}

	show("recv, nothing there", recv(fds[0], bytes, 8, MSG_DONTWAIT), -EAGAIN);
	show("send", send(fds[1], "abc", 3, 0), 3);
	show("recv", recv(fds[0], bytes, 8, MSG_DONTWAIT), 3);
	show("send more than fits", send(fds[1], much, sizeof(much), MSG_DONTWAIT), 65536);
	show("send, full", send(fds[1], "x", 1, MSG_DONTWAIT), -EAGAIN);
	show("recv", recv(fds[0], much, 65535, 0), 65535);
	show("MSG_PEEK", recv(fds[0], bytes, 1, MSG_PEEK), -EINVAL);

	splicer = fork();
	if (!splicer) {
		splice(idle[0], NULL, fds[1], NULL, 1, 0);
		_exit(0);
	}
	usleep(500000);
	show("recv, while a splice sleeps with the mutex",
	     recv(fds[0], bytes, 8, MSG_DONTWAIT), -EAGAIN);
	kill(splicer, SIGKILL);
	waitpid(splicer, NULL, 0);
	show("recv, after that", recv(fds[0], bytes, 8, MSG_DONTWAIT), 1);

	close(fds[0]);
	show("send, no reader, no SIGPIPE", send(fds[1], "x", 1, MSG_NOSIGNAL), -EPIPE);
	return wrong;
}
