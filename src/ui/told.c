/* SPDX-License-Identifier: GPL-3.0-or-later
 * told.c - a toast that stays as long as one that could be taken back: it is read by whoever looked
 * at the printer. */
#include "ui/told.h"

#include "ui/toast.h"

#include <string.h>

void told_say(struct visit *visit, struct told *told, const char *words, bool failed) {
    size_t length = strlen(words) < sizeof(told->words) ? strlen(words) : 0;
    memcpy(told->words, words, length);
    told->words[length] = '\0';
    told->failed = failed;
    told->until_ms = ui_now_ms(visit->ui) + TOAST_UNDO_MS;
}

void told_draw(struct visit *visit, uint64_t id, struct rect page, const struct told *told) {
    (void)toast(visit->ui, id, page,
                TOAST(.words = told->words, .until_ms = told->until_ms,
                      .icon = told->failed ? ICON_WARNING : ICON_CHECK));
}

bool told_printing(struct visit *visit, struct told *told, bool *printing, const char *done) {
    struct err err = { .lang = visit->lang };
    if (!*printing || visit->printer == NULL)
        return false;
    switch (visit->printer->state(visit->printer, &err)) {
    case DEVICE_BUSY:
        return true;
    case DEVICE_FAILED:
        told_say(visit, told, err.text, true);
        break;
    case DEVICE_DONE:
    case DEVICE_IDLE:
        told_say(visit, told, done, false);
        break;
    }
    *printing = false;
    return false;
}
