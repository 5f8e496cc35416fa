/* SPDX-License-Identifier: GPL-3.0-or-later
 * serial_line.h - a serial line as plain bytes, whatever was set on it before. */
#ifndef ANJU_KIOSK_SERIAL_LINE_H
#define ANJU_KIOSK_SERIAL_LINE_H

#include <stdbool.h>

/* False: `fd` is no terminal line, and nothing was done. What was waiting on it is thrown away. A
 * baud that no line knows leaves the speed as it is. */
bool serial_line_set(int fd, int baud);

#endif
