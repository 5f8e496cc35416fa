/* SPDX-License-Identifier: GPL-3.0-or-later
 * cost.c - measuring: a first pass, then the least that is ever used, tell what more of them take,
 * since Argon2's time grows with passes × memory. So it is quick on any machine. */
#include "staff/cost.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

#define REC struct login_cost
static const struct field login_cost_fields[] = {
    { "passes", INT(passes), .label = N_("遍数"), .flags = F_REQUIRED, .min = 1, .max = 100 },
    { "memory_kb", INT(memory_kb), .label = N_("内存"), .unit = N_("KB"), .flags = F_REQUIRED,
      .min = 8, .max = 1 << 20 },
    { "counter_key", TEXT(key), .label = N_("盐"), .flags = F_REQUIRED | F_SECRET, .min = 64 },
    { "measured", TIME(measured), .label = N_("设定时间"), .flags = F_REQUIRED },
};
const struct record login_cost_record =
    RECORD("login_cost", N_("登录密码的代价"), login_cost_fields, .flags = RECORD_LOCAL);
#undef REC

/* --- hashing -------------------------------------------------------------------------------- */

static pthread_mutex_t hashing = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t waiting_lock = PTHREAD_MUTEX_INITIALIZER;
static int             waiting;

bool argon_enter(struct err *err) {
    (void)pthread_mutex_lock(&waiting_lock);
    bool room = waiting < HASHES_WAITING;
    waiting += room;
    (void)pthread_mutex_unlock(&waiting_lock);
    return room || err_code_set(err, ERR_BUSY, "同时登录的人太多，请过几秒再试");
}

void argon_leave(void) {
    (void)pthread_mutex_lock(&waiting_lock);
    waiting--;
    (void)pthread_mutex_unlock(&waiting_lock);
}

bool argon_hash(const char *text, const uint8_t salt[HASH_SALT], int passes, int memory_kb,
                uint8_t ret_hash[HASH_BYTES], struct err *err) {
    (void)pthread_mutex_lock(&hashing);
    int failed =
        crypto_pwhash(ret_hash, HASH_BYTES, text, strlen(text), salt, (unsigned long long)passes,
                      (size_t)memory_kb << 10, crypto_pwhash_ALG_ARGON2ID13);
    (void)pthread_mutex_unlock(&hashing);
    return failed == 0 || err_code_set(err, ERR_MEMORY, "内存不足，算不了密码");
}

/* --- measuring ------------------------------------------------------------------------------ */

/* How long so many passes take; -1: there is not that much memory. */
static int64_t passes_ms(const struct world *world, int passes, int memory_kb) {
    static const uint8_t salt[HASH_SALT] = { 0 };
    uint8_t              hash[HASH_BYTES];
    int64_t              from = world_monotonic_ms(world);
    return argon_hash("measure", salt, passes, memory_kb, hash, NULL)
               ? world_monotonic_ms(world) - from
               : -1;
}

/* The most memory of which COST_PASSES_LEAST passes are quick enough here; *ret_one: what the first
 * of them takes. */
static int memory_measured(const struct world *world, int64_t *ret_one) {
    static const int memories_kb[] = { COST_MEMORY_KB, 32 << 10 };
    for (size_t i = 0; i < sizeof(memories_kb) / sizeof(memories_kb[0]); i++) {
        *ret_one = passes_ms(world, 1, memories_kb[i]);
        if (*ret_one >= 0 && *ret_one * COST_PASSES_LEAST <= COST_MOST_MS)
            return memories_kb[i];
    }
    *ret_one = passes_ms(world, 1, COST_MEMORY_LEAST_KB);
    return COST_MEMORY_LEAST_KB;
}

static void cost_measured(const struct world *world, struct login_cost *cost) {
    int64_t one;
    cost->memory_kb = memory_measured(world, &one);
    cost->passes = cost->memory_kb == COST_MEMORY_LEAST_KB ? COST_PASSES_SMALL : COST_PASSES_LEAST;
    if (one < 0)
        return;
    /* The first pass also pays for the memory's pages; each further one is what grows. */
    int64_t least = passes_ms(world, cost->passes, cost->memory_kb);
    int64_t each = (least - one) / (cost->passes - 1);
    if (least < 0 || each <= 0 || least >= COST_GOAL_MS)
        return;
    int64_t passes = cost->passes + (COST_GOAL_MS - least) / each;
    cost->passes = (int)(passes < COST_PASSES_MOST ? passes : COST_PASSES_MOST);
}

static bool cost_load(struct store *store, struct login_cost *ret_cost, bool *ret_there,
                      struct err *err) {
    struct arena arena = { 0 };
    struct err   why = { .lang = err ? err->lang : LANG_ZH };
    *ret_there =
        store_get(store, &login_cost_record, id_derived("login_cost", ""), ret_cost, &arena, &why);
    arena_deinit(&arena); /* it holds nothing there */
    return *ret_there || why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
}

static bool cost_make(struct store *store, struct login_cost *cost, struct err *err) {
    struct world *world = store_world(store);
    uint8_t       key[32];
    record_init(&login_cost_record, cost);
    cost->head.id = id_derived("login_cost", "");
    world_random(world, key, sizeof(key));
    sodium_bin2hex(cost->key, sizeof(cost->key), key, sizeof(key));
    sodium_memzero(key, sizeof(key));
    cost_measured(world, cost);
    cost->measured = world_now(world);
    return store_insert(store, &login_cost_record, cost, err);
}

bool login_cost_get(struct store *store, struct login_cost *ret_cost, struct err *err) {
    struct login_cost cost;
    bool              there;
    if (!cost_load(store, &cost, &there, err) || (!there && !cost_make(store, &cost, err)))
        return false;
    *ret_cost = cost;
    return true;
}

bool login_measure(struct store *store, struct err *err) {
    struct login_cost cost;
    bool              done = login_cost_get(store, &cost, err);
    sodium_memzero(&cost, sizeof(cost));
    return done;
}
