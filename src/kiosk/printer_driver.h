/* SPDX-License-Identifier: GPL-3.0-or-later
 * printer_driver.h - what the two drivers share, and their own ways in for tests. */
#ifndef ANJU_KIOSK_PRINTER_DRIVER_H
#define ANJU_KIOSK_PRINTER_DRIVER_H

#include "kiosk/printer.h"
#include "kiosk/printer_line.h"

/* First in each driver. */
struct printer_driver {
    struct printer face;
    void (*close)(struct printer_driver *driver);
};

/* FOLDER/0001.escpos, what a printer would be sent, and 0001.png, what it would print; counted on
 * from what is there. */
bool printer_file_open(struct printer **ret_printer, const char *folder, int width,
                       struct err *err);
/* `path` may be missing until a paper is printed. */
bool printer_device_open(struct printer **ret_printer, const char *path, int width, int baud,
                         const struct printer_patience *patience, uint32_t event, struct err *err);

#endif
