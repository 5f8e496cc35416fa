/* SPDX-License-Identifier: GPL-3.0-or-later
 * leases.c - /api/NAME/{id}/lease and /api/NAME/next: having a matter in hand while one works on
 * it, and being handed one that nobody has. It is no state (flow/lease.h): it ends after ten
 * minutes. */
#include "flow/lease.h"

#include "web/records.h"
#include "web/write.h"

#include <string.h>

bool lease_free(struct request *request, struct answer *answer, row_id matter, struct err *err) {
    char holder[TEXT_SIZE(LEASE_HOLDER)];
    if (!lease_holder(request->store, matter, holder, err))
        return false;
    if (!*holder || strcmp(holder, request->session->actor.login) == 0)
        return true;
    problem(request, answer, 409, "in-hand", "这件事%s正在办，请等一等或办别的",
            user_shown(request->store, holder, request->arena));
    return false;
}

static json_t *held_json(struct request *request, row_id matter) {
    char id[ID_TEXT];
    id_format(matter, id);
    return json_pack("{s:s, s:s, s:i}", "id", id, "holder",
                     user_shown(request->store, request->session->actor.login, request->arena),
                     "seconds", LEASE_MS / 1000);
}

/* Whoever could do nothing with it does not keep others from it. */
static bool of_use(struct request *request, row_id matter, bool *ret_is, struct err *err) {
    const struct flow_by by = request_by(request);
    struct history       history;
    *ret_is = false;
    if (!flow_history(request->store, request->web->flows, matter, request->arena, &history, err))
        return false;
    for (const struct flow_step *step = history.flow->steps + 1; step->name; step++)
        *ret_is = *ret_is ||
                  ((step->from & FROM(history.fold.state)) && flow_by_may(&history, step, &by));
    return true;
}

static bool take_work(struct request *request, struct answer *answer, void *ctx, struct err *err) {
    const row_id *matter = ctx;
    bool          is;
    if (!of_use(request, *matter, &is, err) || !lease_free(request, answer, *matter, err))
        return false;
    if (!is) {
        problem(request, answer, 409, "not-now", "这件事现在没有您能办的步骤");
        return false;
    }
    answer->status = 201;
    answer->json = held_json(request, *matter);
    return lease_take(request->store, *matter, request->session->actor.login, NULL, err);
}

static bool give_work(struct request *request, struct answer *answer, void *ctx, struct err *err) {
    const row_id *matter = ctx;
    answer->status = 204;
    return lease_give(request->store, *matter, request->session->actor.login, err);
}

static bool next_work(struct request *request, struct answer *answer, void *ctx, struct err *err) {
    const struct flow_by by = request_by(request);
    row_id               matter;
    (void)ctx;
    if (!flow_next(request->store, request->web->flows, request_flow(request)->name, &by, &matter,
                   err))
        return false;
    answer->status = 201;
    answer->json = held_json(request, matter);
    return true;
}

static void of_row(struct request *request, struct answer *answer, web_work *work) {
    void *row;
    if (request_row(request, answer, request_record(request), &row))
        web_write(request, answer, work, &((struct record_head *)row)->id);
}

void lease_take_handle(struct request *request, struct answer *answer) {
    of_row(request, answer, take_work);
}

void lease_give_handle(struct request *request, struct answer *answer) {
    of_row(request, answer, give_work);
}

void next_handle(struct request *request, struct answer *answer) {
    web_write(request, answer, next_work, NULL);
}
