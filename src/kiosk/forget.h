/* SPDX-License-Identifier: GPL-3.0-or-later
 * forget.h - what somebody typed shall not outlive their visit in this process's memory. Linking
 * this file makes free() and realloc() wipe what they give back, whoever calls them: SQLite's
 * pages, HarfBuzz's buffers, our own. */
#ifndef ANJU_KIOSK_FORGET_H
#define ANJU_KIOSK_FORGET_H

/* SDL keeps the events that were handled for the next ones, with the letters in them: overwrite
 * those. Also this thread's stack below the caller. */
void forget_events(void);

#endif
