/* SPDX-License-Identifier: GPL-3.0-or-later
 * speaker.h - chimes through SDL's sound, opened for a chime and closed after it, by a thread of
 * its own; or appended to a WAV file. A machine without sound says so once in the log. */
#ifndef ANJU_KIOSK_SPEAKER_H
#define ANJU_KIOSK_SPEAKER_H

#include "services/settings.h"
#include "ui/device.h"

/* As the settings say; relative paths are within the data folder. *ret_speaker is NULL when there
 * is none. */
bool speaker_open(struct speaker **ret_speaker, const struct speaker_settings *settings,
                  const char *folder, struct err *err);
void speaker_close(struct speaker *speaker); /* what sounds is cut off; NULL is fine */

#endif
