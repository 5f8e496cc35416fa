/* SPDX-License-Identifier: GPL-3.0-or-later
 * printer.h - receipts onto paper, as ESC/POS raster bands: into numbered files, or to a device by
 * a thread that lives as long as the paper takes. A device is opened for each paper and closed
 * after it, so one that was unplugged is simply there again at the next; every paper begins by
 * putting the printer into its first state, whatever was left in it; a device that does not move is
 * given up after seconds. */
#ifndef ANJU_KIOSK_PRINTER_H
#define ANJU_KIOSK_PRINTER_H

#include "services/settings.h"
#include "ui/device.h"

/* As the settings say; relative paths are within the data folder. *ret_printer is NULL when there
 * is none. With a device `event` is the SDL event type pushed when the outcome of a paper is there;
 * with files it is there when print() returns. A device that is missing is no failure here: its
 * papers fail. */
bool printer_open(struct printer **ret_printer, const struct printer_settings *settings,
                  const char *folder, uint32_t event, struct err *err);
/* A paper that is being printed is given up. NULL is fine. */
void printer_close(struct printer *printer);

#endif
