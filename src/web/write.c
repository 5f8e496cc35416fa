/* SPDX-License-Identifier: GPL-3.0-or-later
 * write.c - the same key with the same request: the answer of the first time; with another one: a
 * mistake of the client's. */
#include "web/write.h"

#include "staff/repeat.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { PRINT = 32 };

/* What makes two requests the same: method, path, body, as one hash. */
static void print_of(const struct request *request, char out[TEXT_SIZE(64)]) {
    crypto_generichash_state state;
    unsigned char            hash[PRINT];
    char *body = request->body ? json_dumps(request->body, JSON_COMPACT | JSON_SORT_KEYS) : NULL;
    const char *parts[] = { http_method_names[request->method], request->path, body ? body : "" };
    crypto_generichash_init(&state, NULL, 0, sizeof(hash));
    for (size_t i = 0; i < 3; i++) /* each with its end, so that none runs into the next */
        crypto_generichash_update(&state, (const unsigned char *)parts[i], strlen(parts[i]) + 1);
    crypto_generichash_final(&state, hash, sizeof(hash));
    sodium_bin2hex(out, TEXT_SIZE(64), hash, sizeof(hash));
    free(body);
}

/* True: it was done before, and the answer says what came of it. */
static bool replay(struct request *request, struct answer *answer, const char *print,
                   bool *ret_fine, struct err *err) {
    struct repeat before;
    struct err    none = { .lang = request->lang };
    *ret_fine = true;
    if (!repeat_get(request->store, request->session->actor.user, request->idempotency_key, &before,
                    request->arena, &none)) {
        *ret_fine = none.code == ERR_ABSENT || err_code_set(err, none.code, "%s", none.text);
        return false;
    }
    if (strcmp(before.request, print) != 0) {
        problem(request, answer, 422, "key-used", "这个 Idempotency-Key 已经用在别的请求上了");
        return true;
    }
    answer->status = before.status;
    answer->json = before.body ? json_loads(before.body, 0, NULL) : NULL;
    answer->etag = *before.etag ? arena_strdup(request->arena, before.etag) : NULL;
    answer->location = *before.location ? arena_strdup(request->arena, before.location) : NULL;
    return true;
}

/* The answer as it is kept: but for a receipt's token, of which nothing but its hash is stored. */
static char *body_kept(const json_t *json) {
    json_t *kept = json ? json_deep_copy(json) : NULL;
    json_t *receipt = json_object_get(kept, "receipt");
    if (json_object_get(receipt, "token"))
        (void)json_object_set_new(receipt, "token", json_null());
    char *body = kept ? json_dumps(kept, JSON_COMPACT) : NULL;
    json_decref(kept);
    return body;
}

static bool keep(struct request *request, const struct answer *answer, const char *print,
                 struct err *err) {
    struct repeat repeat;
    record_init(&repeat_record, &repeat);
    char *body = body_kept(answer->json);
    repeat.user = request->session->actor.user;
    repeat.status = answer->status;
    repeat.body = body;
    bool done = TEXT_COPY(repeat.key, request->idempotency_key) &&
                        TEXT_COPY(repeat.request, print) &&
                        (!answer->etag || TEXT_COPY(repeat.etag, answer->etag)) &&
                        (!answer->location || TEXT_COPY(repeat.location, answer->location))
                    ? repeat_put(request->store, &repeat, err)
                    : err_code_set(err, ERR_INVALID, "Idempotency-Key 最多 %d 个字", REPEAT_KEY);
    free(body);
    return done;
}

/* Forget what the work has answered so far. */
static void answer_refused(struct request *request, struct answer *answer, const struct err *err) {
    json_decref(answer->json);
    *answer = (struct answer){ .status = 0 };
    if (err->code == ERR_ABSENT)
        problem_absent(request, answer);
    else
        problem_err(request, answer, err);
}

static void do_it(struct request *request, struct answer *answer, web_work *work, void *ctx,
                  bool keyed) {
    struct err err = { .lang = request->lang };
    char       print[TEXT_SIZE(64)];
    bool       fine = true;
    if (!store_begin(request->store, request->session->actor.login, &err)) {
        answer_refused(request, answer, &err);
        return;
    }
    if (keyed)
        print_of(request, print);
    if (keyed && replay(request, answer, print, &fine, &err)) {
        store_rollback(request->store);
        return;
    }
    if (fine && work(request, answer, ctx, &err) &&
        (!keyed || keep(request, answer, print, &err)) && store_commit(request->store, &err))
        return;
    store_rollback(request->store);
    if (*err.text)
        answer_refused(request, answer, &err);
}

void web_write(struct request *request, struct answer *answer, web_work *work, void *ctx) {
    do_it(request, answer, work, ctx, request->idempotency_key && request->method == HTTP_POST);
}

void web_look(struct request *request, struct answer *answer, web_work *work, void *ctx) {
    do_it(request, answer, work, ctx, false);
}
