// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>
#include "frame.h"
#include "kernel/grade.h"
#include "reader.h"
#include "sequence/sequence.h"
#include "writer.h"

#define FLUSH_ABOVE	(32 * 1024)
#define RECORD_HEAD	16	/* an id and a length, as varints */

static __u8 incoming[MAX_RUN];
static __u8 outgoing[FLUSH_ABOVE + RECORD_HEAD + MAX_RESULT];
static __u8 record[MAX_RESULT];

/* All of it, or false: the end, or an error. */
static bool channel_read(const struct channel *c, void *to, size_t size)
{
	size_t got = 0;

	while (got < size) {
		ssize_t n = read(c->in, (char *)to + got, size - got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		got += n;
	}
	return true;
}

/* In one write where the port takes it: each one is an exit of the virtual machine. */
static bool channel_write(const struct channel *c, struct iovec *part, int parts)
{
	while (parts) {
		ssize_t n = writev(c->out, part, parts);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		while (parts && (size_t)n >= part->iov_len) {
			n -= part->iov_len;
			part++;
			parts--;
		}
		if (parts) {
			part->iov_base = (char *)part->iov_base + n;
			part->iov_len -= n;
		}
	}
	return true;
}

bool frame_send(const struct channel *c, __u8 kind, __u16 flags, __u32 id,
		const void *payload, __u32 size)
{
	struct frame_header header = {
		.magic = FRAME_MAGIC,
		.version = FRAME_VERSION,
		.kind = kind,
		.flags = flags,
		.id = id,
		.length = size,
	};
	struct iovec parts[] = {
		{ .iov_base = &header, .iov_len = sizeof(header) },
		{ .iov_base = (void *)payload, .iov_len = size },
	};

	return channel_write(c, parts, 2);
}

static void run_sequence(struct reader *r, struct writer *out)
{
	__u32 id = read_bounded(r, ~0U);
	__u32 size = read_bounded(r, MAX_RUN);
	const __u8 *bytes = read_bytes(r, size);
	struct writer w = { .at = record, .end = record + sizeof(record) };

	if (!bytes)
		return;
	sequence_run((struct reader){ .at = bytes, .end = bytes + size }, &w);
	write_varint(out, id);
	write_varint(out, w.at - record);
	write_bytes(out, record, w.at - record);
}

/* False when the answer cannot be sent. */
static bool run_frame(const struct channel *c, const struct frame_header *h)
{
	struct reader r = { .at = incoming, .end = incoming + h->length };
	__u32 left = read_bounded(&r, MAX_RUN);
	struct writer w;

	grade_refresh();
	do {
		w = (struct writer){ .at = outgoing, .end = outgoing + sizeof(outgoing) };
		while (left && !r.bad && w.at - outgoing < FLUSH_ABOVE) {
			run_sequence(&r, &w);
			left--;
		}
		if (!frame_send(c, FRAME_RESULT, left && !r.bad ? 0 : RESULT_LAST, h->id,
				outgoing, w.at - outgoing))
			return false;
	} while (left && !r.bad);
	return true;
}

static bool refuse(const struct channel *c, const char *why)
{
	frame_send(c, FRAME_REFUSED, 0, 0, why, strlen(why));
	return false;
}

static bool serve_frame(const struct channel *c)
{
	struct frame_header h;

	if (!channel_read(c, &h, sizeof(h)))
		return false;
	if (h.magic != FRAME_MAGIC)
		return refuse(c, "bad magic");
	if (h.version != FRAME_VERSION)
		return refuse(c, "another version");
	if (h.kind == FRAME_BYE)
		return false;
	if (h.kind != FRAME_RUN)
		return refuse(c, "unknown kind of frame");
	if (h.length > sizeof(incoming))
		return refuse(c, "frame too large");
	return channel_read(c, incoming, h.length) && run_frame(c, &h);
}

void frames_serve(const struct channel *c)
{
	while (serve_frame(c))
		;
}
