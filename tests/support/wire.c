/* SPDX-License-Identifier: GPL-3.0-or-later
 * wire.c - sockets with a deadline, and the few words of HTTP that tests look for. */
#include "support/wire.h"

#include "base/err.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WAIT_MS = 20000 };

int wire_port(const char *address) {
    const char *colon = strrchr(address, ':');
    if (!colon)
        bug("no port in %s", address);
    return (int)strtol(colon + 1, NULL, 10);
}

int wire_connect(int port) {
    struct sockaddr_in at = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int                fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&at, sizeof(at)) != 0)
        bug("connecting to %d: %s", port, strerror(errno));
    return fd;
}

void wire_close(int fd) {
    (void)close(fd); /* what it sent has been looked at */
}

bool wire_send(int fd, const void *bytes, size_t length) {
    const char *at = bytes;
    while (length > 0) {
        ssize_t put = send(fd, at, length, MSG_NOSIGNAL);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        at += put;
        length -= (size_t)put;
    }
    return true;
}

bool wire_say(int fd, const char *text) {
    return wire_send(fd, text, strlen(text));
}

struct text {
    char  *bytes;
    size_t length, room;
};

/* More of it; false at the end. A reset is an end too: what came before it counts. */
static bool more(int fd, struct text *text, struct arena *arena) {
    struct pollfd watched = { .fd = fd, .events = POLLIN };
    if (poll(&watched, 1, WAIT_MS) <= 0)
        bug("nothing came for %d ms after: %s", WAIT_MS, text->bytes ? text->bytes : "");
    if (text->room - text->length < 4097) {
        size_t room = text->room ? text->room * 2 : 16384;
        text->bytes = arena_grow(arena, text->bytes, text->room, room);
        if (!text->bytes)
            bug("no memory");
        text->room = room;
    }
    ssize_t got = recv(fd, text->bytes + text->length, 4096, 0);
    if (got > 0)
        text->length += (size_t)got;
    text->bytes[text->length] = '\0';
    return got > 0;
}

char *wire_rest(int fd, struct arena *arena) {
    struct text text = { 0 };
    while (more(fd, &text, arena))
        ;
    return text.bytes;
}

char *wire_until(int fd, const char *words, struct arena *arena) {
    struct text text = { 0 };
    while (more(fd, &text, arena) && !strstr(text.bytes, words))
        ;
    return text.bytes;
}

/* Byte by byte up to the empty line, so that nothing of the next answer is taken. */
char *wire_answer(int fd, struct arena *arena, bool head) {
    char   bytes[16384];
    size_t length = 0;
    bytes[0] = '\0';
    while (!strstr(bytes, "\r\n\r\n")) {
        struct pollfd watched = { .fd = fd, .events = POLLIN };
        if (poll(&watched, 1, WAIT_MS) <= 0)
            bug("no answer within %d ms", WAIT_MS);
        if (length + 1 == sizeof(bytes) || recv(fd, bytes + length, 1, 0) != 1)
            return NULL;
        bytes[++length] = '\0';
    }
    const char *size = wire_header(bytes, "Content-Length", arena);
    int         status = wire_status(bytes);
    size_t      body = size ? strtoul(size, NULL, 10) : 0;
    if (head || status == 204 || status == 304 || status == 100)
        body = 0;
    char *answer = arena_alloc(arena, length + body + 1);
    if (!answer)
        bug("no memory");
    memcpy(answer, bytes, length);
    for (size_t have = 0; have < body;) {
        ssize_t got = recv(fd, answer + length + have, body - have, 0);
        if (got <= 0)
            return NULL;
        have += (size_t)got;
    }
    return answer;
}

bool wire_closed(int fd) {
    char bytes[4096];
    for (;;) {
        struct pollfd watched = { .fd = fd, .events = POLLIN };
        if (poll(&watched, 1, WAIT_MS) <= 0)
            return false;
        if (recv(fd, bytes, sizeof(bytes), 0) <= 0)
            return true;
    }
}

int wire_status(const char *answer) {
    if (!answer || strncmp(answer, "HTTP/1.1 ", 9) != 0)
        return 0;
    return (int)strtol(answer + 9, NULL, 10);
}

const char *wire_header(const char *answer, const char *name, struct arena *arena) {
    size_t length = strlen(name);
    for (const char *at = strstr(answer, "\r\n"); at && strncmp(at, "\r\n\r\n", 4) != 0;
         at = strstr(at + 2, "\r\n"))
        if (strncasecmp(at + 2, name, length) == 0 && at[2 + length] == ':') {
            const char *value = at + 2 + length + 1;
            value += strspn(value, " ");
            return arena_strndup(arena, value, strcspn(value, "\r"));
        }
    return NULL;
}

const char *wire_body(const char *answer) {
    const char *end = answer ? strstr(answer, "\r\n\r\n") : NULL;
    return end ? end + 4 : "";
}

size_t wire_answers(const char *all) {
    size_t count = 0;
    for (const char *at = all; at && (at = strstr(at, "HTTP/1.1 ")); at += 9)
        count += strspn(at + 9, "0123456789") == 3;
    return count;
}
