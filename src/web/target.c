/* SPDX-License-Identifier: GPL-3.0-or-later
 * target.c - the target of a request decoded: one path that means one thing, and the query's pairs.
 */
#include "web/head.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool wrong(struct refusal *ret, const char *text) {
    *ret = (struct refusal){ 400, text };
    return false;
}

static bool no_memory(struct refusal *ret) {
    *ret = (struct refusal){ 503, N_("服务器正忙，请过一会儿再试") };
    return false;
}

static int hex(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes `length` bytes into `out` (as many and a NUL): no control characters, whole UTF-8. */
static bool decode(const char *text, size_t length, bool plus_is_space, char *out) {
    char *to = out;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c == '%') {
            if (i + 2 >= length || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0)
                return false;
            c = (char)(hex(text[i + 1]) * 16 + hex(text[i + 2]));
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        if ((unsigned char)c < 0x20 || c == 0x7F)
            return false;
        *to++ = c;
    }
    *to = '\0';
    return text_valid(out, (size_t)(to - out));
}

/* A slash that was encoded would make two segments of what was sent as one; a backslash is a slash
 * to some. */
static bool hides_slash(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\\')
            return true;
        if (text[i] == '%' && i + 2 < length) {
            int byte = hex(text[i + 1]) * 16 + hex(text[i + 2]);
            if (byte == '/' || byte == '\\')
                return true;
        }
    }
    return false;
}

/* "/a/b": no "", "." or ".." between the slashes; one slash at the end is a path of its own. */
static bool segments_plain(const char *path) {
    for (const char *at = path; *at == '/';) {
        size_t length = strcspn(++at, "/");
        bool   dots = (length == 1 && at[0] == '.') || (length == 2 && strncmp(at, "..", 2) == 0);
        if (dots || (length == 0 && at[0] == '/'))
            return false;
        at += length;
    }
    return true;
}

static bool path_read(const char *text, size_t length, struct arena *arena, const char **ret_path,
                      struct refusal *ret) {
    char *path = arena_alloc(arena, length + 1);
    if (!path)
        return no_memory(ret);
    for (size_t i = 0; i < length; i++)
        if (strchr("\"<>^`{|}", text[i]))
            return wrong(ret, N_("网址里有不能用的字符"));
    if (hides_slash(text, length))
        return wrong(ret, N_("网址里的斜杠不能编码"));
    if (!decode(text, length, false, path))
        return wrong(ret, N_("网址的编码写错了"));
    if (!segments_plain(path))
        return wrong(ret, N_("网址里不能有空的一段、“.” 和 “..”"));
    *ret_path = path;
    return true;
}

static bool pair_read(const char *text, size_t length, struct arena *arena, struct pair *pair,
                      struct refusal *ret) {
    const char *equals = memchr(text, '=', length);
    size_t      name = equals ? (size_t)(equals - text) : length;
    size_t      value = equals ? length - name - 1 : 0;
    char       *names = arena_alloc(arena, name + 1), *values = arena_alloc(arena, value + 1);
    if (!names || !values)
        return no_memory(ret);
    if (!decode(text, name, true, names) ||
        !decode(equals ? equals + 1 : text, value, true, values))
        return wrong(ret, N_("网址的编码写错了"));
    *pair = (struct pair){ names, values };
    return true;
}

static bool query_read(const char *text, struct arena *arena, const struct pair **ret_query,
                       struct refusal *ret) {
    size_t room = 1, count = 0;
    if (strpbrk(text, "\"<>"))
        return wrong(ret, N_("网址里有不能用的字符"));
    for (const char *c = text; *c; c++)
        room += *c == '&';
    if (room > QUERY_MOST)
        return wrong(ret, N_("网址里的条件太多"));
    struct pair *pairs = ARENA_NEW_ARRAY(arena, room + 1, struct pair);
    if (!pairs)
        return no_memory(ret);
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, "&");
        if (length > 0 && !pair_read(at, length, arena, &pairs[count++], ret))
            return false;
        at += length;
        at += *at == '&';
    }
    *ret_query = pairs;
    return true;
}

/* What follows "https://host" when that is the host of the request: nothing else is proxied. */
static const char *origin_form(const char *target, const char *host) {
    size_t scheme = strncasecmp(target, "https://", 8) == 0  ? 8
                    : strncasecmp(target, "http://", 7) == 0 ? 7
                                                             : 0;
    if (scheme == 0)
        return target;
    const char *authority = target + scheme;
    size_t      length = strcspn(authority, "/?#");
    if (length != strlen(host) || strncasecmp(authority, host, length) != 0)
        return NULL;
    return authority + length;
}

bool target_read(const char *target, const char *host, struct arena *arena, const char **ret_path,
                 const struct pair **ret_query, struct refusal *ret) {
    const char *text = origin_form(target, host);
    if (!text)
        return wrong(ret, N_("网址里的主机和 Host 不一致"));
    if (strcmp(text, "*") == 0) {
        *ret_path = "*";
        return query_read("", arena, ret_query, ret);
    }
    if (*text == '\0' && text != target)
        text = "/";
    if (*text != '/')
        return wrong(ret, N_("网址要以斜杠开头"));
    for (const char *c = text; *c; c++)
        if ((unsigned char)*c <= 0x20 || *c == 0x7F || *c == '#')
            return wrong(ret, N_("网址里有不能用的字符"));
    size_t path = strcspn(text, "?");
    return path_read(text, path, arena, ret_path, ret) &&
           query_read(text[path] == '?' ? text + path + 1 : "", arena, ret_query, ret);
}
