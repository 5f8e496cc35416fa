/* SPDX-License-Identifier: GPL-3.0-or-later
 * http.c - what routes ask of a request. */
#include "web/http.h"

#include "web/head.h"

#include <string.h>

const char *const http_method_names[HTTP_METHOD_COUNT] = { "GET", "POST", "PATCH", "PUT",
                                                           "DELETE" };

const char *request_query(const struct request *request, const char *name) {
    for (const struct pair *pair = request->query; pair && pair->name; pair++)
        if (strcmp(pair->name, name) == 0)
            return pair->value;
    return NULL;
}

const char *request_header(const struct request *request, const char *name) {
    return pairs_value(request->headers, name);
}

bool etag_listed(const char *list, const char *etag) {
    if (!list || !etag)
        return false;
    size_t weak = strncmp(etag, "W/", 2) == 0 ? 2 : 0, length = strlen(etag + weak);
    for (const char *at = list; *at;) {
        at += strspn(at, " \t,");
        if (*at == '*')
            return true;
        if (strncmp(at, "W/", 2) == 0)
            at += 2;
        /* A tag may hold a comma: it ends with its second quote. */
        const char *end = *at == '"' ? strchr(at + 1, '"') : NULL;
        if (!end)
            return false;
        if ((size_t)(end + 1 - at) == length && strncmp(at, etag + weak, length) == 0)
            return true;
        at = end + 1;
    }
    return false;
}
