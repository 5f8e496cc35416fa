/* SPDX-License-Identifier: GPL-3.0-or-later
 * head.c - checks of a head line by line. Where RFC 9112 leaves a choice between mending and
 * refusing, it is refused: whoever sends such a thing to a service centre is no browser. */
#include "web/head.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool refuse(struct refusal *ret, int status, const char *text) {
    *ret = (struct refusal){ status, text };
    return false;
}

/* RFC 9110, 5.6.2. */
static bool is_token(const char *text) {
    for (const char *c = text; *c; c++)
        if (!isalnum((unsigned char)*c) && !strchr("!#$%&'*+-.^_`|~", *c))
            return false;
    return *text != '\0';
}

static bool is_field_value(const char *text) {
    for (const char *c = text; *c; c++)
        if (((unsigned char)*c < 0x20 && *c != '\t') || *c == 0x7F)
            return false;
    return text_valid(text, strlen(text));
}

const char *pairs_value(const struct pair *pairs, const char *name) {
    const char *value = NULL;
    for (; pairs && pairs->name; pairs++)
        if (strcasecmp(pairs->name, name) == 0) {
            if (value)
                return NULL;
            value = pairs->value;
        }
    return value;
}

static size_t pairs_count(const struct pair *pairs, const char *name) {
    size_t count = 0;
    for (; pairs && pairs->name; pairs++)
        count += strcasecmp(pairs->name, name) == 0;
    return count;
}

/* --- as it stood on the wire --- */

/* One space between the parts of the request line, CR LF after each line, one colon, no folds and
 * no NUL of the sender's own: then each part begins where the one before it makes it begin. Only a
 * NUL where the CR should be passes for it, since the library has written one there too. */
static bool shape_holds(const struct head *head) {
    const char *at = head->method + strlen(head->method) + 1;
    if (head->url != at)
        return false;
    at += strlen(head->target) + 1;
    if (head->version != at)
        return false;
    at += strlen(head->version) + 2;
    for (size_t i = 0; i < head->count; i++) {
        const struct pair *line = &head->lines[i];
        if (line->name != at)
            return false;
        at += strlen(line->name) + 1;
        while (at < line->value && (*at == ' ' || *at == '\t'))
            at++;
        if (line->value != at)
            return false;
        at += strlen(line->value) + 2;
    }
    return at + 2 == head->method + head->size;
}

static bool method_known(const char *method) {
    static const char *const known[] = { "GET",    "HEAD",    "POST",  "PUT",    "PATCH",
                                         "DELETE", "OPTIONS", "TRACE", "CONNECT" };
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (strcmp(method, known[i]) == 0)
            return true;
    return false;
}

static bool request_line_check(const struct head *head, struct refusal *ret) {
    if (!is_token(head->method))
        return refuse(ret, 400, N_("请求的方法写错了"));
    if (!method_known(head->method))
        return refuse(ret, 501, N_("不认识请求的方法"));
    if (strcmp(head->version, "HTTP/1.1") != 0 && strcmp(head->version, "HTTP/1.0") != 0)
        return refuse(ret, 505, N_("只支持 HTTP/1.1 和 HTTP/1.0"));
    return true;
}

/* --- lines that may stand there once --- */

static bool lines_check(const struct head *head, struct refusal *ret) {
    static const char *const once[] = { "Host",          "Content-Length",   "Transfer-Encoding",
                                        "Content-Type",  "Content-Encoding", "Cookie",
                                        "Origin",        "Authorization",    "X-CSRF-Token",
                                        "Last-Event-ID", "Idempotency-Key",  "Sec-Fetch-Site",
                                        "Expect",        "If-Match",         "If-None-Match" };
    for (size_t i = 0; i < head->count; i++) {
        if (!is_token(head->lines[i].name))
            return refuse(ret, 400, N_("请求头里有一行的名字写错了"));
        if (!is_field_value(head->lines[i].value))
            return refuse(ret, 400, N_("请求头里有控制字符，或者不是 UTF-8"));
    }
    for (size_t i = 0; i < sizeof(once) / sizeof(once[0]); i++)
        if (pairs_count(head->lines, once[i]) > 1)
            return refuse(ret, 400, N_("请求头里只能写一次的内容写了两次"));
    return true;
}

