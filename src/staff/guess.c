/* SPDX-License-Identifier: GPL-3.0-or-later
 * guess.c - the counter behind a PIN or four digits. Its row's id follows from what is guessed, so
 * there is one for each and finding it tells nothing. */
#include "staff/guess.h"

#include "staff/boot.h"

#include <string.h>

const struct guess_policy guess_strict = { GUESS_FREE, GUESS_DAY, 30000, 30 * 60000 };
const struct guess_policy guess_shared = { 10, 0, 5000, 60000 };

enum { SWEPT_AFTER_DAYS = 7 };

#define REC struct guess
static const struct field guess_fields[] = {
    { "what", TEXT(what), .label = N_("猜的是什么"), .flags = F_REQUIRED },
    { "failed", INT(failed), .label = N_("连着错"), .flags = F_REQUIRED, .max = 1000000 },
    { "today", INT(today), .label = N_("当天错"), .flags = F_REQUIRED, .max = 1000000 },
    { "day", DAY(day), .label = N_("日期"), .flags = F_INDEX },
    { "at", TIME(at), .label = N_("时间") },
    { "monotonic", TIME(monotonic), .label = N_("开机后") },
    { "boot", TEXT(boot), .label = N_("哪次开机") },
};
const struct record guess_record =
    RECORD("guess", N_("试错记录"), guess_fields, .flags = RECORD_LOCAL);
#undef REC

static bool guess_load(struct store *store, const char *what, struct guess *ret_guess,
                       bool *ret_there, struct err *err) {
    struct arena arena = { 0 };
    struct err   why = { .lang = err ? err->lang : LANG_ZH };
    row_id       id = id_derived("guess", what);
    *ret_there = store_get(store, &guess_record, id, ret_guess, &arena, &why);
    arena_deinit(&arena); /* a guess holds nothing there */
    if (*ret_there)
        return true;
    record_init(&guess_record, ret_guess);
    ret_guess->head.id = id;
    ret_guess->failed = ret_guess->today = 0;
    return why.code == ERR_ABSENT ? TEXT_COPY(ret_guess->what, what) ||
                                        err_code_set(err, ERR_INVALID, "“%s”太长", what)
                                  : err_code_set(err, why.code, "%s", why.text);
}

/* How long ago the last wrong one was. After a restart at least as long as the machine runs. */
static int64_t elapsed_ms(const struct guess *guess, const struct world *world, bool *ret_same) {
    int64_t now = world_monotonic_ms(world);
    *ret_same = strcmp(boot_id(world), guess->boot) == 0 && now >= guess->monotonic.ms;
    return *ret_same ? now - guess->monotonic.ms : now;
}

/* The next day begins by the calendar, and within one run of the machine only after as much time as
 * was left of the day: a clock put forward unlocks nothing. */
static bool day_over(const struct guess *guess, const struct world *world) {
    bool    same;
    int64_t elapsed = elapsed_ms(guess, world, &same);
    if (day_absent(guess->day) || world_today(world).n <= guess->day.n)
        return false;
    return !same || elapsed >= day_start((day){ guess->day.n + 1 }).ms - guess->at.ms;
}

/* When a wrong one is made, as its day goes: within one run of the machine by the monotonic clock.
 */
static time_ms time_of(const struct guess *guess, const struct world *world, bool fresh) {
    bool    same;
    int64_t elapsed = elapsed_ms(guess, world, &same);
    return fresh || !same ? world_now(world) : (time_ms){ guess->at.ms + elapsed };
}

static int64_t wait_after(const struct guess_policy *policy, int failed) {
    int64_t wait = failed < policy->free ? 0 : policy->wait_ms;
    for (int i = policy->free; i < failed && wait < policy->cap_ms; i++)
        wait *= 2;
    return wait < policy->cap_ms ? wait : policy->cap_ms;
}

