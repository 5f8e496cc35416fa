/* SPDX-License-Identifier: GPL-3.0-or-later
 * pin.c - `anju pin`: a new PIN for the staff corner in place of the old, and its waits forgotten.
 */
#include "ctl/folder.h"

#include <sodium.h>

void ctl_tell_pin(const struct ctl *ctl, char pin[CORNER_PIN + 1]) {
    if (*pin)
        ctl_say(ctl,
                "工作人员密码：%s\n"
                "只显示这一次，请记下来。在屏幕上长按左上角，输入它就进工作人员页；\n"
                "忘了就在这台机器上运行 anju pin --data %s，换一个新的",
                pin, ctl->folder);
    sodium_memzero(pin, CORNER_PIN + 1);
}

int ctl_pin(struct ctl *ctl, int argc, char **argv) {
    const struct ctl_option options[] = { { 0 } };
    int                     status = ctl_parse(ctl, options, argc, argv);
    if (status != CTL_GO)
        return status;
    struct err    err = { .lang = ctl->lang };
    struct store *store;
    char          pin[CORNER_PIN + 1] = "";
    if (!ctl_store_open(ctl, STORE_WRITE, &store, &err))
        return ctl_fail(ctl, &err);
    bool done = store_begin(store, ctl_actor(ctl), &err) && corner_pin_make(store, pin, &err) &&
                store_commit(store, &err);
    store_close(store); /* rolls back what was not committed */
    if (!done)
        return ctl_fail(ctl, &err);
    ctl_tell_pin(ctl, pin);
    return CTL_DONE;
}
