/* SPDX-License-Identifier: GPL-3.0-or-later
 * demo.c - `anju demo`: a node with something to show, made when there is none. */
#include "services/demo.h"
#include "ctl/folder.h"

int ctl_demo(struct ctl *ctl, int argc, char **argv) {
    const char *key;
    int         status = folder_parse(ctl, argc, argv, &key);
    if (status != CTL_GO)
        return status;
    struct err         err = { .lang = ctl->lang };
    struct folder_made made;
    struct demo_count  counts[DEMO_RECORDS_MOST];
    struct store      *store;
    size_t             count = 0;
    if (!ctl_clock(ctl, &err) ||
        !folder_init(ctl, "config/demo/anju.conf", key, &made, &store, &err))
        return ctl_fail(ctl, &err);
    bool done = demo_load(store, world_today(&ctl->world), counts, &count, &err);
    store_close(store);
    if (!done)
        return ctl_fail(ctl, &err);
    if (made.database)
        ctl_say(ctl, "建好了：%s", ctl->folder);
    ctl_tell_pin(ctl, made.pin);
    for (size_t i = 0; i < count; i++) {
        const char *label = tr(ctl->lang, counts[i].record->label);
        if (counts[i].added)
            ctl_say(ctl, "%s：放入 %zu 个", label, counts[i].added);
        if (counts[i].there)
            ctl_say(ctl, "%s：%zu 个已经在了，没有改动", label, counts[i].there);
    }
    return CTL_DONE;
}
