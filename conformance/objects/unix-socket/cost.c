// SPDX-License-Identifier: GPL-2.0-only
/* Calls on UNIX sockets. */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#include "../../cost/cost.h"

#define BACKLOG	(2 * CALLS)

/* A bound socket, and how to reach it. */
struct peer {
	struct sockaddr_un address;
	socklen_t length;
	int fd;
};

static struct peer listener, abstract, full, receiver, stale, nobody;
static int client[CALLS], server[CALLS];
static int stream, impatient, datagram;

/* Connected to each other: for calls that give no address. */
static int ends[2];

static int make(int type)
{
	return must(socket(AF_UNIX, type | SOCK_CLOEXEC, 0), "socket");
}

/* An abstract name is written with a leading @. */
static void name(struct peer *peer, const char *text)
{
	size_t length = strlen(text);

	peer->address.sun_family = AF_UNIX;
	memcpy(peer->address.sun_path, text, length);
	peer->length = offsetof(struct sockaddr_un, sun_path) + length;
	if (text[0] == '@')
		peer->address.sun_path[0] = 0;
	else
		peer->length++;
}

static void make_peer(struct peer *peer, const char *text, int type, int backlog)
{
	name(peer, text);
	peer->fd = make(type);
	must(bind(peer->fd, (struct sockaddr *)&peer->address, peer->length), text);
	if (type == SOCK_STREAM)
		must(listen(peer->fd, backlog), text);
}

static int connect_to(int fd, const struct peer *peer)
{
	return connect(fd, (const struct sockaddr *)&peer->address, peer->length);
}

static void make_sockets(void)
{
	make_peer(&listener, "listener", SOCK_STREAM, BACKLOG);
	make_peer(&abstract, "@abstract", SOCK_STREAM, BACKLOG);
	make_peer(&full, "full", SOCK_STREAM, 0);
	make_peer(&receiver, "receiver", SOCK_DGRAM, 0);
	make_peer(&stale, "stale", SOCK_STREAM, 0);
	close(stale.fd);
	name(&nobody, "nobody");
	stream = make(SOCK_STREAM);
	impatient = make(SOCK_STREAM | SOCK_NONBLOCK);
	datagram = make(SOCK_DGRAM);
	must(connect_to(make(SOCK_STREAM), &full), "full");
	must(socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, ends), "socketpair");
}

static void open_clients(void)
{
	int i;

	for (i = 0; i < CALLS; i++)
		client[i] = make(SOCK_STREAM);
}

static void connect_clients(void)
{
	int i;

	open_clients();
	for (i = 0; i < CALLS; i++)
		must(connect_to(client[i], &listener), "connect");
}

static int accept_from(int i, const struct peer *peer)
{
	server[i] = accept(peer->fd, NULL, NULL);
	return server[i];
}

static void close_all(void)
{
	int i;

	for (i = 0; i < CALLS; i++) {
		close(client[i]);
		close(server[i]);
	}
}

static void accept_all(const struct peer *peer)
{
	int i;

	for (i = 0; i < CALLS; i++)
		must(accept_from(i, peer), "accept");
	close_all();
}

static void accept_path(void)
{
	accept_all(&listener);
}

static void accept_abstract(void)
{
	accept_all(&abstract);
}

static int connect_path(int i)
{
	return connect_to(client[i], &listener);
}

static int connect_abstract(int i)
{
	return connect_to(client[i], &abstract);
}

static int connect_stale(int i)
{
	return connect_to(stream, &stale);
}

static int connect_nobody(int i)
{
	return connect_to(stream, &nobody);
}

static int connect_full(int i)
{
	return connect_to(impatient, &full);
}

static int call_accept(int i)
{
	return accept_from(i, &listener);
}

static int connect_datagram(int i)
{
	return connect_to(datagram, &receiver);
}

static int connect_and_back(int i)
{
	struct sockaddr nowhere = { .sa_family = AF_UNSPEC };

	if (connect_to(datagram, &receiver))
		return -1;
	return connect(datagram, &nowhere, sizeof(nowhere));
}

static int send_datagram(int i)
{
	return sendto(datagram, "x", 1, 0, (struct sockaddr *)&receiver.address, receiver.length);
}

static void receive_datagrams(void)
{
	char byte;
	int i;

	for (i = 0; i < CALLS; i++)
		must(recv(receiver.fd, &byte, 1, 0), "recv");
}

static int send_byte(int i)
{
	return send(ends[0], "x", 1, 0);
}

static int receive_byte(int i)
{
	char byte;

	return recv(ends[1], &byte, 1, 0);
}

static int receive_from(int i)
{
	struct sockaddr_un sender;
	socklen_t length = sizeof(sender);
	char byte;

	return recvfrom(ends[1], &byte, 1, 0, (struct sockaddr *)&sender, &length);
}

static int receive_nothing(int i)
{
	char byte;

	return recv(ends[1], &byte, 1, MSG_DONTWAIT);
}

static int send_message(int i)
{
	struct iovec iov = { "x", 1 };
	struct msghdr message = { .msg_iov = &iov, .msg_iovlen = 1 };

	return sendmsg(ends[0], &message, 0);
}

static int receive_message(int i)
{
	char byte;
	struct iovec iov = { &byte, 1 };
	struct msghdr message = { .msg_iov = &iov, .msg_iovlen = 1 };

	return recvmsg(ends[1], &message, 0);
}

static void fill_ends(void)
{
	int i;

	for (i = 0; i < CALLS; i++)
		must(send_byte(i), "send");
}

static void empty_ends(void)
{
	int i;

	for (i = 0; i < CALLS; i++)
		must(receive_byte(i), "recv");
}

static int pair_close(int i)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
		return -1;
	return close(pair[0]) | close(pair[1]);
}

static const struct workload workloads[] = {
	{ "connect stream", open_clients, connect_path, accept_path, 0 },
	{ "connect stream, abstract", open_clients, connect_abstract, accept_abstract, 0 },
	{ "connect stream, ECONNREFUSED", .call = connect_stale, .expected = ECONNREFUSED },
	{ "connect stream, ENOENT", .call = connect_nobody, .expected = ENOENT },
	{ "connect stream, EAGAIN", .call = connect_full, .expected = EAGAIN },
	{ "connect dgram", .call = connect_datagram },
	{ "connect dgram, and AF_UNSPEC", .call = connect_and_back },
	{ "sendto dgram", NULL, send_datagram, receive_datagrams, 0 },
	{ "send dgram", .call = send_byte, .finish = empty_ends },
	{ "recv dgram", .prepare = fill_ends, .call = receive_byte },
	{ "recvfrom dgram", .prepare = fill_ends, .call = receive_from },
	{ "recv dgram, EAGAIN", .call = receive_nothing, .expected = EAGAIN },
	{ "sendmsg dgram", .call = send_message, .finish = empty_ends },
	{ "recvmsg dgram", .prepare = fill_ends, .call = receive_message },
	{ "accept", connect_clients, call_accept, close_all, 0 },
	{ "socketpair and close", .call = pair_close },
};

static struct object sockets = {
	.make = make_sockets,
	.workloads = workloads,
	.nr_workloads = ARRAY_SIZE(workloads),
};

static void __attribute__((constructor)) add_sockets(void)
{
	add_object(&sockets);
}
