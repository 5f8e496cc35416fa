/* SPDX-License-Identifier: GPL-3.0-or-later
 * http_head_fuzz.c - any bytes as the head of a request, cut up as libmicrohttpd does it: what our
 * checks let through must be what RFC 9112 says a head is, read a second time from the bytes as
 * they came and by other means; and a path that was taken is decoded UTF-8 without a way up. */
#include "base/err.h"
#include "web/head.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check(bool ok, const char *what) {
    if (!ok)
        bug("%s", what);
}

/* The next line of `*at`, ended by NULs where CR LF or LF stood, as the library does; NULL: none.
 */
static char *next_line(char **at, char *end) {
    char *line = *at;
    char *feed = memchr(line, '\n', (size_t)(end - line));
    if (!feed)
        return NULL;
    *at = feed + 1;
    *feed = '\0';
    if (feed > line && feed[-1] == '\r')
        feed[-1] = '\0';
    return line;
}

/* As parse_initial_message_line() of 0.9.75: spaces skipped, the version found from behind. */
static bool cut_request_line(char *line, size_t length, struct head *head, struct arena *arena) {
    char *space = memchr(line, ' ', length);
    if (!space || space == line)
        return false;
    *space = '\0';
    char *target = space + 1;
    while (target < line + length && *target == ' ')
        target++;
    if (target >= line + length)
        return false;
    char *version = line + length - 1;
    while (*version == ' ' && version > target)
        version--;
    while (*version != ' ' && version > target)
        version--;
    if (version == target)
        return false;
    *version = '\0';
    *head = (struct head){
        .method = line, .target = arena_strdup(arena, target), .url = target, .version = version + 1
    };
    return true;
}

static bool cut_head(char *text, size_t length, struct head *head, struct arena *arena) {
    char        *at = text, *end = text + length;
    struct pair *lines = ARENA_NEW_ARRAY(arena, HEAD_LINES + 2, struct pair);
    char        *line = next_line(&at, end);
    if (!lines || !line || !cut_request_line(line, strlen(line), head, arena))
        return false;
    head->lines = lines;
    while ((line = next_line(&at, end)) && *line) {
        char *colon = strchr(line, ':');
        if (!colon || head->count > HEAD_LINES)
            return false;
        *colon = '\0';
        colon += 1 + strspn(colon + 1, " \t");
        lines[head->count++] = (struct pair){ line, colon };
    }
    head->size = (size_t)(at - text);
    return line != NULL;
}

/* A NUL of the sender's at the end of a line cannot be told from a carriage return, since the
 * library has written one over it: the line ends there either way. Nowhere else may one be. */
static bool ends_with_nul(const char *bytes, size_t size) {
    bool found = false;
    for (size_t i = 0; i < size; i++)
        if (bytes[i] == '\0') {
            size_t next = i + 1 < size && bytes[i + 1] == '\r' ? i + 2 : i + 1;
            check(next < size && bytes[next] == '\n', "a NUL within a line");
            found = true;
        }
    return found;
}

/* The same from the bytes as they were: CR LF everywhere, nothing else that controls, no fold. */
static void check_bytes(const char *bytes, size_t size) {
    check(size <= HEAD_MOST && size >= 4, "a head of that size");
    if (ends_with_nul(bytes, size))
        return;
    check(memcmp(bytes + size - 4, "\r\n\r\n", 4) == 0, "a head that does not end");
    for (size_t i = 0; i < size; i++) {
        char c = bytes[i];
        if (c == '\n')
            check(i > 0 && bytes[i - 1] == '\r', "a bare line feed");
        else if (c == '\r')
            check(i + 1 < size && bytes[i + 1] == '\n', "a bare carriage return");
        else
            check(c != '\0' && (c == '\t' || !iscntrl((unsigned char)c)), "a control character");
        if (i > 0 && bytes[i - 1] == '\n')
            check(c != ' ' && c != '\t', "a fold");
    }
}

static void check_framing(const struct head *head) {
    size_t   hosts = 0, lengths = 0, codings = 0;
    uint64_t size;
    for (size_t i = 0; i < head->count; i++) {
        hosts += strcasecmp(head->lines[i].name, "host") == 0;
        lengths += strcasecmp(head->lines[i].name, "content-length") == 0;
        codings += strcasecmp(head->lines[i].name, "transfer-encoding") == 0;
    }
    check(hosts == 1, "not one Host");
    check(lengths + codings <= 1, "two ends of one body");
    enum body_kind kind = head_body(head, &size);
    check((kind == BODY_CHUNKED) == (codings == 1), "chunks that are none");
    check(kind != BODY_SIZED || size > 0, "a body of nothing");
}

/* False: refused. */
static bool check_target(const struct head *head, struct arena *arena) {
    const char        *path = NULL;
    const struct pair *query = NULL;
    struct refusal     refusal;
    const char        *host = pairs_value(head->lines, "Host");
    if (!target_read(head->target, host, arena, &path, &query, &refusal)) {
        check(refusal.status == 400 || refusal.status == 503, "a refusal of another kind");
        return false;
    }
    check(text_valid(path, strlen(path)), "a path that is no UTF-8");
    check(strcmp(path, "*") == 0 || *path == '/', "a path without a slash");
    check(!strstr(path, "//") && !strstr(path, "/./") && !strstr(path, "/../"), "a way up");
    check(strlen(path) < 3 || strcmp(path + strlen(path) - 3, "/..") != 0, "a way up at the end");
    for (; query->name; query++)
        check(text_valid(query->name, strlen(query->name)) &&
                  text_valid(query->value, strlen(query->value)),
              "a query that is no UTF-8");
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct arena   arena = { 0 };
    struct head    head;
    struct refusal refusal = { 0 };
    char          *text = arena_alloc(&arena, length + 1);
    check(text != NULL, "no memory");
    memcpy(text, bytes, length);
    if (cut_head(text, length, &head, &arena)) {
        if (!head_shape(&head, &refusal) || !head_check(&head, &refusal)) {
            check(refusal.status >= 400 && refusal.text, "refused without a reason");
        } else if (check_target(&head, &arena)) {
            check_bytes((const char *)bytes, head.size);
            check_framing(&head);
        }
    }
    arena_deinit(&arena);
    return 0;
}
