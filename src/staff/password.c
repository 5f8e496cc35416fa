/* SPDX-License-Identifier: GPL-3.0-or-later
 * password.c - passwords set and tried. What was typed is never copied but where it is wiped. */
#include "staff/password.h"

#include "base/file.h"
#include "staff/session.h"

#include <sodium.h>
#include <string.h>

enum { DIFFERENT_LEAST = 5, LOGIN_CONTAINED = 3, NAME_CONTAINED = 2, COMMON_MOST = 1 << 20 };
#define COMMON_FILE "config/passwords.txt"

_Static_assert(crypto_pwhash_SALTBYTES == HASH_SALT, "32 hexadecimal characters");

#define REC struct credential
static const struct field credential_fields[] = {
    { "salt", TEXT(salt), .label = N_("盐"), .flags = F_REQUIRED | F_SECRET, .min = 32 },
    { "hash", TEXT(hash), .label = N_("密码校验"), .flags = F_REQUIRED | F_SECRET, .min = 64 },
    { "passes", INT(passes), .label = N_("遍数"), .flags = F_REQUIRED, .min = 1, .max = 100 },
    { "memory_kb", INT(memory_kb), .label = N_("内存"), .unit = N_("KB"), .flags = F_REQUIRED,
      .min = 8, .max = 1 << 20 },
    { "must_change", BOOL(must_change), .label = N_("要先改密码") },
    { "times", INT(times), .label = N_("第几个密码"), .flags = F_REQUIRED, .min = 1 },
};
const struct record credential_record =
    RECORD("credential", N_("登录密码"), credential_fields, .flags = RECORD_LOCAL);
#undef REC

/* --- good enough? --------------------------------------------------------------------------- */

