/* SPDX-License-Identifier: GPL-3.0-or-later
 * printer.c - which driver the settings ask for. */
#include "kiosk/printer.h"

#include "kiosk/device_path.h"
#include "kiosk/printer_driver.h"

#include <stdlib.h>

bool printer_open(struct printer **ret_printer, const struct printer_settings *settings,
                  const char *folder, uint32_t event, struct err *err) {
    bool  file = settings->kind == SETTING_PRINTER_FILE, ok = false;
    char *path;
    if (!file && settings->kind != SETTING_PRINTER_DEVICE) {
        *ret_printer = NULL;
        return true;
    }
    path = device_path(settings->path, file ? "paper" : "/dev/anju-printer", folder, err);
    if (path == NULL)
        return false;
    if (file)
        ok = printer_file_open(ret_printer, path, settings->width_dots, err);
    else
        ok = printer_device_open(ret_printer, path, settings->width_dots, settings->baud,
                                 &printer_patience_usual, event, err);
    free(path);
    return ok;
}

void printer_close(struct printer *printer) {
    struct printer_driver *driver = (struct printer_driver *)(void *)printer;
    if (driver != NULL)
        driver->close(driver);
}