static bool digits_only(const char *text) {
    return *text && strspn(text, "0123456789") == strlen(text);
}

/* Where the body ends must be beyond doubt (RFC 9112, 6.3). */
static bool framing_check(const struct head *head, struct refusal *ret) {
    const char *length = pairs_value(head->lines, "Content-Length");
    const char *coding = pairs_value(head->lines, "Transfer-Encoding");
    const char *expect = pairs_value(head->lines, "Expect");
    if (length && coding)
        return refuse(ret, 400, N_("Content-Length 和 Transfer-Encoding 不能同时写"));
    if (length && !digits_only(length))
        return refuse(ret, 400, N_("Content-Length 写错了"));
    if (coding && strcmp(head->version, "HTTP/1.1") != 0)
        return refuse(ret, 400, N_("HTTP/1.0 没有 Transfer-Encoding"));
    if (coding && strcasecmp(coding, "chunked") != 0)
        return refuse(ret, 501, N_("Transfer-Encoding 只支持 chunked"));
    if (expect && strcasecmp(expect, "100-continue") != 0)
        return refuse(ret, 417, N_("Expect 只支持 100-continue"));
    return true;
}

bool head_shape(const struct head *head, struct refusal *ret) {
    if (strlen(head->target) > TARGET_MOST)
        return refuse(ret, 414, N_("网址太长"));
    if (head->size > HEAD_MOST || head->count > HEAD_LINES)
        return refuse(ret, 431, N_("请求头太长"));
    return shape_holds(head) || refuse(ret, 400, N_("请求头的写法不合 HTTP 的规定"));
}

bool head_check(const struct head *head, struct refusal *ret) {
    if (!request_line_check(head, ret))
        return false;
    if (!lines_check(head, ret))
        return false;
    const char *host = pairs_value(head->lines, "Host");
    if (!host)
        return refuse(ret, 400, N_("请求头里没有 Host"));
    if (!host_valid(host))
        return refuse(ret, 400, N_("请求头里的 Host 写错了"));
    return framing_check(head, ret);
}

enum body_kind head_body(const struct head *head, uint64_t *ret_size) {
    const char *length = pairs_value(head->lines, "Content-Length");
    *ret_size = 0;
    if (pairs_value(head->lines, "Transfer-Encoding"))
        return BODY_CHUNKED;
    if (!length)
        return BODY_NONE;
    *ret_size = strtoull(length, NULL, 10); /* too large a number gives the largest */
    return *ret_size > 0 ? BODY_SIZED : BODY_NONE;
}

/* --- host --- */

static const char *port_of(const char *host) {
    const char *end = *host == '[' ? strchr(host, ']') : host;
    return end ? strchr(end, ':') : NULL;
}

static bool ipv6_valid(const char *host, size_t length) {
    return length >= 4 && host[0] == '[' && host[length - 1] == ']' &&
           strspn(host + 1, "0123456789abcdefABCDEF:.") == length - 2;
}

bool host_valid(const char *host) {
    const char *port = port_of(host);
    size_t      length = port ? (size_t)(port - host) : strlen(host);
    if (length == 0 || length > 253)
        return false;
    if (port && (!digits_only(port + 1) || strlen(port + 1) > 5))
        return false;
    if (host[0] == '[')
        return ipv6_valid(host, length);
    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)host[i]) && !strchr("-._", host[i]))
            return false;
    return true;
}

bool host_named(const char *host, const char *names) {
    const char *port = port_of(host);
    size_t      length = port ? (size_t)(port - host) : strlen(host);
    if (!names || !*names)
        return true;
    for (const char *at = names; *at;) {
        at += strspn(at, ", ");
        size_t size = strcspn(at, ", ");
        if (size == length && strncasecmp(at, host, length) == 0)
            return true;
        at += size;
    }
    return false;
}
