/* SPDX-License-Identifier: GPL-3.0-or-later
 * session.c - sessions as rows, opened by the hash of their token, held against both clocks and
 * against what their user is now. */
#include "staff/session.h"

#include "staff/password.h"
#include "staff/totp.h"
#include "staff/watch.h"

#include <sodium.h>
#include <string.h>

enum { TOKEN_BYTES = 32, TOKEN_HEX = 65 };
_Static_assert(sodium_base64_ENCODED_LEN(TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING) ==
                   SESSION_TOKEN,
               "a token is 43 characters");

#define REC struct login_session
static const struct field login_session_fields[] = {
    { "token", TEXT(token), .label = N_("登录凭证"), .flags = F_REQUIRED | F_SECRET | F_INDEX,
      .min = 64 },
    { "staff_user", REF(user, &user_record), .label = N_("工作人员"),
      .flags = F_REQUIRED | F_INDEX },
    { "address", TEXT(address), .label = N_("从哪里登录") },
    { "started", TIME(started), .label = N_("登录时间"), .flags = F_REQUIRED },
    { "seen", TIME(seen), .label = N_("最近使用"), .flags = F_REQUIRED },
    { "started_monotonic", TIME(started_monotonic), .label = N_("登录时开机后") },
    { "seen_monotonic", TIME(seen_monotonic), .label = N_("最近使用时开机后") },
    { "boot", TEXT(boot), .label = N_("哪次开机") },
    { "roles", INT(roles), .label = N_("登录时的角色"), .flags = F_REQUIRED },
    { "password", INT(password), .label = N_("登录时的密码"), .flags = F_REQUIRED },
    { "outside", BOOL(outside), .label = N_("登录时是外部审核员") },
    { "unit", TEXT(unit), .label = N_("登录时的单位") },
};
const struct record login_session_record =
    RECORD("login_session", N_("登录"), login_session_fields, .flags = RECORD_LOCAL);
#undef REC

/* --- tokens --------------------------------------------------------------------------------- */

