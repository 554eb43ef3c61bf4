// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>
#include "args.h"
#include "sequence/sequence.h"
#include "worker/shared.h"

/* Without a task nothing is built: the same walk checks that the bytes are well formed. */
struct walk {
	struct reader *r;
	const struct sequence *s;
	struct task *t;
	bool full;
};

/* Rounds up, so that everything in the arena is aligned for any structure. */
static __u8 *allocate(struct walk *w, __u32 size)
{
	struct task *t = w->t;
	__u32 rounded = (size + 15) & ~15U;
	__u8 *at;

	if (!t || w->full)
		return NULL;
	if (rounded > ARENA_SIZE - t->arena_used) {
		w->full = true;
		return NULL;
	}
	at = SHARED->arenas[t->worker] + t->arena_used;
	t->arena_used += rounded;
	return at;
}

static void note_output(struct walk *w, __u8 *at, __u32 size)
{
	struct task *t = w->t;

	if (!at)
		return;
	if (t->outputs == MAX_OUTS) {
		w->full = true;
		return;
	}
	t->output[t->outputs].at = at;
	t->output[t->outputs].size = size;
	t->outputs++;
}

/*
 * Above PID_MAX_LIMIT: no process has it. Zero would be the caller's own group, to kill(2), and -1
 * everybody.
 */
#define NOBODY	0x7fffffff

static __u64 pid_of(const struct task *t)
{
	return t->exists && t->tid > 0 ? t->tid : NOBODY;
}

static __u64 walk_value(struct walk *w, unsigned int depth);

static __u64 walk_bytes(struct walk *w, unsigned int depth, bool output)
{
	struct reader *r = w->r;
	__u32 size = read_bounded(r, ARENA_SIZE);
	const __u8 *from = read_bytes(r, size);
	__u8 *to = from ? allocate(w, size) : NULL;
	__u32 relocs = read_bounded(r, ARENA_SIZE);

	if (to)
		memcpy(to, from, size);
	if (output)
		note_output(w, to, size);
	while (relocs-- && !r->bad) {
		__u32 at = read_bounded(r, ARENA_SIZE);
		__u8 width = read_byte(r);
		__u64 value;

		if ((width != 4 && width != 8) || at + width > size)
			r->bad = true;
		value = walk_value(w, depth + 1);
		if (to && !r->bad)
			memcpy(to + at, &value, width);
	}
	return (__u64)to;
}

static __u64 walk_value(struct walk *w, unsigned int depth)
{
	struct reader *r = w->r;
	__u8 tag = read_byte(r);
	__u32 size, index;
	__u8 *at;

	if (depth > MAX_NESTING)
		r->bad = true;
	if (r->bad)
		return 0;
	switch (tag) {
	case ARG_NUMBER:
		return read_zigzag(r);
	case ARG_DATA:
	case ARG_INOUT:
		return walk_bytes(w, depth, tag == ARG_INOUT);
	case ARG_OUT:
		size = read_bounded(r, ARENA_SIZE);
		at = allocate(w, size);
		if (at)
			memset(at, 0, size);
		note_output(w, at, size);
		return (__u64)at;
	case ARG_SLOT:
		index = read_bounded(r, MAX_SLOTS - 1);
		return w->s ? w->s->slots[index] : 0;
	case ARG_PID:
		index = read_bounded(r, MAX_TASKS - 1);
		return w->s ? pid_of(&w->s->tasks[index]) : 0;
	default:
		r->bad = true;
		return 0;
	}
}

void args_skip(struct reader *r, unsigned int nargs)
{
	struct walk w = { .r = r };

	while (nargs-- && !r->bad)
		walk_value(&w, 0);
}

bool args_build(const struct sequence *s, struct task *t, struct reader r,
		unsigned int nargs, __u64 *regs)
{
	struct walk w = { .r = &r, .s = s, .t = t };
	unsigned int i;

	t->outputs = 0;
	for (i = 0; i < nargs; i++)
		regs[i] = walk_value(&w, 0);
	return !w.full;
}
