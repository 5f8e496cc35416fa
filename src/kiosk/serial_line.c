/* SPDX-License-Identifier: GPL-3.0-or-later
 * serial_line.c - termios, raw. */
#include "kiosk/serial_line.h"

#include <stddef.h>
#include <termios.h>

bool serial_line_set(int fd, int baud) {
    static const struct {
        int     baud;
        speed_t speed;
    } speeds[] = { { 1200, B1200 },   { 2400, B2400 },   { 4800, B4800 },   { 9600, B9600 },
                   { 19200, B19200 }, { 38400, B38400 }, { 57600, B57600 }, { 115200, B115200 } };
    struct termios how;
    if (tcgetattr(fd, &how) != 0)
        return false;
    cfmakeraw(&how);
    how.c_cflag |= CLOCAL | CREAD;
    how.c_iflag |= IXON; /* printers may say wait; no answer and no text of theirs looks like it */
    for (size_t i = 0; i < sizeof(speeds) / sizeof(speeds[0]); i++)
        if (speeds[i].baud == baud)
            (void)cfsetspeed(&how, speeds[i].speed); /* all are known */
    (void)tcsetattr(fd, TCSANOW, &how); /* a line that has just gone tells it at once */
    (void)tcflush(fd, TCIOFLUSH);
    return true;
}
