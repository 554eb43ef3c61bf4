// SPDX-License-Identifier: GPL-2.0-only
/* Where files are made. Nobody else sees what is mounted there, and SIGKILL leaves nothing. */

/* Whether what we mount is our own. False: we may mount nothing. */
static bool unshare_mounts(void)
{
	if (!unshare(CLONE_NEWNS))
		return true;
	if (errno != EPERM)
		die("a mount namespace: %s", strerror(errno));
	return false;
}

/* On a folder that is there, for us alone. A tmpfs does not wait for a journal. */
static void enter_tmpfs(const char *where)
{
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL))
		die("mounts that do not propagate: %s", strerror(errno));
	if (mount("tmpfs", where, "tmpfs", 0, "mode=0755"))
		die("a tmpfs on %s: %s", where, strerror(errno));
	if (chdir(where))
		die("%s: %s", where, strerror(errno));
}
