/* SPDX-License-Identifier: GPL-3.0-or-later
 * notify.c - a datagram to the socket that systemd names; "@" begins an abstract one. */
#include "base/notify.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { USEC_IN_MS = 1000 };

/* The length of the address; 0: the name is none. */
static socklen_t address_of(const char *name, struct sockaddr_un *address) {
    size_t length = strlen(name);
    *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
    if ((name[0] != '/' && name[0] != '@') || length < 2 || length >= sizeof(address->sun_path))
        return 0;
    memcpy(address->sun_path, name, length);
    if (name[0] == '@')
        address->sun_path[0] = '\0';
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
}

bool notify_say(const char *line, struct err *err) {
    const char        *name = getenv("NOTIFY_SOCKET");
    struct sockaddr_un address;
    if (name == NULL || name[0] == '\0')
        return true;
    socklen_t length = address_of(name, &address);
    if (length == 0)
        return err_set(err, "NOTIFY_SOCKET=%s 不对", name);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return err_system_set(err, errno, "不能告诉 systemd %s", line);
    ssize_t sent =
        sendto(fd, line, strlen(line), MSG_NOSIGNAL, (struct sockaddr *)&address, length);
    int number = errno;
    (void)close(fd);
    return sent >= 0 || err_system_set(err, number, "不能告诉 systemd %s", line);
}

static bool positive(const char *name, long long *ret_number) {
    const char *text = getenv(name);
    char       *end = NULL;
    errno = 0;
    *ret_number = text != NULL ? strtoll(text, &end, 10) : 0;
    return text != NULL && errno == 0 && end != text && *end == '\0' && *ret_number > 0;
}

int64_t notify_pace_ms(void) {
    long long usec, pid;
    if (!positive("WATCHDOG_USEC", &usec))
        return 0;
    if (getenv("WATCHDOG_PID") != NULL && (!positive("WATCHDOG_PID", &pid) || pid != getpid()))
        return 0; /* meant for somebody else */
    int64_t half = usec / USEC_IN_MS / 2;
    return half > 0 ? half : 1;
}
