/* SPDX-License-Identifier: GPL-3.0-or-later
 * head.h - the head of a request, held to RFC 9112 to the letter: what libmicrohttpd lets pass and
 * another program on the way may read otherwise (folded lines, bare line feeds, two lengths, a
 * length beside chunks) is refused here, before a byte of the body is read. Pure: no sockets. */
#ifndef ANJU_WEB_HEAD_H
#define ANJU_WEB_HEAD_H

#include "web/http.h"

enum {
    HEAD_MOST = 16 * 1024,  /* bytes, with the empty line */
    TARGET_MOST = 8 * 1024, /* of the request line's middle part */
    HEAD_LINES = 100,
    QUERY_MOST = 100, /* pairs */
};

/* As the library has cut it up in its own buffer: every separator that it consumed is a NUL. So the
 * pointers tell what stood between them. */
struct head {
    const char        *method; /* where the head begins */
    const char        *target; /* as it came: the library cuts its own copy at '?' */
    const char        *url;    /* where `target` lay */
    const char        *version;
    size_t             size;
    const struct pair *lines; /* ends with a NULL name */
    size_t             count;
};

/* Why not: `text` is N_(). */
struct refusal {
    int         status;
    const char *text;
};

/* Did it stand on the wire as it should? With the lines as the library gave them. */
bool head_shape(const struct head *head, struct refusal *ret_refusal);
/* And does it say what a head may say? With white space after values cut off. False with a refusal:
 * 400, 414, 417, 431, 501, 505. */
bool head_check(const struct head *head, struct refusal *ret_refusal);

enum body_kind { BODY_NONE, BODY_SIZED, BODY_CHUNKED };
/* Of a head that was checked. */
enum body_kind head_body(const struct head *head, uint64_t *ret_size);
/* By its name in any case; NULL when it is absent or stands there twice. */
const char *pairs_value(const struct pair *pairs, const char *name);

/* "/api/job?sort=-pay" or, for the same host, "https://host/api/job", decoded into `arena`.
 * Refused: NUL, control characters, bytes that are not UTF-8, "." and ".." and empty segments, an
 * encoded slash, a fragment. `*` (OPTIONS) gives the path "*". False with 400 or, without memory,
 * 503. */
bool target_read(const char *target, const char *host, struct arena *arena, const char **ret_path,
                 const struct pair **ret_query, struct refusal *ret_refusal);

/* "name", "name:port", "192.168.1.2:8443", "[::1]:8443". */
bool host_valid(const char *host);
/* `names`: "anju.local,192.168.1.2", "" any; ports are left out of account. */
bool host_named(const char *host, const char *names);

#endif
