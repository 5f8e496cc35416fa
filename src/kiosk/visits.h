/* SPDX-License-Identifier: GPL-3.0-or-later
 * visits.h - one visit after the other: who is there, the question whether somebody still is, the
 * end. Within the kiosk; what drives it is in kiosk.h. */
#ifndef ANJU_KIOSK_VISITS_H
#define ANJU_KIOSK_VISITS_H

#include "kiosk/kiosk.h"

/* Language, sizes and colours as a visit begins with. */
void visits_manner(struct kiosk *kiosk);
/* Is the question due, its next second, the end (which is then done), the next card? */
bool    visits_stale(struct kiosk *kiosk);
int64_t visits_patience_ms(const struct kiosk *kiosk);
/* On home nothing can be lost, so nothing is covered: the question is cut off the bottom of *page.
 */
void visits_ask_on_home(struct visit *visit, struct rect *page);
/* Over every screen: the question; a code that was not understood. */
void visits_over(struct visit *visit);

#endif
