/* SPDX-License-Identifier: GPL-3.0-or-later
 * totp.c - the second factor by liboath. A step's code is accepted once: the newest step that was
 * is kept, and only later ones are taken, so that a clock put back accepts nothing again. */
#include "staff/totp.h"

#include "staff/password.h"

#include <liboath/oath.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define REC struct second_factor
static const struct field second_factor_fields[] = {
    { "secret", TEXT(secret), .label = N_("第二道密码"), .flags = F_SECRET },
    { "candidate", TEXT(candidate), .label = N_("待确认的第二道密码"), .flags = F_SECRET },
    { "used", INT(used), .label = N_("用过的最后一个"), .min = 0 },
};
const struct record second_factor_record =
    RECORD("second_factor", N_("第二道密码"), second_factor_fields, .flags = RECORD_LOCAL);
#undef REC

#define REC struct recovery_code
static const struct field recovery_code_fields[] = {
    { "staff_user", REF(user, &user_record), .label = N_("工作人员"),
      .flags = F_REQUIRED | F_INDEX },
    { "hash", TEXT(hash), .label = N_("密码校验"), .flags = F_REQUIRED | F_SECRET, .min = 64 },
};
const struct record recovery_code_record =
    RECORD("recovery_code", N_("备用码"), recovery_code_fields, .flags = RECORD_LOCAL);
#undef REC

enum { RECOVERY_LETTERS = RECOVERY_CODE - RECOVERY_CODE / 5, HASH_HEX = 65 };

static pthread_once_t oath_once = PTHREAD_ONCE_INIT;

static void oath_begin(void) {
    if (oath_init() != OATH_OK)
        bug("liboath does not start");
}

/* --- the code of a step --------------------------------------------------------------------- */

static bool secret_bytes(const char *hex, uint8_t out[TOTP_SECRET]) {
    size_t got = 0;
    return sodium_hex2bin(out, TOTP_SECRET, hex, strlen(hex), NULL, &got, NULL) == 0 &&
           got == TOTP_SECRET;
}

/* Which step near now has this code; INT_ABSENT: none. */
static int step_of_code(const struct world *world, const char *secret, const char *code) {
    uint8_t  bytes[TOTP_SECRET];
    uint64_t counter = 0;
    int64_t  now = world_now(world).ms / 1000;
    if (now < 0 || !secret_bytes(secret, bytes))
        return INT_ABSENT;
    (void)pthread_once(&oath_once, oath_begin); /* fails only for a bad control */
    int found = oath_totp_validate3((const char *)bytes, sizeof(bytes), (time_t)now, TOTP_STEP_S, 0,
                                    TOTP_WINDOW, NULL, &counter, code);
    sodium_memzero(bytes, sizeof(bytes));
    return found >= 0 && counter <= INT_MAX ? (int)counter : INT_ABSENT;
}

/* As people type it: 全角, spaces and dashes do not matter. "" when it can be no code. */
static void code_read(const char *given, char *out, size_t size) {
    struct arena arena = { 0 };
    const char  *folded =
        strlen(given) < 100 && text_valid(given, strlen(given)) ? text_fold(&arena, given) : NULL;
    size_t used = 0;
    for (const char *c = folded; c && *c; c++) {
        if (*c == '-')
            continue;
        if (used == size - 1) {
            used = 0;
            break;
        }
        out[used++] = *c;
    }
    out[used] = '\0';
    arena_deinit(&arena); /* wiped */
}

static bool is_totp(const char *code) {
    return strlen(code) == TOTP_DIGITS && code[strspn(code, "0123456789")] == '\0';
}

/* --- the row -------------------------------------------------------------------------------- */

static bool factor_load(struct store *store, row_id user, struct second_factor *ret_factor,
                        bool *ret_there, struct err *err) {
    struct arena arena = { 0 };
    struct err   why = { .lang = err ? err->lang : LANG_ZH };
    bool         there = store_get(store, &second_factor_record, user, ret_factor, &arena, &why);
    arena_deinit(&arena); /* it holds nothing there */
    if (!there && why.code != ERR_ABSENT)
        return err_code_set(err, why.code, "%s", why.text);
    if (!there) {
        record_init(&second_factor_record, ret_factor);
        ret_factor->head.id = user;
    }
    *ret_there = there;
    return true;
}

