// SPDX-License-Identifier: GPL-2.0-only
/*
 * /init of a guest whose clock counts instructions (QEMU's -icount shift=0,
 * where one is a nanosecond and the TSC runs at 1 GHz). It makes each call in
 * batches, says on the second serial line what the cheapest batch took, and
 * powers off:
 *
 *	batches N		how many of each call
 *	spin COUNT		what 2 * SPIN_TURNS instructions took, and two
 *				looks at the clock
 *	cost CALLS COUNT NAME	instructions of the cheapest batch of CALLS calls
 *	armed CALLS COUNT NAME	the same, with another task armed
 *	failed ERRNO NAME	a call gave something else; nothing follows
 *	end
 *
 * Whatever else runs, a timer tick or deferred work, adds instructions to the
 * batch that it interrupts and takes none away: the cheapest batch is one that
 * nothing has interrupted. A tick comes every few million instructions, and a
 * batch has a few ten thousand.
 *
 * The last argument is the number of batches. With "points" before it each
 * batch is made twice, the second time with another task armed for the points
 * of the kernel, to see what they cost this one. Both are of one boot: another
 * one has its slabs filled otherwise. The kernel puts words of its own command
 * line that it does not know before them.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "cost.h"

#define SPIN_TURNS	500

/* Longer than an RCU grace period: what the batch before left is freed. */
#define SETTLE_US	50000

static struct object *objects;

void add_object(struct object *object)
{
	struct object **end = &objects;

	while (*end)
		end = &(*end)->next;
	*end = object;
}

static unsigned long now(void)
{
	unsigned int low, high;

	asm volatile("rdtsc" : "=a" (low), "=d" (high) : : "memory");
	return (unsigned long)high << 32 | low;
}

/* 2 * SPIN_TURNS instructions. */
static void spin(void)
{
	unsigned int turns = SPIN_TURNS;

	asm volatile("1: dec %0\n\tjnz 1b" : "+r" (turns) : : "cc");
}

static unsigned long spin_batch(void)
{
	unsigned long start = now();

	spin();
	return now() - start;
}

static unsigned long batch(const struct workload *load)
{
	int errors[CALLS];
	int i;
	unsigned long start, took;

	usleep(SETTLE_US);
	if (load->prepare)
		load->prepare();
	start = now();
	for (i = 0; i < CALLS; i++)
		errors[i] = load->call(i) < 0 ? errno : 0;
	took = now() - start;
	for (i = 0; i < CALLS; i++) {
		if (errors[i] != load->expected)
			report_failure(errors[i], load->name);
	}
	if (load->finish)
		load->finish();
	return took;
}

static unsigned long least(unsigned long a, unsigned long b)
{
	return a < b ? a : b;
}

/* The device is open in both cases: a file more or less fills slabs otherwise. */
static unsigned long batch_by_device(const struct workload *load, int arm)
{
	unsigned long took;

	open_device();
	if (arm)
		arm_other();
	took = batch(load);
	close_device();
	return took;
}

static void measure(const struct workload *load, int batches, int points)
{
	unsigned long best = ULONG_MAX, best_armed = ULONG_MAX;

	while (batches-- > 0) {
		if (points) {
			best = least(best, batch_by_device(load, 0));
			best_armed = least(best_armed, batch_by_device(load, 1));
		} else {
			best = least(best, batch(load));
		}
	}
	fprintf(report, "cost %d %lu %s\n", CALLS, best, load->name);
	if (points)
		fprintf(report, "armed %d %lu %s\n", CALLS, best_armed, load->name);
}

static void measure_spin(int batches)
{
	unsigned long best = spin_batch();

	while (--batches > 0)
		best = least(best, spin_batch());
	fprintf(report, "spin %lu\n", best);
}

static int call_getpid(int i)
{
	return getpid();
}

/* A call that has to do with no object. */
static const struct workload nothing = { "getpid", .call = call_getpid };

int main(int argc, char **argv)
{
	int batches = atoi(argv[argc - 1]);
	int points = argc > 2 && !strcmp(argv[argc - 2], "points");
	struct object *object;
	int i;

	mount("none", "/dev", "devtmpfs", 0, NULL);
	report_open();
	for (object = objects; object; object = object->next)
		object->make();
	fprintf(report, "batches %d\n", batches);
	measure_spin(batches);
	measure(&nothing, batches, points);
	for (object = objects; object; object = object->next)
		for (i = 0; i < object->nr_workloads; i++)
			measure(&object->workloads[i], batches, points);
	report_end();
}
