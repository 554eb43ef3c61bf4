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
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK(x) do { if (!(x)) { perror(#x); exit(2); } } while (0)

static int wrong;

static void show(const char *what, ssize_t got, ssize_t wanted)
{
	if (got < 0)
		got = -errno;
	printf("%s: %zd%s%s\n", what, got, got < 0 ? " " : "",
	       got < 0 ? strerror(-got) : "");
	wrong |= got != wanted;
}

static char state_of(pid_t pid)
{
	char file[64], state = 0;
	FILE *f;

	snprintf(file, sizeof(file), "/proc/%d/stat", pid);
	f = fopen(file, "r");
	if (!f)
		return 0;
	if (fscanf(f, "%*d %*s %c", &state) != 1)
		state = 0;
	fclose(f);
	return state;
}

/* A call without MSG_DONTWAIT, in a process of its own: its exit status says how many bytes. */
static pid_t receives(int fd, int flags)
{
	char byte;
	pid_t pid = fork();

	CHECK(pid >= 0);
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		_exit(flags < 0 ? read(fd, &byte, 1) : recv(fd, &byte, 1, flags));
	}
	return pid;
}

/* Whether it waits; it has a second to show that it does not. */
static void show_waits(const char *what, pid_t pid)
{
	int ended;

	usleep(1000000);
	ended = waitpid(pid, NULL, WNOHANG) == pid;
	printf("%s: %s\n", what, ended ? "has returned" : "waits");
	wrong |= ended;
}

static void show_bytes(const char *what, pid_t pid)
{
	int status;

	show(what, waitpid(pid, &status, 0) == pid && WIFEXITED(status) ?
	     WEXITSTATUS(status) : -1, 1);
}

int main(void)
{
	char bytes[8], *much;
	int fds[2], idle[2], file, room;
	pid_t splicer, plain, nonblocking;

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
	room = fcntl(fds[1], F_GETPIPE_SZ);
	much = calloc(1, room + 1);
	CHECK(room > 0 && much);
	show("send more than fits", send(fds[1], much, room + 1, MSG_DONTWAIT), room);
	show("send, full", send(fds[1], "x", 1, MSG_DONTWAIT), -EAGAIN);
	show("recv", recv(fds[0], much, room - 1, 0), room - 1);
	show("MSG_PEEK", recv(fds[0], bytes, 1, MSG_PEEK), -EINVAL);
	show("send", send(fds[1], "de", 2, 0), 2);

	file = memfd_create("file", 0);
	show("send to a file", send(file, "ab", 2, 0), 2);
	show("send to it again", send(file, "c", 1, 0), 1);
	show("recv at its end", recv(file, bytes, 8, 0), 0);
	lseek(file, 0, SEEK_SET);
	show("recv from its beginning", recv(file, bytes, 2, 0), 2);
	show("recv what is left", recv(file, bytes, 8, 0), 1);

	splicer = fork();
	CHECK(splicer >= 0);
	if (!splicer) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		alarm(20);	/* it lets the mutex go if we hang behind it */
		splice(idle[0], NULL, fds[1], NULL, 1, 0);
		_exit(0);
	}
	for (int i = 0; i < 100 && state_of(splicer) != 'S'; i++)
		usleep(50000);
	CHECK(state_of(splicer) == 'S');
	show("recv, while a splice sleeps with the mutex",
	     recv(fds[0], bytes, 8, MSG_DONTWAIT), -EAGAIN);
	show("send, while it does", send(fds[1], "x", 1, MSG_DONTWAIT), -EAGAIN);
	if (wrong)
		return 1;	/* what follows could wait for bytes that are gone */

	plain = receives(fds[0], 0);
	show_waits("recv without the flag", plain);
	fcntl(fds[0], F_SETFL, O_NONBLOCK);
	nonblocking = receives(fds[0], -1);
	show_waits("read with O_NONBLOCK", nonblocking);
	kill(splicer, SIGKILL);
	waitpid(splicer, NULL, 0);
	show_bytes("recv without the flag, after that", plain);
	show_bytes("read with O_NONBLOCK, after that", nonblocking);
	show("recv, after that", recv(fds[0], bytes, 8, MSG_DONTWAIT), 1);

	close(fds[0]);
	show("send, no reader, no SIGPIPE", send(fds[1], "x", 1, MSG_NOSIGNAL), -EPIPE);
	printf("basic: %s\n", wrong ? "BAD" : "as the document says");
	return wrong;
}
