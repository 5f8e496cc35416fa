/* SPDX-License-Identifier: GPL-3.0-or-later
 * crash_ledger.c - the other book of what a node has acknowledged. */
#include "support/crash_ledger.h"

#include "record/setting.h"
#include "services/jobs/job.h"

#include <errno.h>
#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct record *const ledger_records[] = { &employer_record, &job_record, NULL };

/* --- digests --- */

struct ledger_row ledger_row_of(uint8_t record, const void *row) {
    struct ledger_row made = { .id = ((const struct record_head *)row)->id,
                               .record = record,
                               .there = true };
    json_t           *json = record_json(ledger_records[record], row, NULL, true);
    (void)json_object_del(json, "version");
    (void)json_object_del(json, "state"); /* reckoned: no row's own */
    char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
    if (!text)
        bug("a row is not JSON");
    (void)crypto_generichash(made.digest, LEDGER_DIGEST, (const uint8_t *)text, strlen(text), NULL,
                             0); /* fails only for sizes out of range */
    free(text);
    json_decref(json);
    return made;
}

struct ledger_row ledger_row_gone(uint8_t record, row_id id) {
    return (struct ledger_row){ .id = id, .record = record };
}

static bool row_equal(const struct ledger_row *a, const struct ledger_row *b) {
    return a->there == b->there && a->record == b->record &&
           (!a->there || memcmp(a->digest, b->digest, LEDGER_DIGEST) == 0);
}

static void sum_add(struct ledger_sum *sum, const struct ledger_row *row) {
    uint8_t digest[LEDGER_DIGEST];
    (void)crypto_generichash(digest, LEDGER_DIGEST, row->id.bytes, sizeof(row->id.bytes),
                             row->digest, LEDGER_DIGEST); /* as above */
    for (size_t i = 0; i < LEDGER_DIGEST; i++)
        sum->bytes[i] ^= digest[i];
}

bool ledger_sum_equal(const struct ledger_sum *a, const struct ledger_sum *b) {
    return memcmp(a, b, sizeof(*a)) == 0;
}

/* --- rows by id --- */

static struct ledger_row *row_slot(const struct ledger *ledger, row_id id) {
    size_t mask = ledger->room - 1, slot;
    memcpy(&slot, id.bytes + 8, sizeof(slot)); /* the random half */
    for (slot &= mask;; slot = (slot + 1) & mask)
        if (id_absent(ledger->rows[slot].id) || id_equal(ledger->rows[slot].id, id))
            return &ledger->rows[slot];
}

static void ledger_grow(struct ledger *ledger) {
    struct ledger_row *old = ledger->rows;
    size_t             room = ledger->room;
    ledger->room = room ? 2 * room : 1024;
    ledger->rows = calloc(ledger->room, sizeof(*ledger->rows));
    if (!ledger->rows)
        bug("no memory for the ledger");
    for (size_t i = 0; i < room; i++)
        if (!id_absent(old[i].id))
            *row_slot(ledger, old[i].id) = old[i];
    free(old);
}

static void ledger_put(struct ledger *ledger, const struct ledger_row *row) {
    if (2 * ledger->count >= ledger->room)
        ledger_grow(ledger);
    struct ledger_row *slot = row_slot(ledger, row->id);
    ledger->count += id_absent(slot->id);
    *slot = *row;
}

void ledger_deinit(struct ledger *ledger) {
    free(ledger->rows);
    free(ledger->pending);
    *ledger = (struct ledger){ 0 };
}

/* --- listening --- */

static void pending_add(struct ledger *ledger, const struct ledger_row *row) {
    if (ledger->pending_count == ledger->pending_room) {
        ledger->pending_room = ledger->pending_room ? 2 * ledger->pending_room : 64;
        ledger->pending = realloc(ledger->pending, ledger->pending_room * sizeof(*ledger->pending));
        if (!ledger->pending)
            bug("no memory for the ledger");
    }
    ledger->pending[ledger->pending_count++] = *row;
}

static void pending_apply(struct ledger *ledger) {
    for (size_t i = 0; i < ledger->pending_count; i++)
        ledger_put(ledger, &ledger->pending[i]);
}

static void pending_forget(struct ledger *ledger) {
    ledger->pending_count = 0;
    ledger->committing = false;
}

static struct ledger_sum ledger_sum(const struct ledger *ledger) {
    struct ledger_sum sum = { { 0 } };
    for (size_t i = 0; i < ledger->room; i++)
        if (ledger->rows[i].there)
            sum_add(&sum, &ledger->rows[i]);
    return sum;
}

