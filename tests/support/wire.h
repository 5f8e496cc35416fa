/* SPDX-License-Identifier: GPL-3.0-or-later
 * wire.h - HTTP by hand: bytes onto a socket, what comes back as text. Nothing here parses more
 * than a test asks for. Failures to connect abort; every wait ends after 20 s. */
#ifndef ANJU_TESTS_SUPPORT_WIRE_H
#define ANJU_TESTS_SUPPORT_WIRE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* "http://127.0.0.1:8443" → 8443. */
int  wire_port(const char *address);
int  wire_connect(int port); /* to 127.0.0.1 */
void wire_close(int fd);
/* False when the other side has closed. */
bool wire_send(int fd, const void *bytes, size_t length);
bool wire_say(int fd, const char *text);
/* All until the other side closes; in `arena`. */
char *wire_rest(int fd, struct arena *arena);
/* One answer with its body by Content-Length (none for 204, 304, a HEAD); NULL: closed before. */
char *wire_answer(int fd, struct arena *arena, bool head);
/* Until `words` have come, or the end; what came. */
char *wire_until(int fd, const char *words, struct arena *arena);
/* Is it closed by the other side (all before it is thrown away)? Waits until it is, or 20 s. */
bool wire_closed(int fd);

/* "HTTP/1.1 404 …" → 404; 0: no answer. */
int wire_status(const char *answer);
/* The value of a header, NULL when there is none. */
const char *wire_header(const char *answer, const char *name, struct arena *arena);
const char *wire_body(const char *answer); /* after the empty line; "" */
size_t      wire_answers(const char *all); /* how many "HTTP/1.1 " lines begin in it */

#endif
