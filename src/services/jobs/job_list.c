/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_list.c - the public postings: the search index holds the open ones in their order; the day
 * and the chip are conditions on top. Employer and picture are read a row at a time: a page is
 * a handful of rows. */
#include "services/jobs/job_list.h"

#include <string.h>

const char *const job_chip_labels[JOB_CHIP_COUNT] = {
    [JOB_CHIP_ALL] = N_("全部"),          [JOB_CHIP_NEAR] = N_("家门口"),
    [JOB_CHIP_WORKSHOP] = N_("扶贫车间"), [JOB_CHIP_WELFARE] = N_("公益岗"),
    [JOB_CHIP_COUNTY] = N_("县内"),       [JOB_CHIP_AWAY] = N_("外出"),
};

/* $1 is today. A posting shows on its closing day, and no longer. */
#define NOT_PAST "(closes_on IS NULL OR closes_on >= $1)"

/* $2 is the chip's word, a name of reach_words or programme_words. */
static const struct {
    const char        *where;
    const struct word *word;
} chips[] = {
    [JOB_CHIP_ALL] = { NOT_PAST, NULL },
    [JOB_CHIP_NEAR] = { NOT_PAST " AND reach = $2", &reach_words[REACH_NEAR] },
    [JOB_CHIP_WORKSHOP] = { NOT_PAST " AND programme = $2", &programme_words[PROGRAMME_WORKSHOP] },
    [JOB_CHIP_WELFARE] = { NOT_PAST " AND programme = $2", &programme_words[PROGRAMME_WELFARE] },
    [JOB_CHIP_COUNTY] = { NOT_PAST " AND reach = $2", &reach_words[REACH_COUNTY] },
    [JOB_CHIP_AWAY] = { NOT_PAST " AND reach = $2", &reach_words[REACH_AWAY] },
};
_Static_assert(sizeof(chips) / sizeof(chips[0]) == JOB_CHIP_COUNT, "a condition for each chip");

static bool public_on(const struct job *job, day today) {
    return job_record.rank(job) >= 0 && (day_absent(job->closes_on) || job->closes_on.n >= today.n);
}

/* What is not written stays the empty row; what is written the store keeps from being deleted. */
static bool get_referred(struct store *store, const struct record *record, row_id id, void *row,
                         struct arena *arena, struct err *err) {
    record_init(record, row);
    return id_absent(id) || store_get(store, record, id, row, arena, err);
}

static bool row_get(struct store *store, row_id id, struct arena *arena, struct job_row *ret_row,
                    struct err *err) {
    struct job_row row;
    struct trade   trade;
    if (!store_get(store, &job_record, id, &row.job, arena, err) ||
        !get_referred(store, &employer_record, row.job.employer, &row.employer, arena, err) ||
        !get_referred(store, &trade_record, row.job.trade, &trade, arena, err))
        return false;
    memcpy(row.picture, trade.picture, sizeof(row.picture));
    *ret_row = row;
    return true;
}

bool job_list(struct store *store, enum job_chip chip, const char *words, day today, size_t first,
              size_t count, struct arena *arena, struct job_row *rows, size_t *ret_count,
              size_t *ret_total, struct err *err) {
    struct value  values[2] = { value_day(today), value_null() };
    struct search search = {
        .words = words,
        .where = chips[chip].where,
        .values = values,
        .value_count = 1,
        .first = first,
        .count = count,
    };
    if (chips[chip].word) {
        values[1] = value_text(chips[chip].word->name);
        search.value_count = 2;
    }
    size_t  found = 0, total = 0, loaded = 0;
    row_id *ids = ARENA_NEW_ARRAY(arena, count ? count : 1, row_id);
    if (!ids)
        return err_code_set(err, ERR_MEMORY, "内存不够，列不出岗位");
    if (!store_search(store, &job_record, &search, ids, &found, ret_total ? &total : NULL, err))
        return false;
    for (size_t i = 0; i < found; i++) {
        struct job_row row;
        struct err     why = { .lang = err ? err->lang : LANG_ZH };
        if (row_get(store, ids[i], arena, &row, &why))
            rows[loaded++] = row;
        else if (why.code != ERR_ABSENT) /* absent: another process took it away meanwhile */
            return err_code_set(err, why.code, "%s", why.text);
    }
    *ret_count = loaded;
    if (ret_total)
        *ret_total = total;
    return true;
}

/* How many the store's listing holds: kept while nothing changes, so that home and list may ask in
 * every frame, also over 100,000 postings. */
static bool count_of(struct store *store, const char *where, day today, size_t *ret_count,
                     struct err *err) {
    const struct value  value = value_day(today);
    const struct search search = { .where = where, .values = &value, .value_count = 1 };
    row_id              none;
    size_t              found = 0;
    return store_search(store, &job_record, &search, &none, &found, ret_count, err);
}

bool job_counts(struct store *store, day today, size_t *ret_total, size_t *ret_today,
                struct err *err) {
    size_t total = 0, posted = 0;
    if (!count_of(store, NOT_PAST, today, &total, err) ||
        !count_of(store, NOT_PAST " AND posted_on = $1", today, &posted, err))
        return false;
    *ret_total = total;
    *ret_today = posted;
    return true;
}

bool job_open_get(struct store *store, row_id id, day today, struct arena *arena,
                  struct job_row *ret_row, struct err *err) {
    struct job_row row;
    if (!row_get(store, id, arena, &row, err))
        return false;
    if (!public_on(&row.job, today))
        return err_code_set(err, ERR_ABSENT, "这个岗位已经不招了");
    *ret_row = row;
    return true;
}
