/* SPDX-License-Identifier: GPL-3.0-or-later
 * qr_text.h - what QR codes say to a telephone without any network: whom to call, and a posting to
 * take home. (A receipt's code holds the text of its token as it is.) */
#ifndef ANJU_UI_QR_TEXT_H
#define ANJU_UI_QR_TEXT_H

#include "base/arena.h"
#include "base/tr.h"

/* "tel:" for a number as record/phone.h has it: 0738-8221234转802 → tel:07388221234,802. The comma
 * is the pause that telephones know; ";ext=" (RFC 3966) most of them dial as digits. NULL: the
 * number is none, or the arena is full. */
char *qr_tel(struct arena *arena, const char *phone);

/* A posting as somebody reads it at home; NULL or "" is not written and leaves its line out. Texts
 * are in the reader's language already: "3000–4500 元/月". */
struct take_home {
    const char *title, *employer, *pay, *hours, *place, *phone, *until;
    const char *from; /* who says so: the centre, and the day */
};

/* Plain UTF-8, a line a fact, of at most `room` bytes (qr_view_room()). When it does not fit, whole
 * lines are left out, the least needed first: who says so, hours, employer, until, place, pay.
 * NULL: not even title and telephone fit, nothing is written, or the arena is full. */
char *qr_take_home(struct arena *arena, enum lang lang, const struct take_home *facts, size_t room);

#endif