static bool factor_save(struct store *store, bool there, struct second_factor *factor,
                        struct err *err) {
    bool done = there ? store_update(store, &second_factor_record, factor, err)
                      : store_insert(store, &second_factor_record, factor, err);
    return done;
}

bool totp_in_force(struct store *store, row_id user, bool *ret_in_force, struct err *err) {
    struct second_factor factor;
    bool                 there;
    if (!factor_load(store, user, &factor, &there, err))
        return false;
    *ret_in_force = factor.secret[0] != '\0';
    sodium_memzero(&factor, sizeof(factor));
    return true;
}

/* --- enrolling ------------------------------------------------------------------------------ */

/* RFC 3986: all but the unreserved ones as %XX. */
static const char *percent(struct arena *arena, const char *text) {
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    static const char hex[] = "0123456789ABCDEF";
    char             *out = arena_alloc(arena, 3 * strlen(text) + 1);
    size_t            used = 0;
    for (; out && *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (strchr(plain, c)) {
            out[used++] = *text;
        } else {
            out[used++] = '%';
            out[used++] = hex[c >> 4];
            out[used++] = hex[c & 15];
        }
    }
    return out;
}

static const char *address_of(const uint8_t secret[TOTP_SECRET], const char *issuer,
                              const char *login, struct arena *arena) {
    char       *base32 = NULL;
    size_t      length = 0;
    const char *of = percent(arena, *issuer ? issuer : "Anju"), *address = NULL;
    const char *who = percent(arena, login);
    if (of && who &&
        oath_base32_encode((const char *)secret, TOTP_SECRET, &base32, &length) == OATH_OK)
        address = arena_printf(arena,
                               "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d"
                               "&period=%d",
                               of, who, base32, of, TOTP_DIGITS, TOTP_STEP_S);
    if (base32)
        sodium_memzero(base32, length);
    free(base32);
    return address;
}

bool totp_enrol(struct store *store, row_id user, const char *issuer, struct arena *arena,
                const char **ret_address, struct err *err) {
    struct second_factor factor;
    struct user          of;
    uint8_t              secret[TOTP_SECRET];
    bool                 there;
    if (!user_get(store, user, &of, arena, err) || !factor_load(store, user, &factor, &there, err))
        return false;
    world_random(store_world(store), secret, sizeof(secret));
    sodium_bin2hex(factor.candidate, sizeof(factor.candidate), secret, sizeof(secret));
    const char *address = address_of(secret, issuer, of.login, arena);
    bool        done = address ? factor_save(store, there, &factor, err)
                               : err_code_set(err, ERR_MEMORY, "内存不足");
    sodium_memzero(secret, sizeof(secret));
    sodium_memzero(&factor, sizeof(factor));
    if (done)
        *ret_address = address;
    return done;
}

/* --- recovery codes ------------------------------------------------------------------------- */

/* Of 79 random bits: a quick hash is enough. */
static void recovery_hash(row_id user, const char *letters, char out[HASH_HEX]) {
    uint8_t hash[32];
    /* Fails only for sizes out of range. */
    (void)crypto_generichash(hash, sizeof(hash), (const uint8_t *)letters, strlen(letters),
                             user.bytes, sizeof(user.bytes));
    sodium_bin2hex(out, HASH_HEX, hash, sizeof(hash));
}

static bool recovery_clear(struct store *store, row_id user, struct err *err) {
    const struct value value = value_id(&user);
    struct err         why = { .lang = err ? err->lang : LANG_ZH };
    row_id             id;
    while (store_find(store,
                      "SELECT id FROM recovery_code WHERE staff_user = $1 ORDER BY id LIMIT 1",
                      &value, 1, &id, &why))
        if (!store_delete(store, &recovery_code_record, id, err))
            return false;
    return why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
}

static bool recovery_make(struct store *store, row_id user, char *code, struct err *err) {
    struct recovery_code row;
    char                 letters[RECOVERY_LETTERS + 1];
    code_draw(store_world(store), code, RECOVERY_CODE);
    code_read(code, letters, sizeof(letters));
    record_init(&recovery_code_record, &row);
    row.user = user;
    recovery_hash(user, letters, row.hash);
    sodium_memzero(letters, sizeof(letters));
    return store_insert(store, &recovery_code_record, &row, err);
}

