/* SPDX-License-Identifier: GPL-3.0-or-later
 * speaker.c - which driver the settings ask for. */
#include "kiosk/speaker.h"

#include "kiosk/device_path.h"
#include "kiosk/speaker_driver.h"

#include <stdlib.h>

bool speaker_open(struct speaker **ret_speaker, const struct speaker_settings *settings,
                  const char *folder, struct err *err) {
    if (settings->kind == SETTING_SPEAKER_SDL)
        return speaker_sdl_open(ret_speaker, settings->volume, err);
    if (settings->kind != SETTING_SPEAKER_FILE) {
        *ret_speaker = NULL;
        return true;
    }
    char *path = device_path(settings->path, "sound.wav", folder, err);
    bool  ok = path != NULL && speaker_file_open(ret_speaker, path, settings->volume, err);
    free(path);
    return ok;
}

void speaker_close(struct speaker *speaker) {
    struct speaker_driver *driver = (struct speaker_driver *)(void *)speaker;
    if (driver != NULL)
        driver->close(driver);
}
