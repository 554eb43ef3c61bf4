// SPDX-License-Identifier: GPL-2.0-only
/*
 * fuzz FRAMES SEED: gives the shim so many frames, made up and damaged; the same seed, the same
 * frames. fuzz --case FILE...: gives it the frames in these files. What it was reading when it
 * failed is left in the file that FUZZ_SAVE names.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "fuzz.h"
#include "sequence/sequence.h"
#include "wire/frame.h"

#define STREAM_ROOM	(1024 * 1024)
#define FRAME_ROOM	(64 * 1024)
#define FRAMES_A_STREAM	8

static __u8 stream[STREAM_ROOM];
static size_t stream_size;

static void save(int signal)
{
	const char *path = getenv("FUZZ_SAVE");
	int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644) : -1;

	if (fd >= 0 && write(fd, stream, stream_size) == (ssize_t)stream_size)
		dprintf(STDERR_FILENO, "fuzz: signal %d; the frames are in %s\n", signal, path);
	_exit(1);
}

static void require(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "fuzz: %s\n", what);
	save(0);
}

/* What came back must be frames, whatever went in. */
static void check_answer(int fd)
{
	struct stat st;
	struct frame_header h;
	off_t at = 0;

	require(!fstat(fd, &st), "fstat");
	while (at < st.st_size) {
		require(pread(fd, &h, sizeof(h), at) == sizeof(h), "half a header");
		require(h.magic == FRAME_MAGIC && h.version == FRAME_VERSION, "no header");
		require(h.kind >= FRAME_HELLO && h.kind <= FRAME_REFUSED, "no kind");
		at += sizeof(h) + h.length;
		require(at <= st.st_size, "half a frame");
	}
}

/* One body in memory of just its size, with room for a record that may not do. */
static void run_body(const __u8 *body, size_t size)
{
	const size_t room = fuzz_one_in(4) ? 16 + fuzz_below(200) : MAX_RESULT;
	__u8 *copy = malloc(size), *out = malloc(room);
	struct writer w = { .at = out, .end = out + room };

	require((copy || !size) && out, "malloc");
	if (size)
		memcpy(copy, body, size);
	sequence_run((struct reader){ .at = copy, .end = copy + size }, &w);
	free(copy);
	free(out);
}

static void run_bodies(const __u8 *frame, size_t frame_size)
{
	struct reader r = {
		.at = frame + sizeof(struct frame_header),
		.end = frame + frame_size,
	};
	__u32 count = read_bounded(&r, MAX_RUN);

	while (count-- && !r.bad) {
		const __u8 *body;
		__u32 size;

		read_bounded(&r, ~0U);
		size = read_bounded(&r, MAX_RUN);
		body = read_bytes(&r, size);
		if (body)
			run_body(body, size);
	}
}

static void run_all_bodies(void)
{
	size_t at = 0, size;
	struct frame_header h;

	while (at + sizeof(h) <= stream_size) {
		memcpy(&h, stream + at, sizeof(h));
		size = sizeof(h) + h.length;
		if (size > stream_size - at)
			break;
		run_bodies(stream + at, size);
		at += size;
	}
}

static __u64 hash_stream(void)
{
	__u64 hash = 0xcbf29ce484222325ULL;
	size_t i;

	for (i = 0; i < stream_size; i++)
		hash = (hash ^ stream[i]) * 0x100000001b3ULL;
	return hash;
}

/* What the made-up kernel does follows from the frames alone, so that a saved case repeats. */
static void run_stream(struct channel *c)
{
	__u64 generator = fuzz_state(hash_stream());

	/* Both through files, so that a shim that wants more sees the end. */
	require(!ftruncate(c->in, 0) && !ftruncate(c->out, 0), "ftruncate");
	require(pwrite(c->in, stream, stream_size, 0) == (ssize_t)stream_size, "pwrite");
	lseek(c->in, 0, SEEK_SET);
	lseek(c->out, 0, SEEK_SET);
	frames_serve(c);
	check_answer(c->out);
	run_all_bodies();
	fuzz_state(generator);
}

/* Appends a frame, damaged or not. */
static void append_frame(void)
{
	static __u8 frame[FRAME_ROOM];
	struct writer w = { .at = frame, .end = frame + sizeof(frame) };
	size_t size;

	fuzz_frame(&w);
	size = w.at - frame;
	if (fuzz_one_in(2))
		size = fuzz_damage(frame, size, sizeof(frame));
	if (size > sizeof(stream) - stream_size || !fuzz_allows(frame, size))
		return;
	memcpy(stream + stream_size, frame, size);
	stream_size += size;
}

static void run_random(struct channel *c, long frames)
{
	while (frames > 0) {
		int i;

		stream_size = 0;
		for (i = 0; i < FRAMES_A_STREAM; i++)
			append_frame();
		run_stream(c);
		frames -= FRAMES_A_STREAM;
	}
}

/* @from: where relative paths begin; the shim has a current folder of its own. */
static int run_case(struct channel *c, int from, const char *path)
{
	int fd = openat(from, path, O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? -1 : read(fd, stream, sizeof(stream));

	if (got < 0) {
		perror(path);
		return 2;
	}
	close(fd);
	stream_size = got;
	run_stream(c);
	return 0;
}

int main(int argc, char **argv)
{
	struct channel c = {
		.in = memfd_create("in", MFD_CLOEXEC),
		.out = memfd_create("out", MFD_CLOEXEC),
	};
	int from = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int i, ret = 0;

	/* The sanitizers are told to abort. */
	signal(SIGABRT, save);
	fuzz_init();
	if (argc > 2 && !strcmp(argv[1], "--case")) {
		for (i = 2; i < argc && !ret; i++)
			ret = run_case(&c, from, argv[i]);
		return ret;
	}
	if (argc != 3) {
		fprintf(stderr, "usage: fuzz FRAMES SEED | fuzz --case FILE...\n");
		return 2;
	}
	fuzz_state(strtoull(argv[2], NULL, 10) * 0x9e3779b97f4a7c15ULL);
	run_random(&c, atol(argv[1]));
	return 0;
}
