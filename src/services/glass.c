/* SPDX-License-Identifier: GPL-3.0-or-later
 * glass.c - what residents read when the store cannot be read: a picture, one sentence, what to do.
 */
#include "services/glass.h"

#include "ui/card.h"

static const struct trouble {
    enum icon   icon;
    const char *title, *words; /* N_() */
} troubles[] = {
    [ERR_OTHER] = { ICON_WARNING, N_("这台机器现在看不了"), N_("请找工作人员，他们能帮您查") },
    [ERR_INVALID] = { ICON_WARNING, N_("这台机器现在看不了"), N_("请找工作人员，他们能帮您查") },
    [ERR_ABSENT] = { ICON_OFFLINE, N_("这台机器还没有装好"), N_("请告诉工作人员：还没有数据") },
    [ERR_STALE] = { ICON_CLOCK, N_("内容刚刚变了"), N_("请再点一次") },
    [ERR_FULL] = { ICON_WARNING, N_("这台机器存满了"), N_("请告诉工作人员腾出地方") },
    [ERR_BUSY] = { ICON_CLOCK, N_("正在更新，马上就好"), N_("请等一等，会自己出来") },
    [ERR_DAMAGED] = { ICON_WARNING, N_("这台机器的数据坏了"),
                      N_("请告诉工作人员，别的机器也能查") },
    [ERR_MEMORY] = { ICON_WARNING, N_("这台机器太忙了"), N_("请等一等再点") },
};

void glass_trouble(struct ui *ui, struct rect area, const struct err *err) {
    enum { COUNT = sizeof(troubles) / sizeof(troubles[0]) };
    const struct trouble *trouble = &troubles[(unsigned)err->code < COUNT ? err->code : ERR_OTHER];
    notice(ui, area, trouble->icon, HUE_AMBER, ui_tr(ui, trouble->title),
           ui_tr(ui, trouble->words));
}
