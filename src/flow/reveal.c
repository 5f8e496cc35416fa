/* SPDX-License-Identifier: GPL-3.0-or-later
 * reveal.c - one row for each look. */
#include "flow/reveal.h"

#define REC struct reveal
static const struct field reveal_fields[] = {
    { "matter", REF(matter, &matter_record), .label = N_("事项"), .flags = F_REQUIRED | F_INDEX },
    { "name", TEXT(name), .label = N_("查看人"), .flags = F_REQUIRED },
    { "reason", TEXT(reason), .label = N_("查看原因"), .flags = F_REQUIRED,
      .min = REVEAL_REASON_LEAST },
    { "at", TIME(at), .label = N_("时间"), .flags = F_REQUIRED },
};
const struct record reveal_record = RECORD("reveal", N_("查看记录"), reveal_fields);
#undef REC

bool reveal_write(struct store *store, row_id matter, const char *name, const char *reason,
                  struct err *err) {
    struct reveal reveal;
    record_init(&reveal_record, &reveal);
    reveal.matter = matter;
    reveal.at = world_now(store_world(store));
    if (!TEXT_COPY(reveal.name, name) || !TEXT_COPY(reveal.reason, reason))
        return err_code_set(err, ERR_INVALID, "查看人最多 60 个字，查看原因最多 80 个字");
    return store_insert(store, &reveal_record, &reveal, err);
}
