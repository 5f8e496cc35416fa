/* SPDX-License-Identifier: GPL-3.0-or-later
 * speaker_file.c - chimes appended to a WAV file: samples first, then the sizes in its head, so
 * that it can be played at any moment. */
#include "kiosk/speaker_driver.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEAD_BYTES = 44, FILE_BYTES_MOST = 64 << 20 };

struct file_speaker {
    struct speaker_driver driver;
    char                 *path;
    int                   volume;
};

static uint8_t *put(uint8_t *to, uint32_t value, int bytes) {
    for (int i = 0; i < bytes; i++)
        *to++ = (uint8_t)(value >> (8 * i));
    return to;
}

/* RIFF: one channel of 16 bits at CHIME_RATE. */
static void make_head(uint8_t head[HEAD_BYTES], uint32_t bytes) {
    uint8_t *to = mempcpy(head, "RIFF", 4);
    to = put(to, HEAD_BYTES - 8 + bytes, 4);
    to = mempcpy(to, "WAVEfmt ", 8);
    to = put(to, 16, 4);
    to = put(to, 1, 2);
    to = put(to, 1, 2);
    to = put(to, CHIME_RATE, 4);
    to = put(to, CHIME_RATE * 2, 4);
    to = put(to, 2, 2);
    to = put(to, 16, 2);
    to = mempcpy(to, "data", 4);
    (void)put(to, bytes, 4);
}

static bool append(int fd, const struct pcm *pcm) {
    struct stat file;
    uint8_t     head[HEAD_BYTES], *bytes = malloc(pcm->count * 2), *to = bytes;
    if (bytes == NULL || fstat(fd, &file) != 0 || file.st_size > FILE_BYTES_MOST) {
        free(bytes);
        return false;
    }
    for (size_t i = 0; i < pcm->count; i++)
        to = put(to, (uint16_t)pcm->samples[i], 2);
    off_t  end = file.st_size < HEAD_BYTES ? HEAD_BYTES : file.st_size;
    size_t size = pcm->count * 2;
    make_head(head, (uint32_t)((size_t)end - HEAD_BYTES + size));
    bool ok = pwrite(fd, bytes, size, end) == (ssize_t)size &&
              pwrite(fd, head, HEAD_BYTES, 0) == HEAD_BYTES;
    free(bytes);
    return ok;
}

static void file_chime(struct speaker *face, enum chime chime) {
    struct file_speaker *speaker = (struct file_speaker *)(void *)face;
    struct pcm           pcm = { 0 };
    int                  fd = open(speaker->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    struct err           err = { 0 };
    if (fd < 0 || !chime_make(chime, speaker->volume, &pcm) || !append(fd, &pcm)) {
        (void)err_system_set(&err, errno, "提示音存不进 %s", speaker->path);
        warn("%s", err.text);
    }
    free(pcm.samples);
    if (fd >= 0)
        (void)close(fd);
}

static void file_close(struct speaker_driver *driver) {
    struct file_speaker *speaker = (struct file_speaker *)(void *)driver;
    free(speaker->path);
    free(speaker);
}

bool speaker_file_open(struct speaker **ret_speaker, const char *path, int volume,
                       struct err *err) {
    struct file_speaker *speaker = calloc(1, sizeof(*speaker));
    if (speaker != NULL)
        speaker->path = strdup(path);
    if (speaker == NULL || speaker->path == NULL) {
        free(speaker);
        return err_code_set(err, ERR_MEMORY, "内存不够");
    }
    speaker->driver.face.chime = file_chime;
    speaker->driver.close = file_close;
    speaker->volume = volume;
    *ret_speaker = &speaker->driver.face;
    return true;
}
