/* SPDX-License-Identifier: GPL-3.0-or-later
 * receipt.c - numbers and tokens. Of a matter's token the store has a BLAKE2b hash: 128 random bits
 * need no salt. */
#include "flow/receipt.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { LAST_FOUR = 4, COUNTER_DIGITS = 3, CHECK_BASE = 36, HYPHENS = 4 };

static const char digits_and_letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/* Crockford's: no I, L, O (read as 1, 1, 0) and no U. */
static const char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/* Of incarnations: without those that are read as digits. */
static const char incarnations[] = "ABCDEFGHJKMNPQRSTUVWXYZ";

static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

static bool letter(char c) {
    return c >= 'A' && c <= 'Z';
}

/* --- the check character ------------------------------------------------------------------- */

char number_check(const char *text) {
    int product = CHECK_BASE;
    for (; *text; text++) {
        const char *at = strchr(digits_and_letters, upper(*text));
        if (!at)
            continue;
        int sum = (product + (int)(at - digits_and_letters)) % CHECK_BASE;
        product = 2 * (sum ? sum : CHECK_BASE) % (CHECK_BASE + 1);
    }
    return digits_and_letters[(CHECK_BASE + 1 - product) % CHECK_BASE];
}

/* --- reading what people type -------------------------------------------------------------- */

/* The letters and digits of `text` as capitals; false: something else stands there, or too much. */
static bool bare(const char *text, char *out, size_t size) {
    struct arena arena = { 0 };
    size_t       used = 0;
    bool         right = text_valid(text, strlen(text));
    char        *narrow = right ? text_fold(&arena, text) : NULL;
    const char  *at = narrow;
    right = narrow != NULL;
    for (; right && *at; at++) {
        char c = upper(*at);
        if (c == '-' || c == '.' || c == '_')
            continue;
        right = (digit(c) || letter(c)) && used + 1 < size;
        if (right)
            out[used++] = c;
    }
    out[used] = '\0';
    arena_deinit(&arena);
    return right;
}

/* What was meant where only a digit can stand; 0: none. */
static char as_digit(char c) {
    if (c == 'O')
        return '0';
    if (c == 'I' || c == 'L')
        return '1';
    return digit(c) ? c : '\0';
}

/* `count` digits of *at to *out. */
static bool take_digits(const char **at, char **out, int count) {
    for (int i = 0; i < count; i++) {
        char c = as_digit(**at);
        if (!c)
            return false;
        *(*out)++ = c;
        (*at)++;
    }
    return true;
}

/* "A003": letters of the incarnation, then digits up to the check character. */
static bool take_counter(const char **at, char **out) {
    size_t length = strlen(*at), letters = strspn(*at, incarnations);
    if (letters == 0 || letters + COUNTER_DIGITS + 1 > length)
        return false;
    memcpy(*out, *at, letters);
    *out += letters;
    *at += letters;
    return take_digits(at, out, (int)(length - letters - 1));
}

static bool same_check(char typed, char right) {
    return typed == right || as_digit(typed) == right ||
           (as_digit(right) && as_digit(typed) == as_digit(right));
}

bool number_read(const char *text, char ret_number[TEXT_SIZE(NUMBER_TEXT)]) {
    char        typed[NUMBER_TEXT - HYPHENS + 1], number[TEXT_SIZE(NUMBER_TEXT)], *out = number;
    const char *at = typed;
    if (!bare(text, typed, sizeof(typed)) || strlen(typed) < 2 + 3 + 6 + 1 + COUNTER_DIGITS + 1 ||
        !letter(typed[0]) || !letter(typed[1]) || !letter(typed[2]))
        return false;
    *out++ = *at++;
    *out++ = *at++;
    *out++ = '-';
    *out++ = *at++;
    if (!take_digits(&at, &out, 2))
        return false;
    *out++ = '-';
    if (!take_digits(&at, &out, 6))
        return false;
    *out++ = '-';
    if (!take_counter(&at, &out))
        return false;
    *out = '\0';
    char check = number_check(number);
    if (!same_check(*at, check))
        return false;
    *out++ = '-';
    *out++ = check;
    *out = '\0';
    memcpy(ret_number, number, (size_t)(out - number) + 1);
    return true;
}