static bool recovery_use(struct store *store, row_id user, const char *letters, bool *ret_right,
                         struct err *err) {
    char         hash[HASH_HEX];
    struct value values[] = { value_id(&user), value_text(hash) };
    struct err   why = { .lang = err ? err->lang : LANG_ZH };
    row_id       id;
    recovery_hash(user, letters, hash);
    values[1] = value_text(hash);
    *ret_right = store_find(store,
                            "SELECT id FROM recovery_code WHERE staff_user = $1 AND hash = $2 "
                            "ORDER BY id",
                            values, 2, &id, &why);
    if (!*ret_right)
        return why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
    return store_delete(store, &recovery_code_record, id, err);
}

bool recovery_left(struct store *store, row_id user, size_t *ret_left, struct err *err) {
    const struct value value = value_id(&user);
    int64_t            left;
    if (!store_number(store, "SELECT count(*) FROM recovery_code WHERE staff_user = $1", &value, 1,
                      &left, err))
        return false;
    *ret_left = (size_t)left;
    return true;
}

bool totp_confirm(struct store *store, row_id user, const char *code, struct arena *arena,
                  const char *const **ret_recovery, struct err *err) {
    struct second_factor factor;
    char                 digits[TOTP_DIGITS + 1];
    bool                 there;
    const char         **recovery = ARENA_NEW_ARRAY(arena, RECOVERY_CODES + 1, const char *);
    char                *codes = arena_alloc(arena, (size_t)RECOVERY_CODES * RECOVERY_CODE);
    if (!recovery || !codes)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    if (!factor_load(store, user, &factor, &there, err))
        return false;
    code_read(code, digits, sizeof(digits));
    int  step = is_totp(digits) && *factor.candidate
                    ? step_of_code(store_world(store), factor.candidate, digits)
                    : INT_ABSENT;
    bool done =
        step != INT_ABSENT ||
        err_code_set(err, ERR_INVALID, "验证码不对：用手机上的验证器扫码，填上面显示的六位数字");
    if (done) {
        memcpy(factor.secret, factor.candidate, sizeof(factor.secret));
        sodium_memzero(factor.candidate, sizeof(factor.candidate));
        factor.used = step;
        done = factor_save(store, there, &factor, err) && recovery_clear(store, user, err);
    }
    for (int i = 0; done && i < RECOVERY_CODES; i++) {
        recovery[i] = codes + (size_t)i * RECOVERY_CODE;
        done = recovery_make(store, user, codes + (size_t)i * RECOVERY_CODE, err);
    }
    sodium_memzero(&factor, sizeof(factor));
    sodium_memzero(digits, sizeof(digits));
    if (done)
        *ret_recovery = recovery;
    return done;
}

/* --- trying --------------------------------------------------------------------------------- */

static bool code_right(struct store *store, struct second_factor *factor, const char *code,
                       bool *ret_right, struct err *err) {
    int step = step_of_code(store_world(store), factor->secret, code);
    *ret_right = step != INT_ABSENT && (factor->used == INT_ABSENT || step > factor->used);
    if (!*ret_right)
        return true;
    factor->used = step;
    return store_update(store, &second_factor_record, factor, err);
}

bool totp_right(struct store *store, row_id user, const char *code, bool *ret_right,
                struct err *err) {
    struct second_factor factor;
    char                 given[RECOVERY_LETTERS + 1];
    bool                 there, done = true;
    if (!factor_load(store, user, &factor, &there, err))
        return false;
    *ret_right = false;
    code_read(code, given, sizeof(given));
    if (!*factor.secret)
        done = true;
    else if (is_totp(given))
        done = code_right(store, &factor, given, ret_right, err);
    else if (strlen(given) == RECOVERY_LETTERS)
        done = recovery_use(store, user, given, ret_right, err);
    sodium_memzero(&factor, sizeof(factor));
    sodium_memzero(given, sizeof(given));
    return done;
}

bool totp_off(struct store *store, row_id user, struct err *err) {
    struct second_factor factor;
    bool                 there;
    if (!factor_load(store, user, &factor, &there, err))
        return false;
    sodium_memzero(&factor, sizeof(factor));
    return (!there || store_delete(store, &second_factor_record, user, err)) &&
           recovery_clear(store, user, err);
}