static bool common(struct arena *arena, const char *folded, bool *ret_common, struct err *err) {
    char  *bytes, *rest;
    size_t length;
    if (!file_read(arena, share_path(arena, COMMON_FILE), COMMON_MOST, &bytes, &length, err))
        return false;
    *ret_common = false;
    for (char *line = strtok_r(bytes, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        *ret_common |= *line != '#' && strcmp(line, folded) == 0;
    return true;
}

static int different(const char *text) {
    uint32_t c, seen[DIFFERENT_LEAST];
    int      count = 0;
    for (size_t n; count < DIFFERENT_LEAST && (n = text_decode(text, strlen(text), &c)) > 0;
         text += n) {
        int i = 0;
        while (i < count && seen[i] != c)
            i++;
        if (i == count)
            seen[count++] = c;
    }
    return count;
}

static bool contains(struct arena *arena, const char *folded, const char *part, size_t least) {
    const char *of = text_fold(arena, part);
    return of && text_characters(of) >= least && strstr(folded, of) != NULL;
}

bool password_check(const struct user *user, const char *password, struct err *err) {
    struct arena arena = { 0 };
    bool         is_common = false, good = false;
    if (!text_valid(password, strlen(password)))
        return err_code_set(err, ERR_INVALID, "密码里有不合规的字符");
    size_t      length = text_characters(password);
    const char *folded = text_fold(&arena, password);
    if (length < PASSWORD_LEAST || length > PASSWORD_MOST)
        (void)err_code_set(err, ERR_INVALID, "密码要 %d 到 %d 个字符，现在是 %zu 个",
                           PASSWORD_LEAST, PASSWORD_MOST, length);
    else if (!folded)
        (void)err_code_set(err, ERR_MEMORY, "内存不足");
    else if (different(password) < DIFFERENT_LEAST)
        (void)err_code_set(err, ERR_INVALID, "密码里至少要有 %d 个不同的字符", DIFFERENT_LEAST);
    else if (contains(&arena, folded, user->login, LOGIN_CONTAINED) ||
             contains(&arena, folded, user->name, NAME_CONTAINED))
        (void)err_code_set(err, ERR_INVALID, "密码里不能有自己的登录名或姓名");
    else if (common(&arena, folded, &is_common, err))
        good = !is_common || err_code_set(err, ERR_INVALID, "这个密码太常见，别人一猜就中");
    arena_deinit(&arena); /* wiped */
    return good;
}

/* --- setting -------------------------------------------------------------------------------- */

bool credential_get(struct store *store, row_id user, struct credential *ret_credential,
                    bool *ret_there, struct err *err) {
    struct arena arena = { 0 };
    struct err   why = { .lang = err ? err->lang : LANG_ZH };
    bool         there = store_get(store, &credential_record, user, ret_credential, &arena, &why);
    arena_deinit(&arena); /* it holds nothing there */
    if (!there && why.code != ERR_ABSENT)
        return err_code_set(err, why.code, "%s", why.text);
    *ret_there = there;
    return true;
}

static bool credential_hash(struct world *world, struct credential *credential,
                            const struct login_cost *cost, const char *password, struct err *err) {
    uint8_t salt[HASH_SALT], hash[HASH_BYTES];
    world_random(world, salt, sizeof(salt));
    credential->passes = cost->passes;
    credential->memory_kb = cost->memory_kb;
    if (!argon_hash(password, salt, credential->passes, credential->memory_kb, hash, err))
        return false;
    sodium_bin2hex(credential->salt, sizeof(credential->salt), salt, sizeof(salt));
    sodium_bin2hex(credential->hash, sizeof(credential->hash), hash, sizeof(hash));
    sodium_memzero(hash, sizeof(hash));
    return true;
}

static bool credential_put(struct store *store, row_id user, const struct login_cost *cost,
                           const char *password, bool must_change, struct err *err) {
    struct credential credential;
    bool              there;
    if (!credential_get(store, user, &credential, &there, err))
        return false;
    if (!there) {
        record_init(&credential_record, &credential);
        credential.head.id = user;
        credential.times = 0;
    }
    credential.must_change = must_change;
    credential.times++;
    bool done = credential_hash(store_world(store), &credential, cost, password, err) &&
                (there ? store_update(store, &credential_record, &credential, err)
                       : store_insert(store, &credential_record, &credential, err));
    sodium_memzero(&credential, sizeof(credential));
    return done;
}

/* Who set it, and when, stands in the journal; what it is stands nowhere. */
static bool user_stamp(struct store *store, struct user *user, struct err *err) {
    user->password_at = world_now(store_world(store));
    return store_update(store, &user_record, user, err);
}

static bool password_put(struct store *store, row_id id, const char *password, bool must_change,
                         row_id but, struct err *err) {
    struct arena      arena = { 0 };
    struct user       user;
    struct login_cost cost;
    bool done = user_get(store, id, &user, &arena, err) && password_check(&user, password, err) &&
                login_cost_get(store, &cost, err) &&
                credential_put(store, id, &cost, password, must_change, err) &&
                user_stamp(store, &user, err) && sessions_end_others(store, id, but, err);
    sodium_memzero(&cost, sizeof(cost));
    arena_deinit(&arena);
    return done;
}

bool password_set(struct store *store, row_id id, const char *password, bool must_change,
                  struct err *err) {
    return password_put(store, id, password, must_change, ID_ABSENT, err);
}

bool password_replace(struct store *store, row_id id, const char *password, row_id session,
                      struct err *err) {
    return password_put(store, id, password, false, session, err);
}

void code_draw(struct world *world, char *out, size_t size) {
    static const char letters[] = "23456789abcdefghjkmnpqrstuvwxyz"; /* 31: no 0 o 1 i l */
    for (size_t i = 0; i < size - 1; i++) {
        uint8_t drawn;
        do
            world_random(world, &drawn, 1);
        while (drawn >= 248); /* 8 × 31: each as likely */
        out[i] = i % 5 == 4 ? '-' : letters[drawn % 31];
    }
    out[size - 1] = '\0';
}

bool password_first(struct store *store, row_id user, char ret_password[PASSWORD_FIRST],
                    struct err *err) {
    char password[PASSWORD_FIRST];
    do
        code_draw(store_world(store), password, sizeof(password));
    while (different(password) < DIFFERENT_LEAST);
    bool done = password_set(store, user, password, true, err);
    if (done)
        memcpy(ret_password, password, sizeof(password));
    sodium_memzero(password, sizeof(password));
    return done;
}

/* --- trying --------------------------------------------------------------------------------- */

static bool hex_read(uint8_t *out, size_t size, const char *hex) {
    size_t got = 0;
    return sodium_hex2bin(out, size, hex, strlen(hex), NULL, &got, NULL) == 0 && got == size;
}

bool password_right(const struct credential *credential, const struct login_cost *cost,
                    const char *password, bool *ret_right, struct err *err) {
    uint8_t salt[HASH_SALT] = { 0 }, kept[HASH_BYTES] = { 0 }, hash[HASH_BYTES];
    int     passes = credential ? credential->passes : cost->passes;
    int     memory_kb = credential ? credential->memory_kb : cost->memory_kb;
    if (credential && (!hex_read(salt, sizeof(salt), credential->salt) ||
                       !hex_read(kept, sizeof(kept), credential->hash)))
        return err_code_set(err, ERR_DAMAGED, "登录密码已损坏，请用 anju user reset 重设");
    if (!argon_hash(password, salt, passes, memory_kb, hash, err))
        return false;
    bool same = sodium_memcmp(hash, kept, sizeof(hash)) == 0;
    *ret_right = same && credential;
    sodium_memzero(kept, sizeof(kept));
    sodium_memzero(hash, sizeof(hash));
    return true;
}

bool password_renew(struct store *store, const struct credential *credential,
                    const struct login_cost *cost, const char *password, struct err *err) {
    struct credential renewed = *credential;
    if (credential->passes == cost->passes && credential->memory_kb == cost->memory_kb)
        return true;
    bool done = credential_hash(store_world(store), &renewed, cost, password, err) &&
                store_update(store, &credential_record, &renewed, err);
    sodium_memzero(&renewed, sizeof(renewed));
    return done;
}