bool token_read(const char *text, char ret_token[TOKEN_TEXT]) {
    char token[TOKEN_TEXT + 1];
    if (!bare(text, token, sizeof(token)) || strlen(token) != TOKEN_TEXT - 1)
        return false;
    for (char *c = token; *c; c++) {
        *c = as_digit(*c) ? as_digit(*c) : *c;
        if (!strchr(crockford, *c))
            return false;
    }
    if (token[0] > '7') /* 26 characters hold 130 bits */
        return false;
    memcpy(ret_token, token, TOKEN_TEXT);
    sodium_memzero(token, sizeof(token));
    return true;
}

/* --- making -------------------------------------------------------------------------------- */

static void token_write(const uint8_t bytes[TOKEN_BYTES], char out[TOKEN_TEXT]) {
    for (int i = 0; i < TOKEN_TEXT - 1; i++) {
        unsigned value = 0;
        for (int b = 0; b < 5; b++) {
            int bit = i * 5 + b - 2; /* two zero bits in front */
            value <<= 1;
            if (bit >= 0)
                value |= (unsigned)(bytes[bit / 8] >> (7 - bit % 8)) & 1;
        }
        out[i] = crockford[value];
    }
    out[TOKEN_TEXT - 1] = '\0';
}

static void token_hash(const char token[TOKEN_TEXT], char out[TEXT_SIZE(TOKEN_HASH)]) {
    uint8_t hash[TOKEN_HASH / 2];
    if (sodium_init() < 0 || crypto_generichash(hash, sizeof(hash), (const uint8_t *)token,
                                                TOKEN_TEXT - 1, NULL, 0) != 0)
        bug("BLAKE2b");
    sodium_bin2hex(out, TEXT_SIZE(TOKEN_HASH), hash, sizeof(hash));
}

/* The number's beginning, "QZ-K01-261124-A". After a restore the first write of the transaction has
 * begun a new incarnation: this comes after it. */
static bool number_begin(struct store *store, const struct flow *flow, const char *terminal,
                         char *out, size_t size, struct err *err) {
    const int64_t base = sizeof(incarnations) - 1;
    struct date   date = day_date(world_today(store_world(store)));
    char          letters[16] = "";
    int64_t       incarnation = 0;
    size_t        at = sizeof(letters) - 1;
    if (!store_number(store, "SELECT incarnation FROM node", NULL, 0, &incarnation, err))
        return false;
    for (bool first = true; first || incarnation >= 0; first = false) {
        letters[--at] = incarnations[incarnation % base];
        incarnation = incarnation / base - 1;
    }
    int length = snprintf(out, size, "%s-%.3s-%02d%02d%02d-%s", flow->prefix, terminal,
                          date.year % 100, date.month, date.day, letters + at);
    return (length > 0 && (size_t)length < size && strlen(terminal) == 3) ||
           err_code_set(err, ERR_INVALID, "终端编号“%s”不对", terminal);
}

/* The numbers of a day are counted through, so the last one is found by asking for a few: from
 * where the last one was that this thread has made. */
struct last_number {
    char    begin[NUMBER_TEXT];
    int64_t count;
};

static void number_write(const char *begin, int64_t counter, char number[TEXT_SIZE(NUMBER_TEXT)]) {
    (void)snprintf(number, TEXT_SIZE(NUMBER_TEXT), "%s%0*lld", begin, COUNTER_DIGITS,
                   (long long)counter); /* fits */
    size_t length = strlen(number);
    (void)snprintf(number + length, TEXT_SIZE(NUMBER_TEXT) - length, "-%c", number_check(number));
}