static bool token_bytes(const char *token, uint8_t out[TOKEN_BYTES]) {
    size_t length = strnlen(token, SESSION_TOKEN), got = 0;
    return length == SESSION_TOKEN - 1 &&
           sodium_base642bin(out, TOKEN_BYTES, token, length, NULL, &got, NULL,
                             sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
           got == TOKEN_BYTES;
}

static void token_text(const uint8_t bytes[TOKEN_BYTES], char out[SESSION_TOKEN]) {
    (void)sodium_bin2base64(out, SESSION_TOKEN, bytes, TOKEN_BYTES,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static void token_hash(const uint8_t bytes[TOKEN_BYTES], char out[TOKEN_HEX]) {
    uint8_t hash[32];
    /* Fails only for sizes out of range. */
    (void)crypto_generichash(hash, sizeof(hash), bytes, TOKEN_BYTES, NULL, 0);
    sodium_bin2hex(out, TOKEN_HEX, hash, sizeof(hash));
}

/* Whoever has the token has it, and nobody else; nothing is stored. */
void session_csrf(const char *token, char ret_csrf[SESSION_TOKEN]) {
    static const uint8_t what[] = "anju csrf 1";
    uint8_t              bytes[TOKEN_BYTES], mark[TOKEN_BYTES];
    *ret_csrf = '\0';
    if (token_bytes(token, bytes)) {
        (void)crypto_generichash(mark, sizeof(mark), what, sizeof(what) - 1, bytes, sizeof(bytes));
        token_text(mark, ret_csrf);
    }
    sodium_memzero(bytes, sizeof(bytes));
}

/* --- does it go on? ------------------------------------------------------------------------- */

/* A row held against the clocks. */
struct holding {
    const struct login_session *row;
    const struct world         *world;
    int64_t                     left; /* of its 8 hours */
    struct watched              last; /* use before this one */
};

static int64_t longer(int64_t a, int64_t b) {
    return a > b ? a : b;
}

static bool holds(const struct watched *last, void *context) {
    struct holding             *holding = context;
    const struct login_session *row = holding->row;
    int64_t                     now = world_now(holding->world).ms;
    int64_t                     monotonic = world_monotonic_ms(holding->world);
    int64_t                     idle = longer(now - last->wall, monotonic - last->monotonic);
    int64_t whole = longer(now - row->started.ms, monotonic - row->started_monotonic.ms);
    holding->last = *last;
    holding->left = SESSION_MOST_MS - whole;
    /* Monotonic times of another boot do not compare; one that went back is of another boot. */
    return strcmp(row->boot, boot_id(holding->world)) == 0 && monotonic >= row->seen_monotonic.ms &&
           idle < SESSION_IDLE_MS && holding->left > 0;
}

static bool row_holds(struct session_watch *watch, const struct login_session *row,
                      const struct world *world, bool use, struct holding *ret_holding) {
    const struct watched saved = { row->head.id, row->seen.ms, row->seen_monotonic.ms, false };
    *ret_holding = (struct holding){ .row = row, .world = world };
    return watch_ask(watch, &saved, world, use, holds, ret_holding);
}

/* Is the user still the one who came in? */
static bool user_holds(const struct login_session *row, const struct user *user,
                       const struct credential *credential) {
    return !user->disabled && row->roles == (int)user_roles(user) &&
           row->outside == user->outside && strcmp(row->unit, user->unit) == 0 &&
           row->password == credential->times;
}

/* What the row's user is now, and whether that is still the one who came in. */
static bool user_load(struct store *store, const struct login_session *row, struct arena *arena,
                      struct user *ret_user, bool *ret_must_change, bool *ret_holds,
                      struct err *err) {
    struct credential credential;
    struct err        why = { .lang = err ? err->lang : LANG_ZH };
    bool              there = false;
    *ret_holds = false;
    if (!user_get(store, row->user, ret_user, arena, &why))
        return why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
    if (!credential_get(store, row->user, &credential, &there, err))
        return false;
    *ret_holds = there && user_holds(row, ret_user, &credential);
    *ret_must_change = there && credential.must_change;
    sodium_memzero(&credential, sizeof(credential));
    return true;
}

static bool ended(struct err *err) {
    return err_code_set(err, ERR_ABSENT, "还没有登录，或者登录已经过期");
}

static bool session_row_get(struct store *store, const char hash[TOKEN_HEX],
                            struct login_session *ret_row, struct err *err) {
    const struct value value = value_text(hash);
    struct arena       arena = { 0 };
    struct query      *query;
    if (!query_open(&query, store, &login_session_record, "WHERE token = $1 ORDER BY id", &value, 1,
                    err))
        return false;
    bool there = query_next(query, ret_row, &arena);
    bool done = query_close(query, err);
    arena_deinit(&arena); /* it holds nothing there */
    return done && (there || ended(err));
}

/* All that rows say of a token. What is committed while it is read is not in the version that it is
 * kept under, and so is read anew. */
static bool known_read(struct store *store, const char hash[TOKEN_HEX], struct known *known,
                       struct err *err) {
    struct user  user;
    struct arena arena = { 0 };
    bool         user_is = false, enrolled = true;
    known->version = store_data_version(store);
    bool done =
        session_row_get(store, hash, &known->row, err) &&
        user_load(store, &known->row, &arena, &user, &known->session.must_change, &user_is, err) &&
        (user_is || ended(err));
    if (done && (user_roles(&user) & ROLE(ROLE_ADMINISTRATOR)))
        done = totp_in_force(store, known->row.user, &enrolled, err);
    if (done) {
        user_actor(&user, &known->session.actor);
        known->session.id = known->row.head.id;
        known->session.must_enrol = !enrolled;
        known->session.started = known->row.started;
    }
    arena_deinit(&arena);
    return done;
}

bool session_open(struct store *store, struct session_watch *watch, const char *token,
                  struct session *ret_session, struct err *err) {
    struct known   known = { 0 };
    struct holding holding;
    uint8_t        bytes[TOKEN_BYTES];
    char           hash[TOKEN_HEX];
    if (!token_bytes(token, bytes))
        return ended(err);
    token_hash(bytes, hash);
    sodium_memzero(bytes, sizeof(bytes));
    if (!watch_recall(watch, hash, store_data_version(store), &known)) {
        if (!known_read(store, hash, &known, err))
            return false;
        watch_keep(watch, &known);
    }
    if (!row_holds(watch, &known.row, store_world(store), watch != NULL, &holding))
        return ended(err);
    *ret_session = known.session;
    ret_session->seen = (time_ms){ holding.last.wall };
    ret_session->expires = (time_ms){ world_now(store_world(store)).ms + holding.left };
    session_csrf(token, ret_session->csrf);
    return true;
}

/* Of a row that was read: by the clocks and by its user. */
static bool row_alive(struct store *store, struct session_watch *watch,
                      const struct login_session *row, struct holding *ret_holding,
                      struct user *ret_user, bool *ret_alive, struct err *err) {
    struct arena arena = { 0 };
    bool         must_change, user_is = false;
    bool         done = user_load(store, row, &arena, ret_user, &must_change, &user_is, err);
    arena_deinit(&arena);
    *ret_alive = row_holds(watch, row, store_world(store), false, ret_holding) && user_is;
    return done;
}

bool session_alive(struct store *store, struct session_watch *watch, row_id session,
                   bool *ret_alive, struct err *err) {
    struct login_session row;
    struct holding       holding;
    struct user          user;
    struct arena         arena = { 0 };
    struct err           why = { .lang = err ? err->lang : LANG_ZH };
    bool there = store_get(store, &login_session_record, session, &row, &arena, &why);
    arena_deinit(&arena);
    *ret_alive = false;
    if (!there)
        return why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
    return row_alive(store, watch, &row, &holding, &user, ret_alive, err);
}

/* --- lists ---------------------------------------------------------------------------------- */

/* All rows, or those of one user, oldest first; in the arena. */
static bool rows_read(struct store *store, row_id user, struct arena *arena,
                      struct login_session **ret_rows, size_t *ret_count, struct err *err) {
    const struct value   value = value_id(&user);
    bool                 all = id_absent(user);
    struct login_session row, *rows = NULL;
    struct query        *query;
    size_t               count = 0, room = 0;
    bool                 memory = true;
    if (!query_open(&query, store, &login_session_record,
                    all ? "ORDER BY id" : "WHERE staff_user = $1 ORDER BY id", &value, !all, err))
        return false;
    while (memory && query_next(query, &row, arena)) {
        if (count == room) {
            room = room ? 2 * room : 16;
            rows = arena_grow(arena, rows, count * sizeof(row), room * sizeof(row));
            memory = rows != NULL;
        }
        if (memory)
            rows[count++] = row;
    }
    if (!query_close(query, err))
        return false;
    *ret_rows = rows;
    *ret_count = count;
    return memory || err_code_set(err, ERR_MEMORY, "内存不足");
}

bool sessions_of(struct store *store, struct session_watch *watch, row_id user,
                 struct session_row *out, size_t room, size_t *ret_count, struct err *err) {
    struct arena          arena = { 0 };
    struct login_session *rows;
    size_t                count, told = 0;
    bool                  done = rows_read(store, user, &arena, &rows, &count, err);
    for (size_t i = done ? count : 0; done && i > 0 && told < room; i--) {
        const struct login_session *row = &rows[i - 1];
        struct holding              holding;
        struct user                 of;
        bool                        alive;
        done = row_alive(store, watch, row, &holding, &of, &alive, err);
        if (!done || !alive)
            continue;
        struct session_row *to = &out[told++];
        *to = (struct session_row){ .id = row->head.id,
                                    .user = row->user,
                                    .started = row->started,
                                    .seen = { holding.last.wall } };
        (void)TEXT_COPY(to->login, of.login); /* of the same size */
        (void)TEXT_COPY(to->address, row->address);
    }
    arena_deinit(&arena);
    if (done)
        *ret_count = told;
    return done;
}

/* --- beginning and ending ------------------------------------------------------------------- */

static void row_binds(struct login_session *row, const struct user *user, int password) {
    row->user = user->head.id;
    row->roles = (int)user_roles(user);
    row->password = password;
    row->outside = user->outside;
    (void)TEXT_COPY(row->unit, user->unit); /* of the same size */
}

static void token_draw(struct world *world, char ret_token[SESSION_TOKEN], char *ret_hash) {
    uint8_t bytes[TOKEN_BYTES];
    world_random(world, bytes, sizeof(bytes));
    token_text(bytes, ret_token);
    token_hash(bytes, ret_hash);
    sodium_memzero(bytes, sizeof(bytes));
}

/* Over whatever the watch knows: of another boot, or too old. */
static bool outlived(const struct login_session *row, const struct world *world) {
    struct holding       holding = { .row = row, .world = world };
    const struct watched now = { row->head.id, world_now(world).ms, world_monotonic_ms(world),
                                 false };
    return !holds(&now, &holding);
}

/* Before one more begins: what is over goes, and of this user all but the newest. */
static bool sessions_trim(struct store *store, row_id user, struct err *err) {
    struct arena          arena = { 0 };
    struct login_session *rows;
    size_t                count, of_user = 1;
    bool                  done = rows_read(store, ID_ABSENT, &arena, &rows, &count, err);
    for (size_t i = done ? count : 0; done && i > 0; i--) {
        const struct login_session *row = &rows[i - 1];
        of_user += id_equal(row->user, user);
        if ((id_equal(row->user, user) && of_user > SESSIONS_EACH) ||
            outlived(row, store_world(store)))
            done = store_delete(store, &login_session_record, row->head.id, err);
    }
    arena_deinit(&arena);
    return done;
}

bool session_begin(struct store *store, const struct user *user, int password, const char *address,
                   char ret_token[SESSION_TOKEN], time_ms *ret_expires, struct err *err) {
    struct world        *world = store_world(store);
    struct login_session row;
    char                 token[SESSION_TOKEN];
    record_init(&login_session_record, &row);
    row_binds(&row, user, password);
    if (!address || !TEXT_COPY(row.address, address))
        row.address[0] = '\0'; /* of no address that could be: told as none */
    row.started = row.seen = world_now(world);
    row.started_monotonic = row.seen_monotonic = (time_ms){ world_monotonic_ms(world) };
    (void)TEXT_COPY(row.boot, boot_id(world)); /* fits */
    token_draw(world, token, row.token);
    if (!sessions_trim(store, user->head.id, err) ||
        !store_insert(store, &login_session_record, &row, err))
        return false;
    memcpy(ret_token, token, sizeof(token));
    *ret_expires = (time_ms){ row.started.ms + SESSION_MOST_MS };
    sodium_memzero(token, sizeof(token));
    return true;
}

bool session_renew(struct store *store, row_id session, const struct user *user, int password,
                   char ret_token[SESSION_TOKEN], time_ms *ret_expires, struct err *err) {
    struct world        *world = store_world(store);
    struct login_session row;
    struct arena         arena = { 0 };
    char                 token[SESSION_TOKEN];
    bool there = store_get(store, &login_session_record, session, &row, &arena, err);
    arena_deinit(&arena); /* it holds nothing there */
    if (!there)
        return false;
    row_binds(&row, user, password);
    row.seen = world_now(world);
    row.seen_monotonic = (time_ms){ world_monotonic_ms(world) };
    token_draw(world, token, row.token);
    if (!store_update(store, &login_session_record, &row, err))
        return false;
    memcpy(ret_token, token, sizeof(token));
    *ret_expires = (time_ms){ row.started.ms + SESSION_MOST_MS };
    sodium_memzero(token, sizeof(token));
    return true;
}

bool sessions_end_others(struct store *store, row_id user, row_id but, struct err *err) {
    struct arena          arena = { 0 };
    struct login_session *rows;
    size_t                count;
    bool                  done = rows_read(store, user, &arena, &rows, &count, err);
    for (size_t i = 0; done && i < count; i++)
        if (!id_equal(rows[i].head.id, but))
            done = store_delete(store, &login_session_record, rows[i].head.id, err);
    arena_deinit(&arena);
    return done;
}

bool sessions_end_of(struct store *store, row_id user, struct err *err) {
    return sessions_end_others(store, user, ID_ABSENT, err);
}

/* Own transaction around one call. */
static bool commit(struct store *store, bool done, struct err *err) {
    if (done && store_commit(store, err))
        return true;
    store_rollback(store);
    return false;
}

bool session_end(struct store *store, row_id session, struct err *err) {
    struct err why = { .lang = err ? err->lang : LANG_ZH };
    if (!store_begin(store, "system", err))
        return false;
    if (store_delete(store, &login_session_record, session, &why))
        return commit(store, true, err);
    store_rollback(store);
    return why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text); /* it has ended */
}

/* --- saving what the watch knows ------------------------------------------------------------ */

static bool used_save(struct store *store, const struct watched *used, struct err *err) {
    struct login_session row;
    struct arena         arena = { 0 };
    struct err           why = { .lang = err ? err->lang : LANG_ZH };
    bool there = store_get(store, &login_session_record, used->session, &row, &arena, &why);
    arena_deinit(&arena); /* it holds nothing there */
    if (!there)           /* ended meanwhile */
        return why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
    row.seen = (time_ms){ used->wall };
    row.seen_monotonic = (time_ms){ used->monotonic };
    return store_update(store, &login_session_record, &row, err);
}

/* Those that are over, first of the rows; returns how many. */
static size_t over_first(struct store *store, struct session_watch *watch,
                         struct login_session *rows, size_t count) {
    size_t over = 0;
    for (size_t i = 0; i < count; i++) {
        struct holding holding;
        if (!row_holds(watch, &rows[i], store_world(store), false, &holding))
            rows[over++] = rows[i];
    }
    return over;
}

bool sessions_save(struct store *store, struct session_watch *watch, struct err *err) {
    struct arena          arena = { 0 };
    struct login_session *rows = NULL;
    struct watched       *used = ARENA_NEW_ARRAY(&arena, WATCHED_MOST, struct watched);
    size_t                count = 0, over = 0, uses = 0;
    bool                  done = used ? rows_read(store, ID_ABSENT, &arena, &rows, &count, err)
                                      : err_code_set(err, ERR_MEMORY, "内存不足");
    if (done) {
        over = over_first(store, watch, rows, count);
        uses = watch_unsaved(watch, used);
    }
    if (done && over + uses > 0) {
        done = store_begin(store, "system", err);
        for (size_t i = 0; done && i < uses; i++)
            done = used_save(store, &used[i], err);
        for (size_t i = 0; done && i < over; i++) {
            watch_forget(watch, rows[i].head.id);
            done = store_delete(store, &login_session_record, rows[i].head.id, err);
        }
        done = commit(store, done, err);
        if (!done)
            watch_unsaved_again(watch, used, uses);
    }
    arena_deinit(&arena);
    return done;
}
