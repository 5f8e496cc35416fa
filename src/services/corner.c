/* SPDX-License-Identifier: GPL-3.0-or-later
 * corner.c - the PIN of the staff corner. Six digits are few: what keeps them is the cost of a try
 * on the machine and the waits of guess.h, not the hash alone (whoever has the database's file can
 * try all of them at leisure). */
#include "services/corner.h"

#include "staff/cost.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { SALT = HASH_SALT, HASH = HASH_BYTES };
#define CORNER "corner"

_Static_assert(SALT == 16, "32 hexadecimal characters");

#define REC struct corner
static const struct field corner_fields[] = {
    { "salt", TEXT(salt), .label = N_("盐"), .flags = F_REQUIRED | F_SECRET, .min = 32 },
    { "hash", TEXT(hash), .label = N_("密码校验"), .flags = F_REQUIRED | F_SECRET, .min = 64 },
    { "passes", INT(passes), .label = N_("遍数"), .flags = F_REQUIRED, .min = 1, .max = 100 },
    { "memory_kb", INT(memory_kb), .label = N_("内存"), .unit = N_("KB"), .flags = F_REQUIRED,
      .min = 8, .max = 1 << 20 },
    { "made", TIME(made), .label = N_("设定时间"), .flags = F_REQUIRED },
};
const struct record corner_record =
    RECORD("corner", N_("工作人员密码"), corner_fields, .flags = RECORD_LOCAL);
#undef REC

static bool corner_load(struct store *store, struct corner *ret_corner, bool *ret_there,
                        struct err *err) {
    struct arena arena = { 0 };
    struct err   why = { .lang = err ? err->lang : LANG_ZH };
    *ret_there = store_get(store, &corner_record, id_derived(CORNER, ""), ret_corner, &arena, &why);
    arena_deinit(&arena); /* it holds nothing there */
    return *ret_there || why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
}

bool corner_pin_exists(struct store *store, bool *ret_exists, struct err *err) {
    struct corner corner;
    bool          done = corner_load(store, &corner, ret_exists, err);
    sodium_memzero(&corner, sizeof(corner));
    return done;
}

/* Six digits, each as likely. */
static void pin_draw(struct world *world, char out[CORNER_PIN + 1]) {
    enum { ALL = 1000000 };
    const uint32_t most = UINT32_MAX - UINT32_MAX % ALL;
    uint32_t       drawn;
    do
        world_random(world, &drawn, sizeof(drawn));
    while (drawn >= most);
    (void)snprintf(out, CORNER_PIN + 1, "%0*u", CORNER_PIN, (unsigned)(drawn % ALL)); /* fits */
}

bool corner_pin_make(struct store *store, char ret_pin[CORNER_PIN + 1], struct err *err) {
    struct world     *world = store_world(store);
    struct corner     corner, before;
    struct login_cost cost;
    uint8_t           salt[SALT], hash[HASH];
    char              pin[CORNER_PIN + 1];
    bool              there;
    if (!corner_load(store, &before, &there, err) || !login_cost_get(store, &cost, err))
        return false;
    record_init(&corner_record, &corner);
    corner.head.id = id_derived(CORNER, "");
    if (there)
        corner.head = before.head;
    pin_draw(world, pin);
    world_random(world, salt, sizeof(salt));
    corner.passes = cost.passes;
    corner.memory_kb = cost.memory_kb;
    sodium_memzero(&cost, sizeof(cost));
    bool done = argon_hash(pin, salt, corner.passes, corner.memory_kb, hash, err);
    if (done) {
        sodium_bin2hex(corner.salt, sizeof(corner.salt), salt, sizeof(salt));
        sodium_bin2hex(corner.hash, sizeof(corner.hash), hash, sizeof(hash));
        corner.made = world_now(world);
        done = (there ? store_update(store, &corner_record, &corner, err)
                      : store_insert(store, &corner_record, &corner, err)) &&
               guess_forget(store, CORNER, err);
    }
    if (done)
        memcpy(ret_pin, pin, sizeof(pin));
    sodium_memzero(pin, sizeof(pin));
    sodium_memzero(hash, sizeof(hash));
    sodium_memzero(&corner, sizeof(corner));
    sodium_memzero(&before, sizeof(before));
    return done;
}

static bool pin_right(const struct corner *corner, const char *pin, bool *ret_right,
                      struct err *err) {
    uint8_t salt[SALT], kept[HASH], hash[HASH];
    size_t  salt_size = 0, kept_size = 0;
    if (sodium_hex2bin(salt, sizeof(salt), corner->salt, strlen(corner->salt), NULL, &salt_size,
                       NULL) != 0 ||
        sodium_hex2bin(kept, sizeof(kept), corner->hash, strlen(corner->hash), NULL, &kept_size,
                       NULL) != 0 ||
        salt_size != sizeof(salt) || kept_size != sizeof(kept))
        return err_code_set(err, ERR_DAMAGED, "工作人员密码已损坏，请用 anju pin 重设");
    if (!argon_hash(pin, salt, corner->passes, corner->memory_kb, hash, err))
        return false;
    *ret_right = sodium_memcmp(hash, kept, sizeof(hash)) == 0;
    sodium_memzero(kept, sizeof(kept));
    sodium_memzero(hash, sizeof(hash));
    return true;
}

bool corner_pin_check(struct store *store, const char *pin, struct guess_answer *ret_answer,
                      struct err *err) {
    struct corner       corner;
    struct guess_answer answer;
    bool                there, right = false;
    if (!corner_load(store, &corner, &there, err))
        return false;
    if (!there)
        return err_code_set(err, ERR_ABSENT, "还没有工作人员密码，请在这台机器上运行 anju pin");
    bool done = guess_may(store, CORNER, &guess_strict, &answer, err);
    if (done && answer.verdict == GUESS_WRONG)
        done = pin_right(&corner, pin, &right, err) &&
               guess_count(store, CORNER, &guess_strict, right, &answer, err);
    sodium_memzero(&corner, sizeof(corner));
    if (done)
        *ret_answer = answer;
    return done;
}

bool corner_try(struct store *store, void *data, struct err *err) {
    struct corner_try *attempt = data;
    bool               done = corner_pin_check(store, attempt->pin, &attempt->answer, err);
    sodium_memzero(attempt->pin, sizeof(attempt->pin));
    return done;
}
