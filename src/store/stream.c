/* SPDX-License-Identifier: GPL-3.0-or-later
 * stream.c - encrypted files, written and read in pieces of one size; only the last may be shorter.
 */
#include "store/stream.h"

#include "base/file.h"
#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum {
    STREAM_FORMAT = 1,
    SEALED_PIECE = STREAM_PIECE + crypto_secretstream_xchacha20poly1305_ABYTES,
    KEY_CHECK = 16,
    HEADER = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    KEY_TEXT = 256,
};
static const char stream_magic[8] = "ANJUBACK";
static const char key_line[] = "anju backup key 1\n";

/* What stands before the pieces. */
struct opening {
    char     magic[8];
    uint64_t format;
    uint8_t  check[KEY_CHECK]; /* tells a wrong key from a damaged file; tells nothing of the key */
    uint8_t  header[HEADER];
};
_Static_assert(sizeof(struct opening) == 8 + 8 + KEY_CHECK + HEADER, "an opening has no holes");

bool file_put(int fd, const void *bytes, size_t length) {
    const char *from = bytes;
    while (length) {
        ssize_t wrote = write(fd, from, length);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        from += wrote;
        length -= (size_t)wrote;
    }
    return true;
}

long file_take(int fd, void *bytes, size_t length) {
    char  *to = bytes;
    size_t taken = 0;
    while (taken < length) {
        ssize_t got = read(fd, to + taken, length - taken);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        taken += (size_t)got;
    }
    return (long)taken;
}

/* --- the key --- */

static void key_check(const uint8_t key[STREAM_KEY], uint8_t ret_check[KEY_CHECK]) {
    /* Fails only for sizes out of range. */
    (void)crypto_generichash(ret_check, KEY_CHECK, (const uint8_t *)key_line, sizeof(key_line) - 1,
                             key, STREAM_KEY);
}

bool stream_key_read(const char *path, uint8_t ret_key[STREAM_KEY], struct err *err) {
    char text[KEY_TEXT + 1];
    int  fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_system_set(err, errno, "打不开密钥文件 %s", path);
    long length = file_take(fd, text, KEY_TEXT);
    (void)close(fd); /* read only */
    size_t      got = 0;
    const char *end = NULL;
    bool        done = length > (long)(sizeof(key_line) - 1);
    if (done) {
        text[length] = '\0';
        done = memcmp(text, key_line, sizeof(key_line) - 1) == 0 &&
               sodium_hex2bin(ret_key, STREAM_KEY, text + sizeof(key_line) - 1,
                              (size_t)length - (sizeof(key_line) - 1), "\n", &got, &end) == 0 &&
               got == STREAM_KEY;
    }
    sodium_memzero(text, sizeof(text));
    return done || err_set(err, "%s 不是安居的备份密钥", path);
}

bool backup_key_make(const char *path, struct err *err) {
    uint8_t key[STREAM_KEY];
    char    text[sizeof(key_line) + 2 * STREAM_KEY + 1];
    int     fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST ? err_set(err, "已有密钥文件 %s，不会覆盖它", path)
                               : err_system_set(err, errno, "建不了密钥文件 %s", path);
    crypto_secretstream_xchacha20poly1305_keygen(key);
    memcpy(text, key_line, sizeof(key_line) - 1);
    (void)sodium_bin2hex(text + sizeof(key_line) - 1, 2 * STREAM_KEY + 1, key, STREAM_KEY);
    size_t length = sizeof(key_line) - 1 + 2 * STREAM_KEY;
    text[length++] = '\n';
    bool done = file_put(fd, text, length) && fsync(fd) == 0 && file_sync_name(path);
    int  failed = errno;
    done = close(fd) == 0 && done;
    sodium_memzero(text, sizeof(text));
    sodium_memzero(key, sizeof(key));
    if (done)
        return true;
    (void)unlink(path); /* half a key is none */
    return err_system_set(err, failed, "建不了密钥文件 %s", path);
}

