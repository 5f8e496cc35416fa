/* SPDX-License-Identifier: GPL-3.0-or-later
 * phone.h - telephone numbers as people write them: "+86 138-0000-1234", "0738－8221234转802
 * 刘经理", two in a cell, or already ruined by a spreadsheet. No digit is ever invented. */
#ifndef ANJU_RECORD_PHONE_H
#define ANJU_RECORD_PHONE_H

#include "base/arena.h"

enum { PHONE_TEXT = 40 };

enum phone_verdict {
    PHONE_NONE,        /* nothing is written */
    PHONE_OK,          /* the first number that can be dialled */
    PHONE_IMPLAUSIBLE, /* too many or too few digits, or none at all */
    PHONE_RUINED,      /* 1.38E+10: the digits are lost */
    PHONE_MASKED,      /* 138****6021 */
};

struct phone_reading {
    enum phone_verdict verdict;
    /* Mobiles "13800001234", lines "0738-8221234", "400-800-1234", abroad "+85223456789", without
     * an area "8221234", services "12345"; an extension as "转802". "" unless PHONE_OK. */
    char        number[PHONE_TEXT];
    const char *rest; /* what else was written: further numbers, a name; "" for nothing; arena */
};

/* `text` is valid UTF-8. PHONE_IMPLAUSIBLE too when the arena is full. */
struct phone_reading phone_read(struct arena *arena, const char *text);

#endif
