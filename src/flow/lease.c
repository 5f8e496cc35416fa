/* SPDX-License-Identifier: GPL-3.0-or-later
 * lease.c - rows by matter. What another boot has left is over: the monotonic clock began anew. A
 * matter that has a row, over or not, is not in the queue (standing.queue): leases_sweep() puts it
 * back. */
#include "flow/lease.h"

#include "staff/boot.h"
#include "staff/user.h"

#include <string.h>

#define REC struct lease
static const struct field lease_fields[] = {
    { "holder", TEXT(holder), .label = N_("正在办的人"), .flags = F_REQUIRED | F_INDEX },
    { "boot", TEXT(boot), .label = N_("开机编号"), .flags = F_INDEX },
    { "until", TIME(until), .label = N_("到什么时候"), .flags = F_INDEX },
};
const struct record lease_record =
    RECORD("lease", N_("正在办"), lease_fields, .flags = RECORD_LOCAL);
#undef REC

static time_ms monotonic_now(struct store *store) {
    return (time_ms){ world_monotonic_ms(store_world(store)) };
}

/* Does it still hold? */
static bool lease_runs(struct store *store, const struct lease *lease) {
    return strcmp(lease->boot, boot_id(store_world(store))) == 0 &&
           lease->until.ms > monotonic_now(store).ms;
}

static bool lease_get(struct store *store, row_id matter, struct lease *ret_lease, bool *ret_there,
                      struct err *err) {
    struct arena arena = { 0 };
    struct err   why = { .lang = err ? err->lang : LANG_ZH };
    *ret_there = store_get(store, &lease_record, matter, ret_lease, &arena, &why);
    arena_deinit(&arena); /* it holds nothing there */
    return *ret_there || why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
}

bool lease_holder(struct store *store, row_id matter, char ret_holder[TEXT_SIZE(LEASE_HOLDER)],
                  struct err *err) {
    struct lease lease;
    bool         there;
    if (!lease_get(store, matter, &lease, &there, err))
        return false;
    ret_holder[0] = '\0';
    if (there && lease_runs(store, &lease))
        memcpy(ret_holder, lease.holder, sizeof(lease.holder));
    return true;
}

bool lease_busy(struct store *store, const char *holder, struct arena *arena, struct err *err) {
    const char *name = user_shown(store, holder, arena);
    return err_code_set(err, ERR_BUSY, "这件事%s正在办，请等一等或办别的", name ? name : holder);
}

static bool lease_put(struct store *store, struct lease *lease, bool there, const char *login,
                      struct err *err) {
    lease->until = (time_ms){ monotonic_now(store).ms + LEASE_MS };
    if (!TEXT_COPY(lease->holder, login) || !TEXT_COPY(lease->boot, boot_id(store_world(store))))
        return err_code_set(err, ERR_INVALID, "登录名最多 %d 个字", LEASE_HOLDER);
    return there ? store_update(store, &lease_record, lease, err)
                 : store_insert(store, &lease_record, lease, err) &&
                       standing_queue(store, lease->head.id, err);
}

bool lease_take(struct store *store, row_id matter, const char *login,
                char ret_holder[TEXT_SIZE(LEASE_HOLDER)], struct err *err) {
    struct lease lease;
    bool         there;
    if (!lease_get(store, matter, &lease, &there, err))
        return false;
    if (there && strcmp(lease.holder, login) != 0 && lease_runs(store, &lease)) {
        struct arena arena = { 0 };
        if (ret_holder)
            memcpy(ret_holder, lease.holder, sizeof(lease.holder));
        (void)lease_busy(store, lease.holder, &arena, err);
        arena_deinit(&arena);
        return false;
    }
    if (!there) {
        record_init(&lease_record, &lease);
        lease.head.id = matter;
    }
    return lease_put(store, &lease, there, login, err);
}

bool lease_renew(struct store *store, row_id matter, const char *login, struct err *err) {
    struct lease lease;
    bool         there;
    if (!lease_get(store, matter, &lease, &there, err))
        return false;
    return !there || strcmp(lease.holder, login) != 0 || lease_put(store, &lease, true, login, err);
}

static bool lease_drop(struct store *store, row_id matter, struct err *err) {
    return store_delete(store, &lease_record, matter, err) && standing_queue(store, matter, err);
}

bool lease_give(struct store *store, row_id matter, const char *login, struct err *err) {
    struct lease lease;
    bool         there;
    if (!lease_get(store, matter, &lease, &there, err))
        return false;
    return !there || strcmp(lease.holder, login) != 0 || lease_drop(store, matter, err);
}

/* All that a condition finds, one after the other. */
static bool leases_drop(struct store *store, const char *sql, const struct value *value,
                        struct err *err) {
    for (;;) {
        row_id     matter;
        struct err why = { .lang = err ? err->lang : LANG_ZH };
        if (!store_find(store, sql, value, 1, &matter, &why))
            return why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
        if (!lease_drop(store, matter, err))
            return false;
    }
}

bool leases_give_of(struct store *store, const char *login, struct err *err) {
    const struct value value = value_text(login);
    return leases_drop(store, "SELECT id FROM lease WHERE holder = $1 ORDER BY holder LIMIT 1",
                       &value, err);
}

bool leases_sweep(struct store *store, struct err *err) {
    const char        *boot = boot_id(store_world(store));
    const struct value now = value_integer(monotonic_now(store).ms), of_boot = value_text(boot);
    return leases_drop(store, "SELECT id FROM lease WHERE until <= $1 ORDER BY until LIMIT 1", &now,
                       err) &&
           leases_drop(store, "SELECT id FROM lease WHERE boot < $1 ORDER BY boot LIMIT 1",
                       &of_boot, err) &&
           leases_drop(store, "SELECT id FROM lease WHERE boot > $1 ORDER BY boot LIMIT 1",
                       &of_boot, err) &&
           (!*boot ||
            leases_drop(
                store, "SELECT id FROM lease WHERE boot IS NULL AND $1 <> '' ORDER BY boot LIMIT 1",
                &of_boot, err));
}