static void ledger_hear(struct ledger *ledger, const struct ledger_line *line) {
    switch ((enum ledger_word)line->word) {
    case LEDGER_ROW:
        pending_add(ledger, &line->row);
        break;
    case LEDGER_COMMIT:
        ledger->committing = true;
        break;
    case LEDGER_DONE:
        pending_apply(ledger);
        pending_forget(ledger);
        ledger->commits++;
        break;
    case LEDGER_DROP:
        pending_forget(ledger);
        break;
    case LEDGER_BACKUP:
        ledger->backing = ledger_sum(ledger);
        ledger->backing_up = true;
        break;
    case LEDGER_BACKED:
        ledger->backed = ledger->backing;
        ledger->has_backup = true;
        ledger->backing_up = false;
        break;
    }
}

void ledger_listen(struct ledger *ledger, int pipe) {
    struct ledger_line line;
    size_t             held = 0;
    for (;;) {
        ssize_t got = read(pipe, (char *)&line + held, sizeof(line) - held);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        held += (size_t)got;
        if (held == sizeof(line)) {
            ledger_hear(ledger, &line);
            held = 0;
        }
    }
    if (held)
        bug("half a line in the ledger");
}

/* --- comparing --- */

typedef void row_seen(const struct ledger_row *row, void *context);

static const char *walk(struct store *store, uint8_t record, row_seen *seen, void *context,
                        struct arena *arena) {
    const struct record *table = ledger_records[record];
    struct arena         own = { 0 };
    struct err           err = { .lang = LANG_EN };
    struct query        *query;
    void                *row = arena_alloc(arena, table->size);
    if (!query_open(&query, store, table, "ORDER BY id", NULL, 0, &err))
        return arena_printf(arena, "%s: %s", table->name, err.text);
    bool done = true;
    while (done && query_next(query, row, &own)) {
        done = store_children(store, table, row, &own, &err);
        struct ledger_row made = ledger_row_of(record, row);
        seen(&made, context);
        arena_reset(&own);
    }
    done = query_close(query, &err) && done;
    arena_deinit(&own);
    return done ? NULL : arena_printf(arena, "%s: %s", table->name, err.text);
}

static void sum_seen(const struct ledger_row *row, void *context) {
    sum_add(context, row);
}

const char *ledger_sum_of(struct store *store, struct ledger_sum *ret_sum, struct arena *arena) {
    *ret_sum = (struct ledger_sum){ { 0 } };
    for (uint8_t r = 0; ledger_records[r]; r++) {
        const char *wrong = walk(store, r, sum_seen, ret_sum, arena);
        if (wrong)
            return wrong;
    }
    return NULL;
}

/* What a walk over the store finds beside the ledger. */
struct comparison {
    struct ledger *ledger;
    size_t         equal, other, unknown; /* rows of the store */
};

static void compare_seen(const struct ledger_row *row, void *context) {
    struct comparison *comparison = context;
    struct ledger_row *known = row_slot(comparison->ledger, row->id);
    if (id_absent(known->id) || !known->there)
        comparison->unknown++;
    else if (row_equal(known, row))
        comparison->equal++;
    else
        comparison->other++;
}

static const char *compare_once(struct ledger *ledger, struct store *store, struct arena *arena) {
    struct comparison comparison = { .ledger = ledger };
    size_t            there = 0;
    if (!ledger->room)
        ledger_grow(ledger);
    for (uint8_t r = 0; ledger_records[r]; r++) {
        const char *wrong = walk(store, r, compare_seen, &comparison, arena);
        if (wrong)
            return wrong;
    }
    for (size_t i = 0; i < ledger->room; i++)
        there += ledger->rows[i].there;
    if (comparison.equal == there && !comparison.other && !comparison.unknown)
        return NULL;
    return arena_printf(arena,
                        "%zu rows acknowledged: %zu as they were, %zu otherwise, %zu lost; "
                        "%zu more that nobody acknowledged",
                        there, comparison.equal, comparison.other,
                        there - comparison.equal - comparison.other, comparison.unknown);
}

const char *ledger_compare(struct ledger *ledger, struct store *store, struct arena *arena) {
    const char *without = compare_once(ledger, store, arena), *with = without;
    if (without && ledger->committing) {
        pending_apply(ledger);
        with = compare_once(ledger, store, arena);
        without = arena_printf(arena, "without the last commit: %s; with it: %s", without,
                               with ? with : "");
    }
    pending_forget(ledger);
    return with ? without : NULL;
}
