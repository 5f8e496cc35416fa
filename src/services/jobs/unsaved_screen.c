/* SPDX-License-Identifier: GPL-3.0-or-later
 * unsaved_screen.c - by the code; a refusal is a sentence for residents already. */
#include "services/jobs/unsaved.h"

const char *unsaved_words(struct ui *ui, const struct err *err) {
    switch (err->code) {
    case ERR_INVALID:
        return err->text;
    case ERR_ABSENT:
        return ui_tr(ui, "这个岗位刚刚不招了");
    case ERR_FULL:
        return ui_tr(ui, "这台机器存满了，没有存上。您填的还在，请叫工作人员");
    case ERR_BUSY:
    case ERR_STALE:
    case ERR_MEMORY:
        return ui_tr(ui, "机器正忙，没有存上。您填的还在，请再点一次");
    default:
        return ui_tr(ui, "没有存上。您填的还在，请再点一次；还不行就叫工作人员");
    }
}