static void answer_of(const struct guess *guess, const struct guess_policy *policy,
                      const struct world *world, struct guess_answer *ret_answer) {
    bool    same;
    int     today = day_over(guess, world) ? 0 : guess->today;
    int64_t left_of_day = day_start((day){ guess->day.n + 1 }).ms - world_now(world).ms;
    int64_t wait = wait_after(policy, guess->failed);
    *ret_answer = (struct guess_answer){ GUESS_WRONG, 0, policy->most ? policy->most - today : -1 };
    if (policy->most && today >= policy->most) {
        *ret_answer = (struct guess_answer){ GUESS_LOCKED, left_of_day > 0 ? left_of_day : 0, 0 };
    } else if (wait > 0) {
        wait -= elapsed_ms(guess, world, &same);
        ret_answer->wait_ms = wait > 0 ? wait : 0;
    }
}

bool guess_may(struct store *store, const char *what, const struct guess_policy *policy,
               struct guess_answer *ret_answer, struct err *err) {
    struct guess guess;
    bool         there;
    if (!guess_load(store, what, &guess, &there, err))
        return false;
    answer_of(&guess, policy, store_world(store), ret_answer);
    if (ret_answer->verdict == GUESS_WRONG && ret_answer->wait_ms > 0)
        ret_answer->verdict = GUESS_WAITING;
    return true;
}

static bool guess_save(struct store *store, struct guess *guess, bool there, struct err *err) {
    return there ? store_update(store, &guess_record, guess, err)
                 : store_insert(store, &guess_record, guess, err);
}

bool guess_count(struct store *store, const char *what, const struct guess_policy *policy,
                 bool right, struct guess_answer *ret_answer, struct err *err) {
    const struct world *world = store_world(store);
    struct guess        guess;
    bool                there;
    if (!guess_load(store, what, &guess, &there, err))
        return false;
    if (right) {
        bool waited = guess.failed > 0;
        guess.failed = 0;
        *ret_answer = (struct guess_answer){ GUESS_RIGHT, 0, -1 };
        return !waited || guess_save(store, &guess, there, err);
    }
    bool fresh = day_absent(guess.day) || day_over(&guess, world);
    guess.failed++;
    guess.today = fresh ? 1 : guess.today + 1;
    if (fresh)
        guess.day = world_today(world); /* a day that went back stays the later one */
    guess.at = time_of(&guess, world, fresh);
    guess.monotonic = (time_ms){ world_monotonic_ms(world) };
    (void)TEXT_COPY(guess.boot, boot_id(world)); /* fits */
    if (!guess_save(store, &guess, there, err))
        return false;
    answer_of(&guess, policy, world, ret_answer);
    return true;
}

bool guess_take(struct store *store, const char *what, const struct guess_policy *policy,
                bool *ret_may, struct guess_answer *ret_answer, struct err *err) {
    struct guess_answer answer;
    if (!guess_may(store, what, policy, &answer, err))
        return false;
    bool may = answer.verdict == GUESS_WRONG;
    if (may && !guess_count(store, what, policy, false, &answer, err))
        return false;
    *ret_may = may;
    *ret_answer = answer;
    return true;
}

bool guess_give_back(struct store *store, const char *what, struct err *err) {
    struct guess guess;
    bool         there;
    if (!guess_load(store, what, &guess, &there, err))
        return false;
    if (!there)
        return true;
    guess.failed = 0;
    guess.today -= guess.today > 0;
    return guess.today == 0 ? store_delete(store, &guess_record, guess.head.id, err)
                            : guess_save(store, &guess, there, err);
}

bool guess_forget(struct store *store, const char *what, struct err *err) {
    struct guess guess;
    bool         there;
    return guess_load(store, what, &guess, &there, err) &&
           (!there || store_delete(store, &guess_record, guess.head.id, err));
}

bool guess_sweep(struct store *store, struct err *err) {
    const struct value value = value_integer(world_today(store_world(store)).n - SWEPT_AFTER_DAYS);
    struct err         why = { .lang = err ? err->lang : LANG_ZH };
    row_id             id;
    while (store_find(store, "SELECT id FROM guess WHERE day < $1 ORDER BY id LIMIT 1", &value, 1,
                      &id, &why))
        if (!store_delete(store, &guess_record, id, err))
            return false;
    return why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
}
