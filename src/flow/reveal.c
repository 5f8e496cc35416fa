/* SPDX-License-Identifier: GPL-3.0-or-later
 * reveal.c - one row for each look. */
#include "flow/reveal.h"

#include "record/problems.h"

#define REC struct reveal
static const struct field reveal_fields[] = {
    { "matter", REF(matter, &matter_record), .label = N_("事项"), .flags = F_INDEX },
    { "record", TEXT(record), .label = N_("哪种记录") },
    { "row", TEXT(row), .label = N_("哪一条") },
    { "name", TEXT(name), .label = N_("查看人"), .flags = F_REQUIRED },
    { "reason", TEXT(reason), .label = N_("查看原因"), .flags = F_REQUIRED,
      .min = REVEAL_REASON_LEAST },
    { "at", TIME(at), .label = N_("时间"), .flags = F_REQUIRED },
};
static void reveal_check(const void *row, struct problems *problems) {
    const struct reveal *reveal = row;
    if (id_absent(reveal->matter) == !*reveal->row || !*reveal->record != !*reveal->row)
        (void)problem_add(problems, PROBLEM_ERROR, "matter", NULL,
                          N_("要写明看的是哪个事项，或哪种记录的哪一条"));
}
const struct record reveal_record =
    RECORD("reveal", N_("查看记录"), reveal_fields, .check = reveal_check);
#undef REC

static bool write_it(struct store *store, struct reveal *reveal, const char *name,
                     const char *reason, struct err *err) {
    reveal->at = world_now(store_world(store));
    if (!TEXT_COPY(reveal->name, name) || !TEXT_COPY(reveal->reason, reason))
        return err_code_set(err, ERR_INVALID, "查看人最多 60 个字，查看原因最多 80 个字");
    return store_insert(store, &reveal_record, reveal, err);
}

bool reveal_write(struct store *store, row_id matter, const char *name, const char *reason,
                  struct err *err) {
    struct reveal reveal;
    record_init(&reveal_record, &reveal);
    reveal.matter = matter;
    return write_it(store, &reveal, name, reason, err);
}

bool reveal_write_row(struct store *store, const struct record *record, row_id id, const char *name,
                      const char *reason, struct err *err) {
    struct reveal reveal;
    record_init(&reveal_record, &reveal);
    (void)TEXT_COPY(reveal.record, record->name); /* tables' names are shorter */
    id_format(id, reveal.row);
    return write_it(store, &reveal, name, reason, err);
}
