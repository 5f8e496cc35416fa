/* SPDX-License-Identifier: GPL-3.0-or-later
 * call_screen.h - 叫工作人员: calls as soon as it is shown, says where the counter is and that
 * somebody comes, and that staff have seen it once they have. */
#ifndef ANJU_KIOSK_CALL_SCREEN_H
#define ANJU_KIOSK_CALL_SCREEN_H

#include "ui/visit.h"

extern const struct screen call_screen;

#endif
