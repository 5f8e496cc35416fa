/* SPDX-License-Identifier: GPL-3.0-or-later
 * toast.h - what has just happened, in one line above the bottom bar, with a way to take it back.
 * It goes by itself; what it says must not be needed to go on. */
#ifndef ANJU_UI_TOAST_H
#define ANJU_UI_TOAST_H

#include "ui/label.h"

enum { TOAST_MS = 5000, TOAST_UNDO_MS = 10000 }; /* how long to show one without and with undo */

struct toast {
    const char *words;
    enum icon   icon; /* ICON_NONE: a check */
    const char *undo; /* 撤回; NULL: cannot be taken back */
    int64_t until_ms; /* by ui_now_ms(); the caller notes ui_now_ms() + TOAST_MS when it begins */
};
#define TOAST(...) (&(const struct toast){ __VA_ARGS__ })

enum toasted { TOASTED_OVER, TOASTED_SHOWN, TOASTED_UNDO };

/* At the bottom of `page` (the page between header and bar), above the buttons there, on top of
 * what else there is: call it after the page's own widgets. OVER: its time is up, nothing is drawn.
 */
enum toasted toast(struct ui *ui, uint64_t id, struct rect page, const struct toast *toast);

#endif
