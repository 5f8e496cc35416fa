/* SPDX-License-Identifier: GPL-3.0-or-later
 * repeat.c - rows by user and key. */
#include "staff/repeat.h"

#include "staff/user.h"

enum { KEPT_MS = 24 * 60 * 60 * 1000, SWEPT = 100 /* rows at a time */ };

#define REC struct repeat
static const struct field repeat_fields[] = {
    { "staff_user", REF(user, &user_record), .label = N_("工作人员"), .flags = F_REQUIRED },
    { "request_key", TEXT(key), .label = N_("请求的编号"), .flags = F_REQUIRED | F_INDEX },
    { "request", TEXT(request), .label = N_("请求的指纹"), .flags = F_REQUIRED },
    { "status", INT(status), .label = N_("结果"), .flags = F_REQUIRED, .max = 599 },
    { "location", TEXT(location), .label = N_("地址") },
    { "etag", TEXT(etag), .label = N_("版本") },
    { "body", LONG_TEXT(body), .label = N_("回答"), .flags = F_PERSONAL, .max = REPEAT_BODY },
    { "at", TIME(at), .label = N_("时间"), .flags = F_REQUIRED | F_INDEX },
};
const struct record repeat_record =
    RECORD("repeat", N_("做过的请求"), repeat_fields, .flags = RECORD_LOCAL);
#undef REC

/* Those of yesterday; also those of a time to come, which a clock set back leaves. */
static bool sweep(struct store *store, int64_t now_ms, struct err *err) {
    const struct value bounds[] = { value_integer(now_ms - KEPT_MS),
                                    value_integer(now_ms + KEPT_MS) };
    struct arena       arena = { 0 };
    struct query      *query;
    struct repeat      row;
    row_id             old[SWEPT];
    size_t             count = 0;
    if (!query_open(&query, store, &repeat_record, "WHERE at < $1 OR at > $2 LIMIT 100", bounds, 2,
                    err))
        return false;
    while (count < SWEPT && query_next(query, &row, &arena))
        old[count++] = row.head.id;
    arena_deinit(&arena);
    if (!query_close(query, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!store_delete(store, &repeat_record, old[i], err))
            return false;
    return true;
}

bool repeat_get(struct store *store, row_id user, const char *key, struct repeat *ret_repeat,
                struct arena *arena, struct err *err) {
    const struct value values[] = { value_id(&user), value_text(key),
                                    value_integer(world_now(store_world(store)).ms - KEPT_MS) };
    struct query      *query;
    if (!query_open(&query, store, &repeat_record,
                    "WHERE staff_user = $1 AND request_key = $2 AND at >= $3", values, 3, err))
        return false;
    bool found = query_next(query, ret_repeat, arena);
    return query_close(query, err) && (found || err_code_set(err, ERR_ABSENT, "没有找到"));
}

bool repeat_put(struct store *store, struct repeat *repeat, struct err *err) {
    repeat->at = world_now(store_world(store));
    return sweep(store, repeat->at.ms, err) && store_insert(store, &repeat_record, repeat, err);
}
