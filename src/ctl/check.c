/* SPDX-License-Identifier: GPL-3.0-or-later
 * check.c - `anju check`: does everything that is stored tie? The search index is only a copy: when
 * it disagrees it is built again from the rows; everything else is only told. */
#include "ctl/ctl.h"

#include "flow/standing.h"
#include "services/service.h"
#include "store/journal.h"
#include "store/search.h"

static void tell(const struct ctl *ctl, const struct journal_report *report) {
    ctl_say(ctl, report->rows_ok ? N_("数据库完好，表与记录一致") : N_("表与记录对不上"));
    if (report->chain_ok)
        ctl_say(ctl, "链完整，共 %lld 条", (long long)report->entries);
    else
        ctl_say(ctl, "链断了，共 %lld 条", (long long)report->entries);
    ctl_say(ctl, report->head_ok ? N_("账头一致") : N_("账头对不上：有记录丢了，或数据被换过"));
    ctl_say(ctl, report->index_ok ? N_("索引一致") : N_("索引和表不一致"));
    if (report->text && *report->text)
        ctl_say(ctl, "%s", report->text);
}

/* Where matters stand is a copy too: what differs is told and reckoned again. */
static int standings_check(struct ctl *ctl, struct store *store, struct err *err) {
    char *text;
    if (!standing_check(store, service_flows(), &ctl->arena, &text, err))
        return ctl_fail(ctl, err);
    ctl_say(ctl, *text ? N_("事项的现状和办理记录不一致") : N_("事项的现状与办理记录一致"));
    if (!*text)
        return CTL_DONE;
    ctl_say(ctl, "%s", text);
    return CTL_FAILED;
}

static int standings_rebuild(struct ctl *ctl, struct err *err) {
    struct store *store;
    if (!ctl_store_open(ctl, STORE_WRITE, &store, err))
        return ctl_fail(ctl, err);
    bool done = store_begin(store, "system", err) &&
                standing_rebuild(store, service_flows(), err) && store_commit(store, err);
    store_close(store); /* rolls back what was not committed */
    if (!done)
        return ctl_fail(ctl, err);
    ctl_say(ctl, "现状已照着办理记录重算，请再核对一次");
    return CTL_FAILED; /* something did not tie: whoever asked should look once more */
}

static int rebuild(struct ctl *ctl, struct err *err) {
    struct store *store;
    if (!ctl_store_open(ctl, STORE_WRITE, &store, err))
        return ctl_fail(ctl, err);
    bool done = store_search_rebuild(store, err);
    store_close(store);
    if (!done)
        return ctl_fail(ctl, err);
    ctl_say(ctl, "索引已照着表重建，请再核对一次");
    return CTL_FAILED; /* something did not tie: whoever asked should look once more */
}

int ctl_check(struct ctl *ctl, int argc, char **argv) {
    const struct ctl_option options[] = { { 0 } };
    int                     status = ctl_parse(ctl, options, argc, argv);
    if (status != CTL_GO)
        return status;
    struct err            err = { .lang = ctl->lang };
    struct journal_report report = { 0 };
    struct store         *store;
    if (!ctl_store_open(ctl, STORE_READ, &store, &err))
        return ctl_fail(ctl, &err);
    bool done = journal_check(store, &ctl->arena, &report, &err);
    if (!done) {
        store_close(store);
        return ctl_fail(ctl, &err);
    }
    tell(ctl, &report);
    bool whole = report.rows_ok && report.chain_ok && report.head_ok;
    int  standings = standings_check(ctl, store, &err);
    store_close(store);
    if (!whole)
        return CTL_FAILED;
    if (standings != CTL_DONE)
        return standings_rebuild(ctl, &err);
    return report.index_ok ? CTL_DONE : rebuild(ctl, &err);
}