/* --- writing --- */

bool stream_begin(struct stream *stream, int fd, const uint8_t key[STREAM_KEY], struct err *err) {
    struct opening opening = { .format = STREAM_FORMAT };
    stream->fd = fd;
    stream->used = 0;
    memcpy(opening.magic, stream_magic, sizeof(stream_magic));
    key_check(key, opening.check);
    if (crypto_secretstream_xchacha20poly1305_init_push(&stream->state, opening.header, key) != 0)
        return err_set(err, "加密库不能启动");
    return file_put(fd, &opening, sizeof(opening)) || err_system_set(err, errno, "写不了备份文件");
}

static bool piece_put(struct stream *stream, bool last, struct err *err) {
    uint8_t            sealed[SEALED_PIECE];
    unsigned long long length = 0;
    uint8_t            tag = last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                  : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
    (void)crypto_secretstream_xchacha20poly1305_push(&stream->state, sealed, &length, stream->piece,
                                                     stream->used, NULL, 0, tag); /* cannot fail */
    stream->used = 0;
    if (file_put(stream->fd, sealed, (size_t)length))
        return true;
    return err_system_set(err, errno, "写不了备份文件");
}

bool stream_put(struct stream *stream, const void *bytes, size_t length, struct err *err) {
    const char *from = bytes;
    while (length) {
        /* A full piece waits until it is known not to be the last. */
        if (stream->used == STREAM_PIECE && !piece_put(stream, false, err))
            return false;
        size_t room = STREAM_PIECE - stream->used, take = length < room ? length : room;
        memcpy(stream->piece + stream->used, from, take);
        stream->used += take;
        from += take;
        length -= take;
    }
    return true;
}

bool stream_end(struct stream *stream, struct err *err) {
    bool done = piece_put(stream, true, err);
    sodium_memzero(stream, sizeof(*stream));
    return done;
}

/* --- reading --- */

bool stream_open(struct stream *stream, int fd, const uint8_t key[STREAM_KEY], struct err *err) {
    struct opening opening;
    uint8_t        check[KEY_CHECK];
    stream->fd = fd;
    stream->used = 0;
    if (file_take(fd, &opening, sizeof(opening)) != (long)sizeof(opening) ||
        memcmp(opening.magic, stream_magic, sizeof(stream_magic)) != 0)
        return err_code_set(err, ERR_INVALID, "这不是安居的备份文件，或者不完整");
    if (opening.format != STREAM_FORMAT)
        return err_code_set(err, ERR_INVALID, "备份文件的格式本程序不认识，请先升级程序");
    key_check(key, check);
    if (sodium_memcmp(check, opening.check, KEY_CHECK) != 0)
        return err_code_set(err, ERR_INVALID, "密钥不对：备份不是用这个密钥做的");
    if (crypto_secretstream_xchacha20poly1305_init_pull(&stream->state, opening.header, key) != 0)
        return err_code_set(err, ERR_DAMAGED, "备份文件已损坏，或者不完整");
    return true;
}

bool stream_next(struct stream *stream, size_t *ret_length, bool *ret_last, struct err *err) {
    uint8_t            sealed[SEALED_PIECE], tag = 0;
    unsigned long long length = 0;
    char               beyond;
    long               got = file_take(stream->fd, sealed, sizeof(sealed));
    if (got < (long)crypto_secretstream_xchacha20poly1305_ABYTES ||
        crypto_secretstream_xchacha20poly1305_pull(&stream->state, stream->piece, &length, &tag,
                                                   sealed, (unsigned long long)got, NULL, 0) != 0)
        return err_code_set(err, ERR_DAMAGED, "备份文件已损坏，或者不完整");
    bool last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (last && file_take(stream->fd, &beyond, 1) != 0)
        return err_code_set(err, ERR_DAMAGED, "备份文件已损坏，或者不完整");
    *ret_length = (size_t)length;
    *ret_last = last;
    return true;
}