static bool counter_used(struct store *store, const char *begin, int64_t counter, bool *ret_used,
                         struct err *err) {
    struct arena arena = { 0 };
    char         number[TEXT_SIZE(NUMBER_TEXT)];
    int64_t      count = 0;
    number_write(begin, counter, number);
    char              *folded = text_fold(&arena, number);
    const struct value value = value_text(folded);
    bool               done = (folded || err_code_set(err, ERR_MEMORY, "内存不足")) &&
                store_number(store, "SELECT count(*) FROM matter WHERE number_folded = $1", &value,
                             1, &count, err);
    arena_deinit(&arena);
    *ret_used = count > 0;
    return done;
}

/* The first that is free above one that is used (or above 0). */
static bool counter_next(struct store *store, const char *begin, int64_t hint, int64_t *ret_next,
                         struct err *err) {
    int64_t low = 0, high = hint + 1; /* low is used, or 0 */
    bool    used = true;
    while (used) {
        if (!counter_used(store, begin, high, &used, err))
            return false;
        if (used) {
            low = high;
            high += high;
        }
    }
    if (hint > low && !counter_used(store, begin, hint, &used, err))
        return false;
    low = hint > low && used ? hint : low;
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (!counter_used(store, begin, middle, &used, err))
            return false;
        *(used ? &low : &high) = middle;
    }
    *ret_next = high;
    return true;
}

static bool number_make(struct store *store, const struct flow *flow, const char *terminal,
                        char number[TEXT_SIZE(NUMBER_TEXT)], struct err *err) {
    static _Thread_local struct last_number last;
    char                                    begin[NUMBER_TEXT];
    int64_t                                 next = 0;
    if (!number_begin(store, flow, terminal, begin, sizeof(begin), err))
        return false;
    if (!counter_next(store, begin, strcmp(last.begin, begin) == 0 ? last.count : 0, &next, err))
        return false;
    last.count = next;
    memcpy(last.begin, begin, sizeof(begin));
    number_write(begin, next, number);
    return true;
}

bool receipt_make(struct store *store, const struct flow *flow, const char *terminal,
                  struct matter *matter, struct receipt *ret_receipt, struct err *err) {
    uint8_t        bytes[TOKEN_BYTES];
    struct receipt receipt = { .matter = matter->head.id, .due = TIME_ABSENT };
    if (!number_make(store, flow, terminal, receipt.number, err))
        return false;
    memcpy(matter->number, receipt.number, sizeof(receipt.number));
    if (flow->receipt) {
        world_random(store_world(store), bytes, sizeof(bytes));
        token_write(bytes, receipt.token);
        token_hash(receipt.token, matter->token_hash);
        sodium_memzero(bytes, sizeof(bytes));
    }
    *ret_receipt = receipt;
    sodium_memzero(receipt.token, sizeof(receipt.token));
    return true;
}

/* --- opening ------------------------------------------------------------------------------- */

bool receipt_opens_nothing(struct err *err) {
    return err_code_set(err, ERR_ABSENT, "这张回执打不开任何事项，请到服务台问一问");
}

bool receipt_open(struct store *store, const char *text, struct matter *ret_matter,
                  struct err *err) {
    char       token[TOKEN_TEXT], hash[TEXT_SIZE(TOKEN_HASH)];
    struct err why = { .lang = err ? err->lang : LANG_ZH, .code = ERR_ABSENT };
    row_id     id;
    bool       found = token_read(text, token);
    if (found) {
        token_hash(token, hash);
        const struct value value = value_text(hash);
        found =
            store_find(store, "SELECT id FROM matter WHERE token_hash = $1", &value, 1, &id, &why);
    }
    sodium_memzero(token, sizeof(token));
    if (found)
        return matter_get(store, id, ret_matter, err);
    return why.code == ERR_ABSENT ? receipt_opens_nothing(err)
                                  : err_code_set(err, why.code, "%s", why.text);
}

