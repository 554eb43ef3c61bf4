// SPDX-License-Identifier: GPL-2.0-only
/*
 * /init of a guest in which nothing is tested but the guest itself. It says on
 * the port what it finds, a line each, and powers off:
 *
 *	release RELEASE
 *	cpus N
 *	device yes|no		is there a /dev/syspec?
 *	unattached ERRNO	what QUIESCE says before ATTACH (0 is success)
 *	unknown ERRNO		what a number says that the device does not know
 *	attach ERRNO		what ATTACH says
 *	quiesce ERRNO		what QUIESCE says after it
 *	parked ERRNO		does a task park that is to stay against SIGKILL?
 *	held ERRNO		does it?
 *	let_go ERRNO		does it end when the device is closed?
 *	end
 *
 * With "quiesce N" or "yield N" as arguments it also runs the stress test of
 * stress.c, N times each kind, and says "KIND wrong WRONG of N" for each.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "check.h"

static void check_device(FILE *report, int device)
{
	fprintf(report, "device %s\n", device < 0 ? "no" : "yes");
	if (device < 0)
		return;
	fprintf(report, "unattached %d\n", ioctl(device, SYSPEC_IOC_QUIESCE) ? errno : 0);
	fprintf(report, "unknown %d\n", ioctl(device, SYSPEC_IOC_UNKNOWN) ? errno : 0);
	fprintf(report, "attach %d\n", ioctl(device, SYSPEC_IOC_ATTACH) ? errno : 0);
	fprintf(report, "quiesce %d\n", ioctl(device, SYSPEC_IOC_QUIESCE) ? errno : 0);
	check_park(report);
}

int main(int argc, char **argv)
{
	struct utsname name;
	FILE *report;
	int device;

	mount("none", "/dev", "devtmpfs", 0, NULL);
	mkdir("/sys", 0755);
	mount("none", "/sys", "sysfs", 0, NULL);
	mkdir("/mnt", 0755);
	mount("none", "/mnt", "tmpfs", 0, NULL);
	mkdir("/dev/pts", 0755);
	mount("none", "/dev/pts", "devpts", 0, "newinstance,ptmxmode=0666");

	report = open_port();
	if (!report)
		return 1;
	setlinebuf(report);
	uname(&name);
	fprintf(report, "release %s\n", name.release);
	fprintf(report, "cpus %ld\n", sysconf(_SC_NPROCESSORS_ONLN));
	device = open("/dev/syspec", O_RDWR | O_CLOEXEC);
	check_device(report, device);
	if (argc == 3)
		stress(report, device, !strcmp(argv[1], "quiesce"), atoi(argv[2]));
	fprintf(report, "end\n");
	fclose(report);
	reboot(RB_POWER_OFF);
	return 1;
}
