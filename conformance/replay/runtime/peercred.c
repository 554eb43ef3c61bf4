// SPDX-License-Identifier: GPL-2.0-only
/* A struct ucred that the kernel wrote, with the task's name for its pid. */

static void read_peercred(const struct task *t)
{
	int cred[3], i;

	memcpy(cred, t->output[0].at, sizeof(cred));
	if (!cred[0]) {
		note(" \"none\"");
		return;
	}
	for (i = 0; i < MAX_TASKS; i++) {
		if (shared->tasks[i].exists && shared->tasks[i].tid == cred[0])
			break;
	}
	if (i < MAX_TASKS)
		note(" \"t%d %d %d\"", i, cred[1], cred[2]);
	else
		note(" \"pid %d %d %d\"", cred[0], cred[1], cred[2]);
}