/* The telephone that belongs to a matter: its record's personal one. */
static const struct field *phone_field(const struct record *record) {
    for (size_t i = 0; i < record->field_count; i++)
        if (record->fields[i].type == &type_phone && (record->fields[i].flags & F_PERSONAL))
            return &record->fields[i];
    return NULL;
}

/* The last digits before an extension. */
static bool ends_so(const char *phone, const char *last_four) {
    const char *extension = strstr(phone, "转");
    size_t      length = extension ? (size_t)(extension - phone) : strlen(phone);
    return length >= LAST_FOUR &&
           sodium_memcmp(phone + length - LAST_FOUR, last_four, LAST_FOUR) == 0;
}

/* Is there such a matter, with a receipt, whose telephone ends so? */
static bool number_opens(struct store *store, const struct flow *const *flows, const char *number,
                         const char *last_four, bool *ret_right, struct matter *ret_matter,
                         struct err *err) {
    struct arena arena = { 0 };
    struct err   why = { .lang = err ? err->lang : LANG_ZH };
    bool         done = matter_numbered(store, number, ret_matter, &why);
    *ret_right = false;
    if (!done && why.code == ERR_ABSENT)
        return true;
    for (const struct flow *const *f = flows; done && *f; f++) {
        const struct field *field = phone_field((*f)->record);
        if (strcmp((*f)->name, ret_matter->flow) != 0 || !field || !*ret_matter->token_hash)
            continue;
        void *row = arena_alloc(&arena, (*f)->record->size);
        done = row ? store_get(store, (*f)->record, ret_matter->head.id, row, &arena, &why)
                   : err_code_set(&why, ERR_MEMORY, "内存不足");
        *ret_right = done && ends_so(field_member_const(field, row), last_four);
    }
    arena_deinit(&arena);
    return done || err_code_set(err, why.code, "%s", why.text);
}

static struct guess_answer worse_of(struct guess_answer a, struct guess_answer b) {
    struct guess_answer worse = b.verdict > a.verdict ? b : a;
    worse.wait_ms = b.wait_ms > a.wait_ms ? b.wait_ms : a.wait_ms;
    return worse;
}

bool receipt_open_number(struct store *store, const struct flow *const *flows, const char *typed,
                         const char *last_four, const char *terminal,
                         struct guess_answer *ret_answer, struct matter *ret_matter,
                         struct err *err) {
    char                number[TEXT_SIZE(NUMBER_TEXT)], own[sizeof(number) + 8], kiosk[32];
    char                four[8];
    struct guess_answer of_number, of_kiosk;
    struct matter       matter;
    bool                right;
    if (!number_read(typed, number))
        return err_code_set(err, ERR_INVALID, "编号抄错了，请照着回执再看一遍");
    if (!bare(last_four, four, sizeof(four)) || strlen(four) != LAST_FOUR ||
        strspn(four, "0123456789") != LAST_FOUR)
        return err_code_set(err, ERR_INVALID, "请填电话号码的最后四位");
    (void)snprintf(own, sizeof(own), "number/%s", number);        /* fits */
    (void)snprintf(kiosk, sizeof(kiosk), "kiosk/%.3s", terminal); /* fits */
    if (!guess_may(store, own, &guess_strict, &of_number, err) ||
        !guess_may(store, kiosk, &guess_shared, &of_kiosk, err))
        return false;
    struct guess_answer answer = worse_of(of_number, of_kiosk);
    if (answer.verdict == GUESS_WRONG) {
        if (!number_opens(store, flows, number, four, &right, &matter, err) ||
            !guess_count(store, own, &guess_strict, right, &of_number, err) ||
            !guess_count(store, kiosk, &guess_shared, right, &of_kiosk, err))
            return false;
        answer = worse_of(of_number, of_kiosk);
    }
    *ret_answer = answer;
    if (answer.verdict == GUESS_RIGHT)
        *ret_matter = matter;
    return true;
}
